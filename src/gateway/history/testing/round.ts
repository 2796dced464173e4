// Rounds of a sampler, for tests.
import { metrics as metricsCodec } from "#pegasus/answers/metrics.ts";
import { readSample } from "#pegasus/load-sample.ts";
import { deriveLoad, type Round } from "#pegasus/load.ts";
import type { SampledRound } from "../sampled-round.ts";

export interface MadeUp {
  readonly at: number;
  /** Answers to `/metrics` by server. */
  readonly answers: Readonly<Record<string, string>>;
  /** `<app>.<partition>` → who is primary; nobody else holds it. */
  readonly primaries: Readonly<Record<string, string>>;
  readonly failures?: Readonly<Record<string, string>>;
}

export function sampledRound(
  before: SampledRound | null,
  { at, answers, primaries, failures = {} }: MadeUp,
): SampledRound {
  const answered = Object.entries(answers).map(([server, text]) => [server, metricsCodec.decode(text)] as const);
  const samples = new Map(answered.map(([server, metrics]) => [server, readSample(metrics)]));
  const places = {
    primaries: new Map(Object.entries(primaries)),
    members: new Map(Object.entries(primaries).map(([id, server]) => [id, [server]])),
    tables: new Map(),
  };
  const round: Round = { samples, primaries: places.primaries };
  const earlier = before === null ? null : { samples: before.samples, primaries: before.places.primaries };
  return {
    at,
    seconds: before === null ? null : (at - before.at) / 1000,
    depth: "whole",
    interval: 10,
    samples,
    failures: new Map(Object.entries(failures)),
    others: new Map(
      answered.map(([server, { entities }]) => [server, entities.filter(({ type }) => type !== "replica")]),
    ),
    tables: deriveLoad(earlier, round),
    places,
    requests: samples.size,
    bytes: 0,
  };
}
