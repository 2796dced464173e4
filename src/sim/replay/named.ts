// Which servers an answer names as members of the cluster.
import { app } from "#pegasus/answers/app.ts";
import { cluster } from "#pegasus/answers/cluster.ts";
import type { Codec } from "#pegasus/answers/codec.ts";
import { nodes } from "#pegasus/answers/nodes.ts";
import type { Answer, Exchange } from "./exchange.ts";

export interface Named {
  /** `host:port` texts, unchecked. */
  readonly metas: readonly string[];
  readonly replicas: readonly string[];
  /** The leader's name, where the leader itself answered: what the asked server calls itself. */
  readonly self: string | undefined;
}

const NOBODY: Named = { metas: [], replicas: [], self: undefined };

export function namedIn(exchange: Exchange): Named {
  const { outcome } = exchange;
  if (outcome.kind === "fault") return NOBODY;
  if (outcome.status === 307) {
    const leader = locationOf(outcome);
    return leader === undefined ? NOBODY : { ...NOBODY, metas: [leader] };
  }
  const path = exchange.target.split("?", 1)[0];
  if (outcome.status !== 200 || typeof outcome.body !== "string") return NOBODY;
  if (path === "/meta/cluster") {
    const info = decoded(cluster, outcome.body);
    if (info === undefined) return NOBODY;
    const self = info.primary_meta_server;
    return { ...NOBODY, metas: [...info.meta_servers, self], self };
  }
  if (path === "/meta/nodes") {
    return { ...NOBODY, replicas: Object.keys(decoded(nodes, outcome.body)?.details ?? {}) };
  }
  if (path === "/meta/app") {
    const partitions = Object.values(decoded(app, outcome.body)?.replicas ?? {});
    const replicas = new Set(
      partitions.flatMap(({ primary, secondaries }) => (primary === null ? secondaries : [primary, ...secondaries])),
    );
    return { ...NOBODY, replicas: [...replicas] };
  }
  return NOBODY;
}

/** The authority of a `Location` header; `invalid host_port` where no leader is known (1.7). */
export function locationOf(answer: Answer): string | undefined {
  return /^location: *https?:\/\/([^/\r\n]+)/im.exec(answer.head)?.[1];
}

function decoded<T>(codec: Codec<T>, text: string): T | undefined {
  try {
    return codec.decode(text);
  } catch {
    return undefined; // another version's answer, or none of Pegasus: it names nobody
  }
}
