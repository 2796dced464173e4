import { expect, it } from "vitest";
import { fileNameOf, titleOf } from "./names.ts";

const AT = Date.parse("2026-01-02T03:04:05.678Z");

it("names the file after the cluster and the moment", () => {
  expect(fileNameOf("onebox", AT)).toBe("pegasus-onebox-20260102-030405Z.har.gz");
  expect(fileNameOf("a/b c", AT)).toBe("pegasus-a_b_c-20260102-030405Z.har.gz");
});

it.each([
  [false, "Onebox, snapshot of 2026-01-02 03:04:05 UTC"],
  [true, "Onebox, snapshot of 2026-01-02 03:04:05 UTC (stopped before its end)"],
])("says in its title whether it was stopped: %s", (stopped, title) => {
  expect(titleOf("Onebox", AT, stopped)).toBe(title);
});
