// `/pprof/*` (reference 2.25 and 9.5): heap, growth and profile exclude each other and hold a worker of the server while they last.
import { bytesOf, textOf } from "#pegasus/bytes.ts";
import { CALL } from "#pegasus/endpoints.ts";
import { readSymbolRequest } from "#pegasus/pprof/symbol.ts";
import type { Ask, Handler } from "../answers/ask.ts";
import { ok, serverError, type Answer } from "../http/answer.ts";
import { chance, keyOf } from "../random.ts";
import { workOf } from "./busy.ts";
import { cpuProfileOf } from "./cpu-samples.ts";
import { growthOf, heapProfileOf, heapSample } from "./heap-samples.ts";
import { Image } from "./image.ts";
import { memoryKept, memoryUsed } from "./memory-kept.ts";
import { SYMBOL_COUNT, symbolAt } from "./program.ts";
import { heapSeconds, profileSeconds } from "./seconds.ts";

const SECOND = 1000;

const NO_SAMPLES =
  "The environment variable TCMALLOC_SAMPLE_PARAMETER should set to a positive value, such as 524288, before running.";

/** One at a time: whoever comes meanwhile gets 500 and no word. */
async function alone({ process }: Ask, profile: () => Promise<Answer>): Promise<Answer> {
  const { profiling } = process;
  if (profiling.isBusy) return serverError();
  profiling.isBusy = true;
  try {
    return await profile();
  } finally {
    profiling.isBusy = false;
  }
}

export const profile: Handler = (ask) =>
  alone(ask, async () => {
    const { world, process, now, target, wait } = ask;
    const seconds = profileSeconds(target);
    const busy = workOf(world, process, now);
    await wait(seconds * SECOND * world.times.scale);
    return ok(
      CALL.profile.bytes.encode({ ...cpuProfileOf(new Image(process), busy, seconds, seedOf(ask)), damage: null }),
    );
  });

/** Whether the process was started with the environment variable that samples its heap: some of them always are (recording 01). */
function samplesHeap({ world, process: { address } }: Ask): boolean {
  return world.metas.indexOf(address) === 0 || world.replicas.indexOf(address) > 0;
}

export const heap: Handler = (ask) =>
  alone(ask, async () => {
    const { process, query, wait, world } = ask;
    const image = new Image(process);
    const seconds = heapSeconds(query);
    if (seconds === null) {
      if (!samplesHeap(ask)) return serverError(NO_SAMPLES);
      return ok(CALL.heap.answer.encode(heapSample(image, memoryKept(ask), seedOf(ask))));
    }
    const used = memoryUsed(ask);
    await wait(seconds * SECOND * world.times.scale);
    return ok(CALL.heap.answer.encode(heapProfileOf(image, used, seconds)));
  });

export const growth: Handler = (ask) =>
  alone(ask, async () =>
    ok(CALL.growth.answer.encode(growthOf(new Image(ask.process), memoryKept(ask), ask.process.key))),
  );

/** Same moment, same profile. */
function seedOf({ process, now }: Ask): number {
  return keyOf(process.key, Math.floor(now));
}

/** The server's buffer is not terminated: what follows is chance, and on replica servers there happened to be nothing (recording 01). */
export const cmdline: Handler = ({ process }) => {
  const words = ["./pegasus_server", "config.ini", "-app_list", process.role];
  const stray = process.role === "replica" ? "" : textOf(new Image(process).stray);
  return ok(bytesOf(CALL.cmdline.answer.encode({ arguments: words, stray })));
};

/** ms that `nm` takes for the binary and its libraries: the first call, and whoever comes before it has ended, waits (9.5). */
const [LOADS, LOADS_MORE] = [1.2 * SECOND, 0.3 * SECOND];

export const symbol: Handler = async (ask) => {
  const { process, now, wait, method, body, world } = ask;
  const takes = (LOADS + LOADS_MORE * chance(process.key)) * world.times.scale;
  const loaded = (process.profiling.symbolsAt ??= now + takes);
  if (loaded > now) await wait(loaded - now);
  if (method !== "POST") return ok(CALL.symbol.answer.encode({ kind: "count", symbols: SYMBOL_COUNT }));
  return ok(CALL.symbol.answer.encode({ kind: "names", names: readSymbolRequest(body.toString("latin1")).map(named) }));
};

/** What is before the first symbol is given back as it is printed. */
function named(address: bigint): { address: bigint; name: string } {
  return { address, name: symbolAt(address) ?? `0x${address.toString(16).padStart(8, "0")}` };
}
