// Who takes part in a recording: every server that was asked, and every server that an answer names as a member, each once.
// A server has several names (its IP, a host name, what the others call it), and servers of different hosts share ports.
import { endpointAt } from "#pegasus/endpoints.ts";
import { readTarget } from "#pegasus/target.ts";
import { readAddress } from "./address.ts";
import type { Exchange } from "./exchange.ts";
import { grouped } from "./grouped.ts";
import { namedIn } from "./named.ts";
import { Names } from "./names.ts";

export interface RecordedServer {
  /** `host:port` texts, none twice. The first is how the cluster itself calls the server, where it does. */
  readonly names: readonly string[];
  readonly port: number;
  readonly meta: boolean;
  /** In the order of the recording; empty for a server that is only named. */
  readonly exchanges: readonly Exchange[];
}

/** The recorded ones first, then those that are only named, each by port. Hosts that are not Pegasus are left out. */
export function findServers(exchanges: readonly Exchange[]): RecordedServer[] {
  const names = new Names();
  const asked = askedServers(exchanges, names);
  const metas = new Set<string>();
  for (const [key, list] of asked) {
    if (list.some(isMetaAnswer)) metas.add(key);
    for (const exchange of distinctMetaAnswers(list)) {
      const named = namedIn(exchange);
      for (const name of named.metas) metas.add(names.addNamed(name) ?? key);
      for (const name of named.replicas) names.addNamed(name);
      const self = named.self === undefined ? undefined : readAddress(named.self);
      if (self?.port === exchange.port) names.same(key, names.add(self.host, self.port));
    }
  }
  names.joinStrangers(new Set(asked.keys()));
  return names
    .groups()
    .map((group) => ({ group, own: group.keys.flatMap((key) => asked.get(key) ?? []) }))
    .filter(({ group, own }) => own.length > 0 || names.isNamed(group))
    .map(({ group, own }) => ({
      names: group.names,
      port: group.port,
      meta: group.keys.some((key) => metas.has(key)),
      exchanges: own.toSorted((a, b) => a.at - b.at),
    }))
    .toSorted((a, b) => Number(b.exchanges.length > 0) - Number(a.exchanges.length > 0) || a.port - b.port);
}

/** Whether something was asked that only Pegasus serves: a recording may hold other sites too. */
export function isPegasus(exchange: Exchange): boolean {
  const read = readTarget(exchange.target);
  return read.ok && read.target.path !== "" && endpointAt(read.target.path) !== undefined;
}

function askedServers(exchanges: readonly Exchange[], names: Names): Map<string, Exchange[]> {
  const asked = grouped(exchanges, ({ host, port, ip }) => {
    const key = names.add(host, port);
    if (ip !== undefined) names.same(key, names.add(ip.includes(":") ? `[${ip}]` : ip, port));
    return key;
  });
  for (const [key, list] of asked) if (!list.some(isPegasus)) asked.delete(key);
  return asked;
}

/** Most answers of a series repeat the one before: each is looked into once. */
function distinctMetaAnswers(exchanges: readonly Exchange[]): Exchange[] {
  const answers = exchanges.filter((exchange) => exchange.target.startsWith("/meta/"));
  return [...grouped(answers, answerText).values()].flatMap((same) => same.slice(0, 1));
}

function answerText({ target, outcome }: Exchange): string {
  return outcome.kind === "fault" ? "" : `${target}\n${outcome.head}${String(outcome.body)}`;
}

/** Replica servers answer 404 to `/meta/*`. A meta says what it is in `/` and in `/metrics`, too. */
function isMetaAnswer({ target, outcome }: Exchange): boolean {
  if (outcome.kind === "fault" || typeof outcome.body !== "string") return false;
  if (target.startsWith("/meta/")) return outcome.status === 200 || outcome.status === 307;
  return (
    outcome.status === 200 && /^\{\s*"cluster": "[^"]*",\s*"role": "meta|^\{"\/":.*"\/meta\/cluster"/.test(outcome.body)
  );
}
