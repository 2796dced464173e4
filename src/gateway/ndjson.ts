// Answers that come a line at a time (NDJSON), each sent as soon as it is there.
import { SECOND } from "./clock.ts";
import type { Log } from "./log.ts";

export const NDJSON = "application/x-ndjson";

export interface Lines {
  /** Resolves when there is room for more: who reads slowly makes the asking wait, instead of the lines pile up here. */
  readonly write: (line: object) => Promise<void>;
  /** Aborts when nobody reads any more. */
  readonly gone: AbortSignal;
}

const MOST_WAITING_BYTES = 1024 * 1024;
const STALLED_MS = 20 * SECOND;

/**
 * Who goes away meanwhile misses lines; `produce` says whether it goes on. A mistake ends the answer in the midst, and is logged.
 * `stalledMs`: who takes nothing for so long is let go.
 */
export function linesAsTheyCome(
  produce: (lines: Lines) => Promise<void>,
  log: Log,
  stalledMs: number = STALLED_MS,
): Response {
  const encoder = new TextEncoder();
  const leaving = new AbortController();
  const room = new Room();
  const leave = (): void => {
    leaving.abort();
    room.open();
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const write = async (line: object): Promise<void> => {
          if (leaving.signal.aborted) return;
          controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
          if ((controller.desiredSize ?? 1) > 0 || (await room.opens(stalledMs)) || leaving.signal.aborted) return;
          controller.error(new Error("Nobody takes the lines."));
          leave();
        };
        produce({ write, gone: leaving.signal }).then(
          () => {
            if (!leaving.signal.aborted) controller.close();
          },
          (error: unknown) => {
            log.mistake(error);
            if (!leaving.signal.aborted) controller.error(error);
          },
        );
      },
      pull: () => room.open(),
      cancel: leave,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_WAITING_BYTES }),
  );
  return new Response(stream, { headers: { "content-type": NDJSON, "cache-control": "no-store" } });
}

/** Those who wait until there is room. */
class Room {
  private readonly waiting = new Set<() => void>();

  open(): void {
    for (const go of this.waiting) go();
  }

  /** False: it did not open in time. */
  opens(longestMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const done = (opened: boolean): void => {
        clearTimeout(timer);
        this.waiting.delete(go);
        resolve(opened);
      };
      const go = (): void => done(true);
      const timer = setTimeout(() => done(false), longestMs);
      this.waiting.add(go);
    });
  }
}
