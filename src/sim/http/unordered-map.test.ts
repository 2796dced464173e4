// What a program linked with libstdc++ 12 printed.
import { expect, it } from "vitest";
import { hashOf, hashOrder } from "./unordered-map.ts";

it.each<[key: string, hash: bigint]>([
  ["", 6142509188972423790n],
  ["a", 4993892634952068459n],
  ["name", 10420554295983197538n],
  ["detail", 5983229691276133532n],
  ["abcdefgh", 8664279048047335611n],
  ["with_metric_fields", 18294660616591579732n],
  ["表", 429625516298303884n],
])("hashes %j as libstdc++ does", (key, hash) => {
  expect(hashOf(key)).toBe(hash);
});

it.each<[keys: string, order: string]>([
  ["", ""],
  ["a b c", "c b a"],
  ["name detail", "detail name"],
  // Keys that share a bucket stand together, so the last one is not always the first.
  ["types metrics with_metric_fields detail ids attributes", "attributes detail ids with_metric_fields metrics types"],
])("gives %j back as %j", (keys, order) => {
  expect(hashOrder(keys.split(" ").filter(Boolean)).join(" ")).toBe(order);
});

it("goes on as libstdc++ does when the map has grown twice", () => {
  expect(hashOrder(Array.from({ length: 31 }, (_, index) => `k${index}`)).join(" ")).toBe(
    "k21 k10 k29 k8 k17 k27 k20 k7 k3 k22 k6 k1 k9 k12 k14 k11 k2 k0 k15 k16 k18 k19 k4 k26 k30 k24 k5 k13 k23 k25 k28",
  );
});
