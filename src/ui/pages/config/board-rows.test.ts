import { expect, it } from "vitest";
import type { RosterEntry } from "#api/clusters.ts";
import { MUTABLE_TAG, type ConfigItem } from "#pegasus/answers/config.ts";
import { boardColumns } from "./board-columns.tsx";
import { flagRows, keptFlags, rowId, withProcesses } from "./board-rows.ts";
import { boardCsv, boardIni, boardJson } from "./export.ts";
import { boardOf } from "./use-board.ts";
import type { Filters } from "./url-state.ts";

const NUMBER = "hot_key_variance_threshold"; // used by replica servers, 5 by default
const SWITCH = "balance_cluster"; // used by metas, false by default

function item(name: string, value: string, more: Partial<ConfigItem> = {}): ConfigItem {
  return { name, section: "s", type: "FV_UINT32", tags: MUTABLE_TAG, description: "what it is", value, ...more };
}

function flags(number: string) {
  const items = {
    [NUMBER]: item(NUMBER, number),
    [SWITCH]: item(SWITCH, "false", { type: "FV_BOOL", section: "meta_server" }),
    server_key: item("server_key", "••••••••", { type: "FV_STRING", tags: "" }),
    brand_new: item("brand_new", "1", { tags: "", description: "a mystery" }),
  };
  return { text: number, items };
}

function entry(server: string, role: RosterEntry["role"]): RosterEntry {
  return { server, role, leader: server === "m1", alive: true, starting: false };
}

const BOARD = boardOf(
  [entry("m1", "meta"), entry("r1", "replica"), entry("r2", "replica"), entry("r3", "replica"), entry("r4", "replica")],
  {
    said: [
      { server: "m1", value: flags("6") },
      { server: "r3", value: flags("7") },
      { server: "r1", value: flags("5") },
      { server: "r2", value: flags("5") },
      { server: "r4", problem: "refuses connections." },
    ],
    complete: true,
  },
);
const NONE: Filters = { differs: false, mutable: false, set: false, here: false, section: "", role: "" };
const COLUMNS = boardColumns({
  roles: BOARD.roles,
  focus: BOARD.processes.find(({ server }) => server === "r3") ?? null,
  onToggle: () => {},
  onAbout: () => {},
  onEdit: () => {},
  refusal: null,
  onReveal: () => {},
  revealRefusal: null,
});

it.each<[what: string, filters: Partial<Filters>, names: string[]]>([
  ["none", {}, [SWITCH, "brand_new", NUMBER, "server_key"]],
  ["differs", { differs: true }, [NUMBER]],
  ["mutable", { mutable: true }, [SWITCH, NUMBER]],
  ["not the default", { set: true }, [NUMBER]],
  ["changed here", { here: true }, [SWITCH]],
  ["section", { section: "meta_server" }, [SWITCH]],
  ["used by metas", { role: "meta" }, [SWITCH, "brand_new"]],
  ["used by replica servers", { role: "replica" }, ["brand_new", NUMBER, "server_key"]],
])("keeps flags by the filter %s", (_what, filters, names) => {
  const kept = keptFlags(BOARD.flags, { ...NONE, ...filters }, new Set([SWITCH]));
  expect(kept.map(({ name }) => name)).toEqual(names);
});

it.each<[text: string, sort: { id: string; desc: boolean } | null, names: string[]]>([
  ["", { id: "differ", desc: true }, [NUMBER, SWITCH, "brand_new", "server_key"]],
  ["", { id: "name", desc: true }, ["server_key", NUMBER, "brand_new", SWITCH]],
  ["", { id: "default", desc: false }, ["server_key", NUMBER, SWITCH, "brand_new"]],
  ["", { id: "process", desc: false }, ["server_key", "brand_new", NUMBER, SWITCH]],
  ["mystery", null, ["brand_new"]],
  ["7", null, [NUMBER]],
  ["meta_server fine", null, []],
])("with the search %j and the order %j it shows %j", (text, sort, names) => {
  const rows = flagRows(BOARD.flags, COLUMNS, text, sort, new Set());
  expect(rows.map(({ flag }) => flag.name)).toEqual(names);
});

it("lists the processes of an open flag below it, outliers first, then who did not answer", () => {
  const rows = withProcesses(flagRows(BOARD.flags, COLUMNS, NUMBER, null, new Set([NUMBER])), BOARD);
  expect(rows.map(rowId)).toEqual([NUMBER, ...["r3", "r4", "m1", "r1", "r2"].map((server) => `${NUMBER} ${server}`)]);
  expect(rows.map((row) => (row.kind === "process" ? [row.value, row.differs, row.problem] : "flag"))).toEqual([
    "flag",
    ["7", true, null],
    [null, false, "refuses connections."],
    ["6", false, null], // a meta does not use it: whatever it has does nothing
    ["5", false, null],
    ["5", false, null],
  ]);
});

it("goes out as CSV, JSON and the lines of a config.ini", () => {
  expect(boardCsv(BOARD.flags, BOARD).split("\r\n").slice(0, 3)).toEqual([
    "name,section,type,mutable,default,differing,meta (common),replica (common),m1,r1,r2,r3",
    `${SWITCH},meta_server,FV_BOOL,true,false,0,false,false,false,false,false,false`,
    "brand_new,s,FV_UINT32,false,,0,1,1,1,1,1,1",
  ]);
  const json = JSON.parse(boardJson(BOARD.flags, BOARD)) as { name: string; values: object; common: object }[];
  expect(json[2]).toMatchObject({ name: NUMBER, common: { meta: "6", replica: "5" }, values: { r3: "7", r1: "5" } });
  const ini = boardIni(BOARD.flags, { title: "r3", valueOf: ({ name }) => (name === "brand_new" ? null : "x") });
  expect(ini).toBe(
    `; r3\n\n[meta_server]\n${SWITCH} = x\n\n[s]\n${NUMBER} = x\n; server_key is a secret and not written here\n`,
  );
});
