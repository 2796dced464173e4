import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { app } from "../answers/app.ts";
import { suspects, tableFacts, type TableCounts } from "./tables.ts";

const detail = (name: string) =>
  app.decode(readFileSync(join(import.meta.dirname, "..", "samples", `${name}.txt`), "utf8"));

/** As `healthy_info` would say of the recorded table: the server counts split children as unreadable (reference 6.1). */
function countsOf(name: string): TableCounts {
  const { general, healthy } = detail(name);
  return {
    app_name: general.app_name,
    partition_count: general.partition_count,
    unhealthy: healthy?.unhealthy_partition_count ?? 0,
    write_unhealthy: healthy?.write_unhealthy_partition_count ?? 0,
    read_unhealthy: healthy?.read_unhealthy_partition_count ?? 0,
  };
}

function factOf(name: string) {
  const counts = countsOf(name);
  const [fact] = tableFacts([counts], new Map([[counts.app_name, detail(name)]]));
  return fact;
}

it("tells the recorded children of a split apart from partitions that are lost", () => {
  expect(countsOf("app.split").read_unhealthy).toBeGreaterThan(0);
  const fact = factOf("app.split");
  expect(fact).toMatchObject({
    unhealthy: 0,
    write_unhealthy: 0,
    read_unhealthy: 0,
    ill: { unreadable: [], lost: [] },
  });
  expect(fact?.splitting).toBe(countsOf("app.split").read_unhealthy);
});

it.each([
  ["app.two-of-three", "thin"],
  ["app.no-primary", "unreadable"],
] as const)("names the partitions of the recorded %s that are %s, as many as the server counts", (name, kind) => {
  const fact = factOf(name);
  const { unhealthy, write_unhealthy, read_unhealthy } = countsOf(name);
  expect([fact?.unhealthy, fact?.write_unhealthy, fact?.read_unhealthy]).toEqual([
    unhealthy,
    write_unhealthy,
    read_unhealthy,
  ]);
  expect(fact?.ill?.[kind].length).toBe(kind === "thin" ? unhealthy - write_unhealthy : read_unhealthy);
  expect(fact?.ill?.[kind].length).toBeGreaterThan(0);
});

it("counts what no server ever held as unreadable, but not as lost", () => {
  const fact = factOf("app.unassigned");
  expect(fact?.ill?.unreadable.length).toBeGreaterThan(0);
  expect(fact?.ill?.lost).toEqual([]);
});

it("looks more closely at ten ill tables at most, the worst first", () => {
  const table = (app_name: string, read_unhealthy: number, unhealthy: number): TableCounts => ({
    app_name,
    partition_count: 8,
    unhealthy,
    write_unhealthy: read_unhealthy,
    read_unhealthy,
  });
  expect(suspects([table("well", 0, 0), table("thin", 0, 5), table("dead", 1, 1)])).toEqual(["dead", "thin"]);
  expect(suspects(Array.from({ length: 30 }, (_, index) => table(`t${index}`, 0, 1)))).toHaveLength(10);
});
