// Asks a large world itself, before anybody else does, what a dashboard asks first: the engine compiles what it has run a few times, and
// the first answers about fifty thousand partitions come as fast as all later ones.
import { LOAD_QUERY } from "#pegasus/load-metrics.ts";
import { writeTarget } from "#pegasus/target.ts";
import { serve } from "./answers/serve.ts";
import type { World } from "./model/world.ts";

/** Partitions from which on it is worth it: smaller clusters answer at once anyhow. */
const LARGE = 20_000;
const ROUNDS = 3;

export function warmUp(world: World): void {
  const { available } = world.tables;
  const partitions = available.reduce((sum, table) => sum + table.partitions.length, 0);
  const { leader, now } = world;
  if (partitions < LARGE || leader === null) return;
  const name = available[0]?.name ?? "";
  const load = writeTarget({ path: "metrics", query: LOAD_QUERY });
  for (let round = 0; round < ROUNDS; round++) {
    for (const target of ["apps", "apps?detail", "nodes?detail", "cluster", `app?name=${name}&detail`])
      ask(world, leader, `/meta/${target}`, now);
    ask(world, leader, "/metrics?types=table", now);
    // Another server each time, so that it is not one server's replicas that the engine makes its assumptions of.
    const node = world.replicas[round] ?? "";
    ask(world, node, load, now);
    ask(world, node, "/metrics?types=server,disk,profiler,queue", now);
    ask(world, node, `/metrics?types=replica&attributes=table_id,${available[round]?.id ?? 1}`, now);
  }
}

function ask(world: World, server: string, target: string, now: number): void {
  const request = { method: "GET", target, body: Buffer.alloc(0), last: false } as const;
  const outcome = serve(request, { process: world.processAt(server), world, now, sessions: 1, wait: nobodyWaits });
  if (outcome instanceof Promise || typeof outcome === "string" || !("status" in outcome) || outcome.status !== 200)
    throw new Error(`${server} does not answer ${target} when it starts`);
}

function nobodyWaits(): Promise<void> {
  return Promise.resolve();
}
