// The gateway beside httpxy and nginx in one run, in rounds so that noise hits all alike; what fifty browsers cost beside one; memory
// over 100,000 requests.
import { readFileSync } from "node:fs";
import { ensureBuild } from "../../scripts/sources.ts";
import { median, table, type Report, type Say } from "../report.ts";
import { load, type Figures } from "./load.ts";
import { nginxPeer } from "./nginx-peer.ts";
import { dashboard, httpxyPeer, origin, type Peer } from "./peers.ts";
import { costOf } from "./viewers.ts";

interface Effort {
  readonly rounds: number;
  readonly seconds: number;
  readonly requests: number;
  readonly pollingSeconds: number;
}

const FULL: Effort = { rounds: 5, seconds: 3, requests: 100_000, pollingSeconds: 300 };
const SHORT: Effort = { rounds: 2, seconds: 1, requests: 10_000, pollingSeconds: 60 };

const WARM_SECONDS = 4;

interface Case {
  readonly name: string;
  readonly path: (n: number) => string;
  readonly connections: number;
}

/** As many as the dashboard lets to one server at a time, so that nobody waits where the peers, who have no such rule, do not. */
const SMALL: Case = { name: "small GET", path: (n) => `/version?n=${n}`, connections: 4 };
const CASES: readonly Case[] = [
  SMALL,
  { ...SMALL, name: "small GET, 16 at once, of which the dashboard lets 4 to the server", connections: 16 },
  { name: "10 MB body", path: (n) => `/metrics?n=${n}`, connections: 4 },
];

/** Options: `--short`; `speed`, `memory`, `cost`: these parts alone. */
export async function run(args: readonly string[], say: Say): Promise<Report> {
  const effort = args.includes("--short") ? SHORT : FULL;
  const parts = args.filter((arg) => arg !== "--short");
  const wants = (part: string): boolean => parts.length === 0 || parts.includes(part);
  ensureBuild();
  const behind = await origin();
  const own = await dashboard(behind.address);
  const others = [await httpxyPeer(behind.address), await nginxPeer(behind.address)];
  const peers = [own, ...others.filter((peer) => peer !== null)];
  const speed = new Map<string, ReadonlyMap<string, Figures>>();
  for (const one of wants("speed") ? CASES : []) {
    say(`${one.name}: ${peers.map(({ name }) => name).join(", ")}`);
    speed.set(one.name, await compare(peers, one, effort));
  }
  const memory = wants("memory") ? await memoryOf(own, effort, say) : [];
  await Promise.all(peers.map((peer) => peer.close()));
  await behind.close();
  const cost = wants("cost") ? await costs(effort, say) : null;
  const figures = {
    bench: "gateway",
    speed: Object.fromEntries([...speed].map(([name, found]) => [name, Object.fromEntries(found)])),
    memory,
    cost,
  };
  const told = [
    ...speedTables(speed, effort),
    ...(memory.length > 0 ? [memoryTable(memory)] : []),
    ...(cost === null ? [] : [costTable(cost)]),
  ];
  return { figures, text: told.join("\n\n") };
}

interface Cost {
  readonly one: number;
  readonly fifty: number;
  readonly ratio: number;
}

async function costs({ pollingSeconds }: Effort, say: Say): Promise<Cost> {
  say("what one browser and fifty cost");
  const one = await costOf(1, pollingSeconds, Math.random);
  const fifty = await costOf(50, pollingSeconds, Math.random);
  return { one, fifty, ratio: fifty / one };
}

function speedTables(speed: ReadonlyMap<string, ReadonlyMap<string, Figures>>, { rounds }: Effort): string[] {
  return [...speed].map(([name, found]) => {
    const ours = found.get("dashboard")?.requestsPerSecond ?? NaN;
    const rows = [...found].map(([peer, { requestsPerSecond, p50, p99, failed }]) => [
      peer,
      ...[requestsPerSecond, p50, p99, failed, ours / requestsPerSecond].map(short),
    ]);
    const title = `${name}, no cache, median of ${rounds} rounds`;
    return `${title}\n${table(["", "requests/s", "p50 ms", "p99 ms", "failed", "dashboard / it"], rows)}`;
  });
}

function memoryTable(memory: readonly Memory[]): string {
  const rows = memory.map(({ requests, MiB }) => [String(requests), short(MiB)]);
  return `Memory of the dashboard's server\n${table(["small GETs so far", "resident MiB"], rows)}`;
}

function costTable({ one, fifty, ratio }: Cost): string {
  const title = "Requests/s that a cluster gets from browsers that poll the Cluster page";
  return `${title}\n${table(["one", "fifty", "fifty / one"], [[short(one), short(fifty), short(ratio)]])}`;
}

/** By peer; each round asks all of them, in another order each time. */
async function compare(
  all: readonly Peer[],
  options: Case,
  { rounds, seconds }: Effort,
): Promise<Map<string, Figures>> {
  const results = new Map<string, Figures[]>(all.map(({ name }) => [name, []]));
  for (let turn = -1; turn < rounds; turn++) {
    for (let index = 0; index < all.length; index++) {
      const peer = all[(index + turn + all.length) % all.length];
      if (peer === undefined) continue;
      // The first round warms up, in seconds of its own: until the compilers of Node have done their work, nobody is as fast as later.
      const figures = await load({ base: peer.base, ...options, seconds: turn < 0 ? WARM_SECONDS : seconds });
      if (turn >= 0) results.get(peer.name)?.push(figures);
    }
  }
  return new Map([...results].map(([name, found]) => [name, middleOf(found)]));
}

function middleOf(rounds: readonly Figures[]): Figures {
  return {
    requestsPerSecond: median(rounds.map(({ requestsPerSecond }) => requestsPerSecond)),
    p50: median(rounds.map(({ p50 }) => p50)),
    p99: median(rounds.map(({ p99 }) => p99)),
    failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
  };
}

interface Memory {
  readonly requests: number;
  readonly MiB: number;
}

async function memoryOf(peer: Peer, { requests }: Effort, say: Say): Promise<Memory[]> {
  say(`memory over ${requests} requests`);
  const found: Memory[] = [];
  for (let part = 0; part <= 5; part++) {
    if (part > 0) await load({ base: peer.base, ...SMALL, requests: requests / 5 });
    found.push({ requests: (requests / 5) * part, MiB: residentMiB(peer.pid) });
  }
  return found;
}

function residentMiB(pid: number | null): number {
  const kib = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid ?? "self"}/status`, "utf8"))?.[1];
  return Number(kib) / 1024;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
