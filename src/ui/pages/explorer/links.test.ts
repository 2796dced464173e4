import { expect, it } from "vitest";
import type { LinkQuestion } from "../../json/viewer-properties.ts";
import { linksOf } from "./links.ts";

const KNOWN = {
  cluster: "demo",
  server: "r1:34801",
  target: "/configs",
  servers: new Set(["r1:34801"]),
  apps: new Map([["2", "temp"]]),
};
const links = linksOf(KNOWN);

function ask(value: string, path: readonly string[], isKey = false): string | null {
  const question: LinkQuestion = { value, key: path.at(-1) ?? "", path, isKey };
  return links(question);
}

it.each<[string, string | null]>([
  ["a server", ask("r1:34801", ["details", "r1:34801", "address"])],
  ["a server as a key", ask("r1:34801", ["details", "r1:34801"], true)],
])("leads from %s to its page", (_what, to) => {
  expect(to).toBe("/c/demo/nodes/r1%3A34801");
});

it.each<[string, string | null]>([
  ["its name", ask("temp", ["general_info", "2", "app_name"])],
  ["its id", ask("2", ["general", "app_id"])],
  ["its id as a key", ask("2", ["general_info", "2"], true)],
  ["its id in attributes", ask("2", ["entities", "*", "attributes", "table_id"])],
  ["one of its replicas", ask("replica@2.13", ["entities", "*", "id"])],
])("leads from an app by %s to its page", (_what, to) => {
  expect(to).toBe("/c/demo/apps/temp");
});

it("leads from a flag of /configs to its row", () => {
  expect(ask("enable_direct_io", ["enable_direct_io"], true)).toBe(
    "/c/demo/config?server=r1%3A34801&q=enable_direct_io",
  );
  expect(linksOf({ ...KNOWN, target: "/version" })({ value: "x", key: "x", path: ["x"], isKey: true })).toBeNull();
});

it.each<[string, string | null]>([
  ["a server that is not of this cluster", ask("other:34801", ["a"])],
  ["an app that is not there", ask("gone", ["general_info", "9", "app_name"])],
  ["a number that only looks like an id", ask("2", ["partition_count"])],
  ["a key that only looks like an id", ask("2", ["replicas", "2"], true)],
])("leads nowhere from %s", (_what, to) => {
  expect(to).toBeNull();
});
