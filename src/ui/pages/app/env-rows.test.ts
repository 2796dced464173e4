import { expect, it } from "vitest";
import { envRows } from "./env-rows.ts";

const RULES = {
  default_ttl: { type: "unsigned int32", limitation: ">= 0", sample: "86400" },
  "new.one": { type: "bool", limitation: "true | false", sample: "true" },
} as const;

it("tells of each env that is set what it means, its type and limits, and whether it differs", () => {
  const rows = envRows({ default_ttl: "3600", "manual_compact.disabled": "false" }, RULES, false);
  expect(
    rows.map(({ key, value, unset, differs, type, limits }) => [key, value, unset, differs, type, limits]),
  ).toEqual([
    ["default_ttl", "3600", "0", true, "unsigned int32", ">= 0"],
    ["manual_compact.disabled", "false", "false", false, "bool", "true | false"],
  ]);
  expect(rows[0]?.meaning).toMatch(/^Seconds/);
});

it("lists what could be set, too, by the leader's word, and by our own while that is not known", () => {
  expect(envRows({}, RULES, true).map(({ key, value }) => [key, value])).toEqual([
    ["default_ttl", null],
    ["new.one", null],
  ]);
  expect(envRows({}, null, true).length).toBeGreaterThan(30);
});

it("says of a key that nobody knows that nobody does", () => {
  expect(envRows({ tpyo: "1" }, RULES, false)[0]).toMatchObject({
    differs: null,
    meaning: expect.stringMatching(/does not list/),
  });
});

it("says of a value that came in by another way that the leader would refuse it", () => {
  expect(envRows({ default_ttl: "-5" }, RULES, false)[0]?.refusal).toMatch(/should be '>= 0'/);
});
