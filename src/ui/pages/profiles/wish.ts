// What can be taken of a server, what it costs, and how it is asked for. Pure.
import { PPROF_CALLS } from "#pegasus/calls/pprof.ts";
import type { Call } from "#pegasus/endpoint.ts";
import { writeTarget } from "#pegasus/target.ts";

export const WISHES = ["cpu", "heap sample", "heap", "growth", "command line"] as const;
export type WishKind = (typeof WISHES)[number];

/** The gateway's bounds, s. */
export const SECONDS = { least: 1, most: 60, standard: 10 } as const;

export interface WishFacts {
  readonly label: string;
  readonly call: Call;
  /** Whether it looks for some seconds. */
  readonly timed: boolean;
  /** What it is good for, and what it does to the server meanwhile; n: seconds. */
  readonly use: string;
  readonly cost: (n: number) => string;
}

const ALONE = "A process takes one profile at a time: meanwhile others are refused.";

export const WISH: Readonly<Record<WishKind, WishFacts>> = {
  cpu: {
    label: "CPU profile",
    call: PPROF_CALLS.profile,
    timed: true,
    use: "Where the process spends its processor time, by 100 samples a second of each busy processor.",
    cost: (n) =>
      `It holds one of the server's few HTTP workers (8 in the stock configuration) for ${n} s and costs a few percent of its speed meanwhile. ${ALONE}`,
  },
  "heap sample": {
    label: "Heap sample",
    call: PPROF_CALLS.heap,
    timed: false,
    use: "What the live objects are held by, where the process was started with TCMALLOC_SAMPLE_PARAMETER.",
    cost: () => `It walks the samples of the allocator, which takes moments. ${ALONE}`,
  },
  heap: {
    label: "Heap for some seconds",
    call: PPROF_CALLS.heap,
    timed: true,
    use: "Every allocation that is made while it looks, and what of it is still in use at the end.",
    cost: (n) =>
      `It holds one of the server's few HTTP workers (8 in the stock configuration) for ${n} s, and each allocation of the process becomes slower: requests take noticeably longer. ${ALONE}`,
  },
  growth: {
    label: "Heap growth",
    call: PPROF_CALLS.growth,
    timed: false,
    use: "Who made the address space of the process grow, since it was started.",
    cost: () => `It walks all stacks of growth, which takes moments. ${ALONE}`,
  },
  "command line": {
    label: "Command line",
    call: PPROF_CALLS.cmdline,
    timed: false,
    use: "The arguments that the process was started with; values of secrets are masked.",
    cost: () => "It costs the server nothing worth telling.",
  },
};

export const NAMING_COST =
  "Afterwards the server is asked what its functions are called: the first such question of a process runs nm on its binary, which takes seconds to minutes of one worker. Names are remembered by build.";

export interface Wish {
  readonly kind: WishKind;
  readonly seconds: number;
}

/** Path and query. */
export function targetOf({ kind, seconds }: Wish): string {
  const { call, timed } = WISH[kind];
  const query = new Map(timed ? [["seconds", String(seconds)]] : []);
  return writeTarget({ path: call.path.slice(1), query });
}

/** As a number of seconds that the gateway takes; null: it is none. */
export function readSeconds(text: string): number | null {
  if (!/^\d{1,2}$/.test(text.trim())) return null;
  const seconds = Number(text);
  return seconds >= SECONDS.least && seconds <= SECONDS.most ? seconds : null;
}
