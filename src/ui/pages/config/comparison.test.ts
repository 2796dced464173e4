import { expect, it } from "vitest";
import type { ConfigItem } from "#pegasus/answers/config.ts";
import { compareSides, readSide, sideFlags, writeSide } from "./comparison.ts";
import { boardOf } from "./use-board.ts";

function flags(values: Readonly<Record<string, string>>) {
  const items = Object.entries(values).map(([name, value]): [string, ConfigItem] => [
    name,
    { name, section: "s", type: "FV_STRING", tags: "", description: "", value },
  ]);
  return { text: JSON.stringify(values), items: Object.fromEntries(items) };
}

const BOARD = boardOf(
  (["r1:1", "r2:1", "r3:1"] as const).map((server) => ({
    server,
    role: "replica",
    leader: false,
    alive: true,
    starting: false,
  })),
  {
    said: [
      { server: "r1:1", value: flags({ balance_cluster: "true", server_key: "••••••••", mine: "1" }) },
      { server: "r2:1", value: flags({ balance_cluster: "false", server_key: "••••••••" }) },
      { server: "r3:1", value: flags({ balance_cluster: "false", server_key: "••••••••" }) },
    ],
    complete: true,
  },
);

it.each([
  ["r1:34801", { cluster: "here", what: "r1:34801" }],
  ["default", { cluster: "here", what: "default" }],
  ["other/replica", { cluster: "other", what: "replica" }],
  ["other/r1:34801", { cluster: "other", what: "r1:34801" }],
])("reads and writes the side %s", (text, side) => {
  expect(readSide(text, "here")).toEqual(side);
  expect(writeSide(side, "here")).toBe(text);
});

it.each<[left: string, right: string, verdicts: [string, string][]]>([
  [
    "r1:1",
    "r2:1",
    [
      ["balance_cluster", "differs"],
      ["mine", "only left"],
      ["server_key", "hidden"],
    ],
  ],
  [
    "r2:1",
    "replica",
    [
      ["balance_cluster", "same"],
      ["mine", "only right"],
      ["server_key", "hidden"],
    ],
  ],
  [
    "r1:1",
    "default",
    [
      ["balance_cluster", "differs"],
      ["mine", "only left"],
      ["server_key", "hidden"],
    ],
  ],
  [
    "default",
    "r2:1",
    [
      ["balance_cluster", "same"],
      ["server_key", "hidden"],
    ],
  ],
])("compares %s with %s", (left, right, verdicts) => {
  const sides = [left, right].map((text) => sideFlags(readSide(text, "here"), BOARD));
  const [one = null, other = null] = sides;
  if (one === null || other === null) throw new Error("no such side");
  expect(compareSides(one, other).map(({ name, verdict }) => [name, verdict])).toEqual(verdicts);
});

it.each(["r9:1", "meta", ""])("has nothing to compare with on the side %j", (text) => {
  expect(sideFlags(readSide(text, "here"), BOARD)).toBeNull();
  expect(sideFlags({ cluster: "x", what: "r1:1" }, null)).toBeNull();
});
