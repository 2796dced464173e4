// What the load sampler sees of each replica server: disks, memory, connections (reference 6.7). An incomplete round is said.
import { diskUse, isFull, LEAST_FREE_PERCENT } from "../disk-balance.ts";
import { over, ok, verdict, type Check } from "./check.ts";
import type { LoadFacts, NodeFigures } from "./facts.ts";
import { median } from "./fleet-words.ts";
import { count, few, gib, many, partOf } from "./words.ts";

/** Used percent from which the docs warn. */
const NEAR_FULL = 80;

interface DiskFact {
  readonly server: string;
  readonly tag: string;
  readonly usedPercent: number;
  readonly full: boolean;
}

function disksOf({ nodes }: LoadFacts): DiskFact[] {
  return Object.entries(nodes)
    .flatMap(([server, node]) =>
      node.disks.map((disk) => ({ server, ...diskUse(disk), full: isFull(disk, LEAST_FREE_PERCENT) })),
    )
    .toSorted((a, b) => b.usedPercent - a.usedPercent);
}

/** With a leading blank; empty when all have answered. */
function incomplete({ asked, answered, nodes }: LoadFacts): string {
  if (answered >= asked) return "";
  const silent = Object.entries(nodes).flatMap(([server, { failure }]) => (failure === null ? [] : [server]));
  return ` ${partOf(answered, asked, "node")} answered${silent.length === 0 ? "" : `; not: ${few(silent)}`}.`;
}

function named({ server, tag, usedPercent }: DiskFact): string {
  return `${tag} of ${server} ${usedPercent} %`;
}

export const disks: Check = {
  id: "disks",
  title: "Disks",
  judge: ({ load }) =>
    over(load, (facts) => {
      const all = disksOf(facts);
      const full = all.filter((disk) => disk.full);
      const near = all.filter((disk) => disk.usedPercent >= NEAR_FULL);
      const servers = [...new Set(near.map(({ server }) => server))];
      const notes = new Map(
        servers.map((server) => [
          server,
          near.flatMap((disk) => (disk.server === server ? [`${disk.tag} ${disk.usedPercent} %`] : [])).join(", "),
        ]),
      );
      const rest = incomplete(facts);
      const [first] = all;
      if (first === undefined) return verdict("unknown", `No server has told of its disks.${rest}`);
      if (full.length > 0)
        return verdict(
          "critical",
          `${many(full.length, "disk")} full, which refuse${full.length === 1 ? "s" : ""} writes.${rest}`,
          { servers, notes },
        );
      if (near.length > 0)
        return verdict("warning", `${many(near.length, "disk")} nearly full.${rest}`, {
          servers,
        });
      return ok(`The fullest of ${many(all.length, "disk")}: ${named(first)} used.${rest}`);
    }),
};

function highest(facts: LoadFacts, of: (node: NodeFigures) => number | null): { server: string; value: number }[] {
  return Object.entries(facts.nodes)
    .flatMap(([server, node]) => {
      const value = of(node);
      return value === null ? [] : [{ server, value }];
    })
    .toSorted((a, b) => b.value - a.value);
}

/** A process that needs so many times as much as the others, and at least so much, stands out. */
const STANDS_OUT = 1.5;
const LARGE_MB = 4096;

export const memory: Check = {
  id: "memory",
  title: "Memory",
  judge: ({ load }) =>
    over(load, (facts) => {
      const all = highest(facts, (node) => node.residentMemoryMb);
      const [first] = all;
      const rest = incomplete(facts);
      if (first === undefined) return verdict("unknown", `No server has told its memory.${rest}`);
      const usual = median(all.map(({ value }) => value));
      const large = all.filter(({ value }) => value > LARGE_MB && value > STANDS_OUT * usual);
      const most = `the most is ${gib(first.value)}, at ${first.server}`;
      if (large.length === 0) return ok(`Even: ${most}; the hosts' size is not told.${rest}`);
      const sentence = `${many(large.length, "node")} with far more than the usual ${gib(usual)}: ${most}.${rest}`;
      return verdict("notice", sentence, { servers: large.map(({ server }) => server) });
    }),
};

const MANY_SESSIONS = 50_000;

export const connections: Check = {
  id: "connections",
  title: "Connections",
  judge: ({ load }) =>
    over(load, (facts) => {
      const all = highest(facts, (node) => node.sessions);
      const [first] = all;
      const rest = incomplete(facts);
      if (first === undefined) return verdict("unknown", `No server has told its connections.${rest}`);
      const over50k = all.filter(({ value }) => value >= MANY_SESSIONS);
      const most = `the most is ${count(first.value)}, at ${first.server}`;
      if (over50k.length === 0) return ok(`Few: ${most}.${rest}`);
      return verdict(
        "warning",
        `${many(over50k.length, "node")} with ${count(MANY_SESSIONS)} or more: ${most}.${rest}`,
        {
          servers: over50k.map(({ server }) => server),
        },
      );
    }),
};
