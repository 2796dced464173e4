import { expect, it } from "vitest";
import type { Role } from "#pegasus/endpoint.ts";
import { ENDPOINTS } from "#pegasus/endpoints.ts";
import { LISTS, questionsFor, roundOf, GREETING, LAST, type Choice } from "./plan.ts";

const TABLES = [
  { id: 2, name: "temp" },
  { id: 7, name: "a b&c" },
];
const ALL: Choice = { allMetrics: false, replicaTables: true, rounds: 2 };
const EVERYTHING = new Set(ENDPOINTS.map(({ path }) => path));

function targets(role: Role, leader: boolean, choice: Choice = ALL, listed: ReadonlySet<string> | null = EVERYTHING) {
  return questionsFor({ server: "s:1", role, leader }, listed, TABLES, choice).map(({ target }) => target);
}

it("asks every safe read of the table, or something that it follows from", () => {
  const asked = [GREETING, LAST, ...Object.values(LISTS), ...targets("meta", true), ...targets("replica", false)];
  const paths = new Set(asked.map((target) => target.split("?")[0]));
  const missing = ENDPOINTS.filter(({ effect, path }) => effect === "read" && !paths.has(path)).map(({ path }) => path);
  // A replay answers `/config?name=…` from `/configs`.
  expect(missing).toEqual(["/config"]);
});

it("asks nothing that changes or slows down a server", () => {
  const asked = [...targets("meta", true), ...targets("replica", false), ...targets("collector", false)];
  const harmful = ENDPOINTS.filter(({ effect }) => effect !== "read").map(({ path }) => path);
  expect(asked.filter((target) => harmful.includes(target.split("?")[0] ?? ""))).toEqual([]);
});

it("asks the leader of each table, its name written as Pegasus reads it, and a backup of none", () => {
  expect(targets("meta", true)).toEqual(
    expect.arrayContaining([
      "/meta/app?name=temp&detail",
      "/meta/app?name=a%20b%26c&detail",
      "/meta/app_envs?name=temp",
      "/meta/app/duplication?name=temp",
      "/meta/app/query_bulk_load?name=temp",
      "/meta/backup_policy",
    ]),
  );
  expect(targets("meta", false).filter((target) => target.startsWith("/meta/"))).toEqual([]);
});

it("never repeats the lists with detail", () => {
  const asked = [...targets("meta", true), ...targets("meta", false), ...targets("replica", false)];
  expect(asked.filter((target) => /^\/meta\/(apps|nodes)/.test(target))).toEqual([]);
});

it("asks replica servers about each table by its id, each call by its own parameter, where that is chosen", () => {
  const about = (choice: Choice) =>
    targets("replica", false, choice).filter((target) => target.startsWith("/replica/"));
  expect(about(ALL)).toEqual([
    "/replica/data_version?app_id=2",
    "/replica/data_version?app_id=7",
    "/replica/duplication?appid=2",
    "/replica/duplication?appid=7",
    "/replica/manual_compaction?app_id=2",
    "/replica/manual_compaction?app_id=7",
  ]);
  expect(about({ ...ALL, replicaTables: false })).toEqual([]);
});

it("asks a server only what it lists, and one that lists nothing nothing", () => {
  expect(targets("replica", false, ALL, new Set(["/version", "/configs"]))).toEqual(["/configs", "/version"]);
  expect(targets("replica", false, ALL, null)).toEqual([]);
});

it("asks for metrics with filters unless all of them are wanted", () => {
  const metrics = (choice: Choice) =>
    targets("replica", false, choice).filter((target) => target.startsWith("/metrics"));
  expect(metrics({ ...ALL, allMetrics: true })).toEqual(["/metrics"]);
  expect(metrics(ALL)).toHaveLength(2);
  expect(metrics(ALL).every((target) => target.includes("types="))).toBe(true);
});

it("asks replica servers alone for the load", () => {
  const servers = [
    { server: "m:1", role: "meta" },
    { server: "r:1", role: "replica" },
    { server: "c:1", role: "collector" },
  ] as const;
  expect(roundOf(servers).map(({ server }) => server)).toEqual(["r:1"]);
});
