// What is asked about hot partitions: an app's load over time, and the busiest of the cluster, now and over a range.
import { queryOptions } from "@tanstack/react-query";
import type * as z from "zod/mini";
import { historySchema, type HistoryAnswer } from "#api/history.ts";
import { topSchema, type Top } from "#api/load.ts";
import { clusterRoute } from "#api/routes.ts";
import { failureOf, judgeApi, type Answer } from "./answer.ts";
import { USUAL, api } from "./live.ts";
import { send } from "./send.ts";

/** Partitions that are told together, without being chosen among (HISTORY_LIMIT.series of the gateway). */
export const WHOLE_APP = 2000;
/** Of an app with more. */
export const BUSIEST_OF_APP = 500;
/** Rows of the busiest, now and over the range each. */
const TOP = 100;
/** Values of a series over the range, to find its highest among. */
const VALUES = 60;
const MINUTE = 60_000;

export const READS = "read_requests";
export const WRITES = "write_requests";

interface HeatQuestion {
  readonly appId: number;
  readonly partitions: number;
  readonly metric: typeof READS | typeof WRITES;
  /** How far back, as `6h`. */
  readonly last: string;
  /** ms. */
  readonly step: number;
}

/** How busy a partition was over the range, requests per second. */
export interface Past {
  readonly mean: number;
  /** The highest of its values. */
  readonly peak: number;
}

export interface Busiest {
  readonly top: Top;
  /** By `<app id>.<partition>`; null: the history tells nothing of it. */
  readonly past: ReadonlyMap<string, Past> | null;
  /** Why, or what is missing, a sentence each. */
  readonly notes: readonly string[];
  /** As the load's: null until there are rates, so that they are asked for again soon. */
  readonly seconds: number | null;
  readonly failure: string | null;
}

export const hotQueries = {
  heat: (cluster: string, { appId, partitions, metric, last, step }: HeatQuestion) => {
    const query = new URLSearchParams({
      metric,
      scope: "partition",
      id: String(appId),
      from: `-${last}`,
      step: `${step / 1000}s`,
    });
    if (partitions > WHOLE_APP) query.set("top", String(BUSIEST_OF_APP));
    return api<HistoryAnswer>(
      ["cluster", cluster, "heat", String(query)],
      `${clusterRoute(cluster, "history")}?${query}`,
      historySchema,
      USUAL,
    );
  },

  /** `last`: as `6h`; `length`: the same in ms. */
  busiest: (cluster: string, last: string, length: number) => {
    const queryKey: readonly unknown[] = ["cluster", cluster, "busiest", last];
    return queryOptions({
      queryKey,
      queryFn: async ({ signal }): Promise<Answer<Busiest>> => {
        const ask = async <T>(url: string, schema: z.ZodMiniType<T>): Promise<Answer<T>> =>
          judgeApi(await send({ url, signal, maxAge: USUAL.atLeast }), schema);
        const step = `${Math.ceil(length / VALUES / MINUTE) * 60}s`;
        const history = async (more: Record<string, string>): Promise<HistoryAnswer> => {
          const query = { metric: `${READS},${WRITES}`, scope: "partition", from: `-${last}`, step, ...more };
          return (await ask(`${clusterRoute(cluster, "history")}?${new URLSearchParams(query)}`, historySchema)).data;
        };
        const chosen = await history({ top: String(TOP) }).catch(noHistory);
        const ids = "problem" in chosen ? [] : [...new Set(chosen.series.map(({ id }) => id))];
        const query = new URLSearchParams({ top: String(TOP), ...(ids.length === 0 ? {} : { also: ids.join(",") }) });
        const { data: top, exchange } = await ask<Top>(`${clusterRoute(cluster, "load")}?${query}`, topSchema);
        const about = { seconds: top.seconds, failure: top.failure };
        if ("problem" in chosen) return { data: { top, past: null, notes: [chosen.problem], ...about }, exchange };
        const all = top.partitions.map(({ appId, partition }) => `${appId}.${partition}`);
        const told = all.length === 0 ? chosen : await history({ id: all.join(",") }).catch(noHistory);
        if ("problem" in told) return { data: { top, past: null, notes: [told.problem], ...about }, exchange };
        return { data: { top, past: pastOf(told), notes: told.notes, ...about }, exchange };
      },
      staleTime: 2000,
      meta: { pace: USUAL },
    });
  },
};

/** What is now is told all the same. */
function noHistory(error: unknown): { readonly problem: string } {
  return { problem: failureOf(error).message };
}

/** Reads and writes together. */
function pastOf({ series }: HistoryAnswer): Map<string, Past> {
  const sums = new Map<string, (number | null)[]>();
  for (const { id, points } of series) {
    const before = sums.get(id);
    sums.set(id, before === undefined ? points : before.map((value, at) => plus(value, points[at] ?? null)));
  }
  const past = new Map<string, Past>();
  for (const [id, points] of sums) {
    const known = points.filter((value) => value !== null);
    if (known.length === 0) continue;
    past.set(id, { mean: known.reduce((sum, value) => sum + value, 0) / known.length, peak: Math.max(...known) });
  }
  return past;
}

function plus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}
