// Answers that come a line at a time (NDJSON), each sent as soon as it is there.
import type { Log } from "./log.ts";

/** Who goes away meanwhile misses lines; what was begun is done all the same. A mistake ends the answer in the midst, and is logged. */
export function linesAsTheyCome(produce: (onLine: (line: object) => void) => Promise<void>, log: Log): Response {
  const encoder = new TextEncoder();
  let gone = false;
  const stream = new ReadableStream<Uint8Array>({
    start: async (controller) => {
      try {
        await produce((line) => {
          if (!gone) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
        });
        if (!gone) controller.close();
      } catch (error) {
        log.mistake(error);
        throw error;
      }
    },
    cancel: () => {
      gone = true;
    },
  });
  return new Response(stream, { headers: { "content-type": "application/x-ndjson", "cache-control": "no-store" } });
}
