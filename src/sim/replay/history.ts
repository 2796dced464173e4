// What was recorded of one server, found by request and moment.
import { readAsked, type Asked } from "./asked.ts";
import type { Answer, Exchange } from "./exchange.ts";
import { grouped } from "./grouped.ts";

export interface Recorded {
  readonly exchange: Exchange;
  readonly asked: Asked;
  /** Place in the recording: exchanges of the same millisecond have an order, too. */
  readonly order: number;
}

export class History {
  readonly all: readonly Recorded[];
  private readonly byKey: ReadonlyMap<string, readonly Recorded[]>;
  private readonly byPath: ReadonlyMap<string, readonly Recorded[]>;
  private readonly ofMeta: readonly Recorded[];

  /** @param exchanges of one server, oldest first */
  constructor(exchanges: readonly Exchange[]) {
    this.all = exchanges.map((exchange, order) => ({
      exchange,
      asked: readAsked(exchange.method, exchange.target, exchange.body),
      order,
    }));
    this.byKey = grouped(this.all, ({ asked }) => asked.key);
    this.byPath = grouped(this.all, ({ asked }) => asked.target?.path ?? "");
    this.ofMeta = this.all.filter(({ asked }) => asked.target?.path.startsWith("meta/") ?? false);
  }

  last(at: number): Recorded | undefined {
    return lastIn(this.all, at);
  }

  /** The last exchange of the same request. */
  lastOf(key: string, at: number, accept: Accept = accepted): Recorded | undefined {
    return lastIn(this.byKey.get(key) ?? [], at, accept);
  }

  lastAt(path: string, at: number, accept: Accept): Recorded | undefined {
    return lastIn(this.byPath.get(path) ?? [], at, accept);
  }

  /** The last exchange on any `/meta/*` path. */
  lastMeta(at: number, accept: Accept): Recorded | undefined {
    return lastIn(this.ofMeta, at, accept);
  }

  firstOf(key: string, after: number): Recorded | undefined {
    return firstIn(this.byKey.get(key) ?? [], after, accepted);
  }

  firstAt(path: string, after: number, accept: Accept): Recorded | undefined {
    return firstIn(this.byPath.get(path) ?? [], after, accept);
  }
}

/** The recorded answer with this status, if it is one. */
export function answerOf(recorded: Recorded | undefined, status?: number): Answer | undefined {
  const outcome = recorded?.exchange.outcome;
  return outcome?.kind === "answer" && (status === undefined || outcome.status === status) ? outcome : undefined;
}

type Accept = (recorded: Recorded) => boolean;

function accepted(_recorded: Recorded): boolean {
  return true;
}

function lastIn(list: readonly Recorded[], at: number, accept: Accept = accepted): Recorded | undefined {
  for (let index = upperBound(list, at) - 1; index >= 0; index--) {
    const recorded = list[index];
    if (recorded !== undefined && accept(recorded)) return recorded;
  }
  return undefined;
}

function firstIn(list: readonly Recorded[], after: number, accept: Accept): Recorded | undefined {
  return list.slice(upperBound(list, after)).find(accept);
}

/** How many of the list were recorded at or before this moment. */
function upperBound(list: readonly Recorded[], at: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle]?.exchange.at ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
