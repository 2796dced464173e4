// The `latency_tracer` entities (reference 3.4): how long writes take from one trace point to the next. They are made where the
// flags `enable_latency_tracer` and `enable_latency_tracer_report` are on.
import { keyOf } from "../random.ts";
import type { Asked } from "./asked.ts";
import type { Entity } from "./entity.ts";
import { factsOf } from "./facts.ts";
import { percentiles } from "./percentiles.ts";

interface Stretch {
  readonly description: string;
  readonly start: string;
  readonly end: string;
  /** Median, ns. */
  readonly median: number;
}

const WRITE = [
  { point: "mutation.cpp:61:mutation", median: 0 },
  { point: "replica_2pc.cpp:284:init_prepare", median: 42_000 },
  { point: "mutation_log.cpp:112:append", median: 31_000 },
  { point: "replica_2pc.cpp:452:send_prepare_message", median: 58_000 },
  { point: "replica_2pc.cpp:779:on_prepare_reply", median: 390_000 },
  { point: "replica.cpp:402:execute_mutation", median: 74_000 },
] as const;

const STRETCHES: readonly Stretch[] = WRITE.slice(1).map(({ point, median }, index) => {
  return { description: "write", start: WRITE[index]?.point ?? "", end: point, median };
});

const FACTS = factsOf("latency_tracer", "replica");

function isOn({ process: { flags } }: Asked): boolean {
  return ["enable_latency_tracer", "enable_latency_tracer_report"].every((flag) => flags.value(flag) === "true");
}

export function tracerEntities(asked: Asked): Entity[] {
  if (!isOn(asked)) return [];
  const { world, process, now } = asked;
  const sampling = { since: process.startedAt, now, last: now, scale: world.times.scale };
  return STRETCHES.map(({ description, start, end, median }) => ({
    type: "latency_tracer",
    id: `latency_tracer@${description}|${start}|${end}`,
    attributes: { description, starting_point: start, end_point: end },
    facts: FACTS,
    read: () => percentiles(() => median, sampling, keyOf(process.key, start, end)),
  }));
}
