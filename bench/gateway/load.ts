// Asks a server as fast as it answers, over kept connections, and tells how fast that was.
import { once } from "node:events";
import { Pool } from "undici";

export interface Figures {
  readonly requestsPerSecond: number;
  /** ms */
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

export interface LoadOptions {
  readonly base: string;
  /** Path and query of the `n`th request: no two are alike, so that no cache and no sharing helps. */
  readonly path: (n: number) => string;
  readonly connections: number;
  readonly seconds?: number;
  readonly requests?: number;
}

/** No answer may be older than this moment. */
const HEADERS = { "cache-control": "max-age=0" };
let asked = 0;

export async function load({
  base,
  path,
  connections,
  seconds = Infinity,
  requests = Infinity,
}: LoadOptions): Promise<Figures> {
  const { origin, pathname } = new URL(base);
  const prefix = pathname === "/" ? "" : pathname;
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const times: number[] = [];
  let failed = 0;
  let left = requests;
  const began = performance.now();
  const until = began + seconds * 1000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until && left-- > 0) {
        const started = performance.now();
        if (await askedWhole(pool, prefix + path(asked++))) times.push(performance.now() - started);
        else failed++;
      }
    }),
  );
  const elapsed = (performance.now() - began) / 1000;
  await pool.close();
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
  return { requestsPerSecond: times.length / elapsed, p50: at(0.5), p99: at(0.99), failed };
}

/** Whether the answer came to its last byte: `dump` would end the connection after 128 KiB. */
async function askedWhole(pool: Pool, path: string): Promise<boolean> {
  try {
    const { statusCode, headers, body } = await pool.request({ method: "GET", path, headers: HEADERS });
    let bytes = 0;
    body.on("data", (chunk: Buffer) => (bytes += chunk.length));
    await once(body, "end");
    return statusCode === 200 && bytes === Number(headers["content-length"]);
  } catch {
    return false;
  }
}
