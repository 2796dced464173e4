import { expect, it } from "vitest";
import type { RosterEntry } from "#api/clusters.ts";
import { serverState } from "../../parts/server-state.ts";
import { mixedVersions, serverRows } from "./server-rows.ts";

const META: RosterEntry = { server: "m1:34601", role: "meta", leader: false, alive: true, starting: false };
const REPLICA: RosterEntry = { server: "r1:34801", role: "replica", leader: false, alive: true, starting: false };

it.each<[RosterEntry, string, string]>([
  [{ ...META, leader: true }, "Leader", "ok"],
  [META, "Standby", "ok"],
  [{ ...META, alive: false }, "Not answering", "critical"],
  [{ ...META, alive: false, starting: true }, "Starting", "notice"],
  [{ ...META, alive: null }, "Not known yet", "unknown"],
  [REPLICA, "Alive", "ok"],
  [{ ...REPLICA, alive: false }, "Dead", "critical"],
])("%o is %s", (entry, word, severity) => {
  expect(serverState(entry)).toEqual({ word, severity });
});

it("keeps a server whose version is not known", () => {
  const versions = new Map([["m1:34601", { Version: "2.6.0", GitCommit: "abc" }]]);
  const rows = serverRows([META, REPLICA], versions, new Map());
  expect(rows.map(({ server, version, started }) => ({ server, version, started }))).toEqual([
    { server: "m1:34601", version: "2.6.0", started: null },
    { server: "r1:34801", version: null, started: null },
  ]);
});

it.each<[string, readonly (readonly [string, string])[], string | null]>([
  [
    "agree",
    [
      ["2.6.0", "abc"],
      ["2.6.0", "abc"],
    ],
    null,
  ],
  [
    "say nothing",
    [
      ["", ""],
      ["", ""],
    ],
    null,
  ],
  [
    "differ by version",
    [
      ["2.6.0", "abcdef0123"],
      ["2.5.0", "abcdef0123"],
    ],
    "Different versions: 2.6.0 (abcdef01) on 1, 2.5.0 (abcdef01) on 1",
  ],
  [
    "differ by build",
    [
      ["2.6.0", "a"],
      ["2.6.0", "b"],
    ],
    "Different versions: 2.6.0 (a) on 1, 2.6.0 (b) on 1",
  ],
])("servers that %s", (_, versions, words) => {
  const [first = ["", ""], second = ["", ""]] = versions;
  const known = new Map([
    ["m1:34601", { Version: first[0], GitCommit: first[1] }],
    ["r1:34801", { Version: second[0], GitCommit: second[1] }],
  ]);
  expect(mixedVersions(serverRows([META, REPLICA], known, new Map()))).toBe(words);
});
