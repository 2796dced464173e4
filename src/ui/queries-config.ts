// What the Config page asks: the flags of all processes at once, and one flag of all of them.
import { experimental_streamedQuery as streamedQuery, queryOptions } from "@tanstack/react-query";
import { fleetRoute } from "#api/routes.ts";
import { config, configs, type ConfigItem } from "#pegasus/answers/config.ts";
import type { Items } from "#pegasus/flag-board.ts";
import { writeTarget } from "#pegasus/target.ts";
import type { Answer } from "./answer.ts";
import type { Pace } from "./live.ts";
import { readFleet, type FleetQuestion, type Said } from "./read-fleet.ts";
import type { Exchange } from "./send.ts";

/** Some 60 kB of each process (reference 2.5 and trap 49). */
const BOARD: Pace = { atLeast: 20, polled: true };
const BOARD_MAX_AGE_SECONDS = 10;
/** A few bytes of each, while a dialog is open. */
const ONE_FLAG: Pace = { atLeast: 10, polled: true };

/** So far: a server that takes its time keeps nobody waiting for the others. */
export interface FleetAnswers<T> {
  readonly said: readonly Said<T>[];
  readonly complete: boolean;
}

export interface Flags {
  /** To know an answer that was seen before, and to share what was read of it. */
  readonly text: string;
  readonly items: Items;
}

export const configQueries = {
  board: (cluster: string) => {
    const key = ["cluster", cluster, "board"] as const;
    return fleetQuery<Flags>(key, BOARD, ({ signal, before }) => {
      const known = new Map(before.map((flags) => [flags.text, flags]));
      const read = (text: string): Flags => {
        const flags = known.get(text) ?? { text, items: configs.decode(text) };
        known.set(flags.text, flags);
        return flags;
      };
      return { cluster, role: "all", target: "/configs", maxAge: BOARD_MAX_AGE_SECONDS, read, signal };
    });
  },
  flag: (cluster: string, name: string) => {
    const target = writeTarget({ path: "config", query: new Map([["name", name]]) });
    return fleetQuery<ConfigItem>(["cluster", cluster, "flag", name], ONE_FLAG, ({ signal }) => ({
      cluster,
      role: "all",
      target,
      maxAge: 1,
      read: readItem,
      signal,
    }));
  },
};

/** An unknown flag is status 200 and a sentence (trap 12). */
function readItem(text: string): ConfigItem {
  if (!text.trimStart().startsWith("{")) throw new Error(`has no such flag (${text.trim()})`);
  return config.decode(text);
}

interface Round<T> {
  readonly signal: AbortSignal;
  /** What the last round brought. */
  readonly before: readonly T[];
}

type Piece<T> = readonly Said<T>[] | "end";

function fleetQuery<T>(queryKey: readonly unknown[], pace: Pace, questionOf: (round: Round<T>) => FleetQuestion<T>) {
  return queryOptions({
    queryKey,
    queryFn: streamedQuery<Piece<T>, Answer<FleetAnswers<T>>>({
      // While it is asked anew the old answers stay.
      refetchMode: "replace",
      streamFn: ({ client, signal }) => {
        const last = client.getQueryData<Answer<FleetAnswers<T>>>(queryKey)?.data.said ?? [];
        return pieces(questionOf({ signal, before: last.flatMap((said) => ("value" in said ? [said.value] : [])) }));
      },
      reducer: ({ data, exchange }, piece) => ({
        data: piece === "end" ? { ...data, complete: true } : { said: [...data.said, ...piece], complete: false },
        exchange: { ...exchange, at: Date.now() },
      }),
      initialValue: { data: { said: [], complete: false }, exchange: exchangeOf(queryKey) },
    }),
    // Thousands of values, compared one by one, to find that they are the same: what was read before is shared anyway.
    structuralSharing: false,
    staleTime: 2000,
    meta: { pace },
  });
}

async function* pieces<T>(question: FleetQuestion<T>): AsyncGenerator<Piece<T>> {
  yield* readFleet(question);
  yield "end";
}

/** Of many answers there is no single exchange: it tells when, and that the gateway asked. */
function exchangeOf(queryKey: readonly unknown[]): Exchange {
  const url = fleetRoute(String(queryKey[1]), "all", "/configs");
  const body = { text: "", bytes: null, size: 0 };
  return {
    method: "GET",
    url,
    status: 200,
    contentType: "application/x-ndjson",
    headers: [],
    ...body,
    server: null,
    hops: [],
    ms: null,
    at: 0,
  };
}
