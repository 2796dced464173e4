import * as fc from "fast-check";
import { expect, it } from "vitest";
import { jqPath, jsonPath, readPath, type Step } from "./path.ts";

const key = (name: string, nth = 1): Step => ({ kind: "key", key: name, nth });
const index = (at: number): Step => ({ kind: "index", index: at });

it.each<[steps: Step[], path: string, jq: string]>([
  [[], "$", "."],
  [[key("a"), key("b_1")], "$.a.b_1", ".a.b_1"],
  [[key("general_info"), key("1"), key("app_name")], "$.general_info['1'].app_name", '.general_info["1"].app_name'],
  [[index(0), key("x")], "$[0].x", ".[0].x"],
  [[key("1")], "$['1']", '.["1"]'],
  [[key("a"), index(3)], "$.a[3]", ".a[3]"],
  [[key('it\'s "so"\\\n')], `$['it\\'s "so"\\\\\\n']`, `.["it's \\"so\\"\\\\\\n"]`],
  [[key("a", 2), key("")], "$.a#2['']", '.a[""]'],
  [[key("s"), { kind: "into" }, key("total")], "$.s|fromjson|$.total", ".s | fromjson | .total"],
  [[{ kind: "into" }, index(1)], "$|fromjson|$[1]", ". | fromjson | .[1]"],
])("%j is written %s, and %s for jq", (steps, path, jq) => {
  expect([jsonPath(steps), jqPath(steps)]).toEqual([path, jq]);
  expect(readPath(path)).toEqual(steps);
});

it("what is written can be read, whatever the keys", () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant("key" as const),
      key: fc.string({ unit: "binary" }),
      nth: fc.integer({ min: 1, max: 3 }),
    }),
    fc.record({ kind: fc.constant("index" as const), index: fc.nat() }),
    fc.record({ kind: fc.constant("into" as const) }),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      expect(readPath(jsonPath(steps))).toEqual(steps);
    }),
  );
});

it.each(["", "a", "$a", "$.", "$[", "$[x]", "$['a]", "$[-1]", "$..a", "$[*]", "$['\\x']"])(
  "%j is no path of one node",
  (text) => {
    expect(readPath(text)).toBeNull();
  },
);

it("double quotes are read too", () => {
  expect(readPath(`$["a\\"b"]`)).toEqual([key('a"b')]);
});
