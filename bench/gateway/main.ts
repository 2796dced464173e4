// `npm run bench -- gateway [--json] [--short]`: the gateway beside httpxy and nginx in one run, in rounds so that noise hits all alike;
// what fifty browsers cost beside one; memory over 100,000 requests.
import { readFileSync } from "node:fs";
import { ensureBuild } from "../../scripts/sources.ts";
import { load, type Figures } from "./load.ts";
import { nginxPeer } from "./nginx-peer.ts";
import { dashboard, httpxyPeer, origin, type Peer } from "./peers.ts";
import { costOf } from "./viewers.ts";

const short = process.argv.includes("--short");
const ROUNDS = short ? 2 : 5;
const SECONDS = short ? 1 : 3;
const REQUESTS = short ? 10_000 : 100_000;
const CASES = {
  "small GET": { path: (n: number) => `/version?n=${n}`, connections: 16 },
  "10 MB body": { path: (n: number) => `/metrics?n=${n}`, connections: 4 },
};

ensureBuild();
const behind = await origin();
const peers = [
  await dashboard(behind.address),
  await httpxyPeer(behind.address),
  await nginxPeer(behind.address),
].filter((peer) => peer !== null);
const speed = Object.fromEntries(
  await inTurn(Object.entries(CASES), async ([name, options]) => [name, await compare(peers, options)] as const),
);
const [own] = peers;
const memory = own === undefined ? [] : await memoryOf(own);
await Promise.all(peers.map((peer) => peer.close()));
await behind.close();
const one = await costOf(1, short ? 60 : 300, Math.random);
const fifty = await costOf(50, short ? 60 : 300, Math.random);
const cost = { one, fifty, ratio: fifty / one };

if (process.argv.includes("--json")) {
  process.stdout.write(`${JSON.stringify({ bench: "gateway", speed, memory, cost })}\n`);
} else {
  for (const [name, figures] of Object.entries(speed)) {
    process.stdout.write(`\n${name}, cache off, median of ${ROUNDS} rounds\n`);
    const ours = figures["dashboard"]?.requestsPerSecond ?? NaN;
    console.table(
      Object.fromEntries(
        Object.entries(figures).map(([peer, { requestsPerSecond, p50, p99, failed }]) => [
          peer,
          {
            "requests/s": round(requestsPerSecond),
            "p50 ms": round(p50),
            "p99 ms": round(p99),
            failed,
            "dashboard / peer": round(ours / requestsPerSecond),
          },
        ]),
      ),
    );
  }
  process.stdout.write(`\nMemory of the dashboard's server over ${REQUESTS} small GETs, resident MiB\n`);
  console.table(memory);
  process.stdout.write("\nRequests/s that the cluster gets from browsers that poll the Cluster page\n");
  console.table({ one: round(one), fifty: round(fifty), ratio: round(cost.ratio) });
}

/** By peer; each round asks all of them, in another order each time. */
async function compare(
  all: readonly Peer[],
  options: { path: (n: number) => string; connections: number },
): Promise<Record<string, Figures>> {
  const results = new Map<string, Figures[]>(all.map(({ name }) => [name, []]));
  for (let turn = -1; turn < ROUNDS; turn++) {
    for (let index = 0; index < all.length; index++) {
      const peer = all[(index + turn + all.length) % all.length];
      if (peer === undefined) continue;
      const figures = await load({ base: peer.base, ...options, seconds: turn < 0 ? 1 : SECONDS });
      if (turn >= 0) results.get(peer.name)?.push(figures); // the first round warms up
    }
  }
  return Object.fromEntries([...results].map(([name, rounds]) => [name, medianOf(rounds)]));
}

function medianOf(rounds: readonly Figures[]): Figures {
  const median = (pick: (figures: Figures) => number): number =>
    rounds.map(pick).toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? NaN;
  return {
    requestsPerSecond: median((figures) => figures.requestsPerSecond),
    p50: median((figures) => figures.p50),
    p99: median((figures) => figures.p99),
    failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
  };
}

async function memoryOf(peer: Peer): Promise<{ requests: number; MiB: number }[]> {
  const found = [];
  for (let part = 0; part <= 5; part++) {
    if (part > 0) await load({ base: peer.base, ...CASES["small GET"], requests: REQUESTS / 5 });
    found.push({ requests: (REQUESTS / 5) * part, MiB: round(residentMiB(peer.pid)) });
  }
  return found;
}

function residentMiB(pid: number | null): number {
  const kib = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid ?? "self"}/status`, "utf8"))?.[1];
  return Number(kib) / 1024;
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
