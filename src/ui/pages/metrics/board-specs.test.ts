import { expect, it } from "vitest";
import { boardSpecs, type View } from "./board-specs.ts";

const view = (over: Partial<View> = {}): View => ({
  by: "cluster",
  server: null,
  app: null,
  draw: "top",
  most: 10,
  ...over,
});
const METRICS = [
  "read_requests",
  "block_cache_hits",
  "queue_length",
  "disk_capacity_avail_mb",
  "alive_replica_servers",
];

it.each<[over: Partial<View>, scopes: string[]]>([
  [{}, ["cluster", "app", "queue", "cluster", "cluster"]],
  [{ by: "server" }, ["server", "cluster", "server", "server", "cluster"]],
  [{ by: "app" }, ["app", "app", "queue", "cluster", "cluster"]],
  [{ server: "r1:1" }, ["server r1:1", "cluster", "server r1:1", "server r1:1", "cluster"]],
  [{ by: "server", app: "2" }, ["app 2", "app 2", "queue", "cluster", "cluster"]],
])("with %o the charts are of %o", (over, scopes) => {
  const specs = boardSpecs(
    METRICS.filter((metric) => metric !== "block_cache_hits"),
    view(over),
  );
  const expected = scopes.filter((_, index) => index !== 1);
  expect(specs.map(({ scope, ids }) => [scope, ...ids].join(" "))).toEqual(expected);
});

it("what is told only of apps is left out of the nodes' board", () => {
  expect(boardSpecs(["block_cache_hits"], view({ by: "server" }))).toEqual([]);
  expect(boardSpecs(["block_cache_hits"], view({ by: "app" }))[0]?.scope).toBe("app");
});
