import { expect, it } from "vitest";
import type { ConfigLine } from "#api/changes.ts";
import type { FlagType } from "#pegasus/answers/config.ts";
import { unheard, verdictOf } from "./verdict.ts";

const line: ConfigLine = { server: "r1:34801", before: "10", after: "20", ok: true, message: "ERR_OK" };

it.each<[what: string, line: ConfigLine, type: FlagType, wanted: string, severity: string, words: string]>([
  ["done", line, "FV_UINT32", "20", "ok", "Now 20, read back from the server. It was 10."],
  [
    "done in another notation",
    { ...line, after: "16" },
    "FV_UINT32",
    "0x10",
    "ok",
    "Now 16, read back from the server. It was 10.",
  ],
  ["already so", { ...line, before: "20" }, "FV_UINT32", "20", "ok", "Now 20, read back from the server."],
  [
    "a double in two decimals",
    { ...line, after: "0.75" },
    "FV_DOUBLE",
    "0.754",
    "ok",
    "Now 0.75, read back from the server. It was 10.",
  ],
  [
    "accepted and not there",
    { ...line, after: "10" },
    "FV_UINT32",
    "20",
    "warning",
    "The server answered ERR_OK, but the value read back is 10.",
  ],
  [
    "not read back",
    { ...line, after: null },
    "FV_UINT32",
    "20",
    "warning",
    "The server accepted it (ERR_OK), but the value could not be read back.",
  ],
  [
    "refused",
    { ...line, after: "10", ok: false, message: "ERR_INVALID_PARAMETERS: value validation failed" },
    "FV_UINT32",
    "20",
    "critical",
    "Not changed: ERR_INVALID_PARAMETERS: value validation failed. It is still 10.",
  ],
  [
    "failed and yet there",
    { ...line, ok: false, message: "the connection broke." },
    "FV_UINT32",
    "20",
    "critical",
    "Not confirmed: the connection broke. It is now 20.",
  ],
])("%s", (_, said, type, wanted, severity, words) => {
  expect(verdictOf(said, type, wanted)).toEqual({ severity, words });
});

it("a server of which nothing was heard is not called unchanged", () => {
  expect(verdictOf(unheard("r1:34801"), "FV_BOOL", "true").words).toBe(
    "Not confirmed: no word came of this server; it may have been changed. What it is now is not known.",
  );
});
