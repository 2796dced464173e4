import { expect, it } from "vitest";
import { scanText } from "../core/samples.ts";
import { queryPath } from "./json-path.ts";

// 0 $, 1 entities, 2 [0], 3 id, 4 metrics, 5 [0], 6 name, 7 value, 8 [1], 9 name, 10 value, 11 [1], 12 id, 13 metrics, 14 odd
const METRICS = `{"entities":[{"id":"server","metrics":[{"name":"qps","value":5},{"name":"p99","value":9007199254740993}]},{"id":"disk","metrics":[]}],"odd":nan}`;

it.each<[query: string, nodes: number[]]>([
  ["$", [0]],
  ["$.entities[*].id", [3, 12]],
  ["$.entities[-1]", [11]],
  ["$..value", [7, 10]],
  ["$.entities[?@.id=='disk']", [11]],
  ["$..metrics[?@.value > 6].name", [9]],
  ["$..[?@.name=='qps']", [5]],
  ["$.entities[?length(@.metrics) == 2].id", [3]],
  ["$..metrics[?match(@.name, 'q.*')].value", [7]],
  ["$[?@ == 'nan']", [14]],
  ["$.nothing", []],
])("%s selects %j", (query, nodes) => {
  expect([...queryPath(scanText(METRICS).index, query)]).toEqual(nodes);
});

it.each(["", "entities", "$.", "$[?@.a ==]", "$[?nonsense(@)]", "$[1"])("%j is refused with a sentence", (query) => {
  expect(() => queryPath(scanText(METRICS).index, query)).toThrow(/\w+/);
});

it("of equal keys the last is selected, and __proto__ is a key", () => {
  expect([...queryPath(scanText(`{"a":1,"b":2,"a":3}`).index, "$.a")]).toEqual([3]);
  expect([...queryPath(scanText(`{"__proto__":{"x":1}}`).index, "$.__proto__.x")]).toEqual([2]);
});

it("finds thousands among thousands without walking from the start each time", () => {
  const text = JSON.stringify(Array.from({ length: 20_000 }, (_, item) => ({ item, odd: item % 2 })));
  const found = queryPath(scanText(text).index, "$[?@.odd == 1].item");
  expect(found).toHaveLength(10_000);
  expect([found[0], found.at(-1)]).toEqual([1 + 3 + 1, 1 + 3 * 19_999 + 1]);
});
