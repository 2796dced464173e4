// Metas of made-up clusters: they say who belongs to it, and are past the gate.
import { CALL } from "#pegasus/endpoints.ts";
import { answer, pastTheGate, type Behaviour } from "./fault-server.ts";

export interface Belonging {
  /** What the leader calls itself. */
  readonly self: string;
  readonly metas: readonly string[];
  readonly replicas?: readonly string[];
}

/** A leader. `words` may change its mind between two questions; what else it is asked gets `{}` unless told. */
export function leads(words: () => Belonging, otherwise: Behaviour = empty): Behaviour {
  return pastTheGate((socket, target, body) => {
    if (target === "/meta/cluster") socket.write(answer("200 OK", clusterOf(words())));
    else if (target === "/meta/nodes") socket.write(answer("200 OK", nodesOf(words())));
    else otherwise(socket, target, body);
  });
}

/** A backup, which sends everybody to the leader. */
export function sendsTo(leader: () => string): Behaviour {
  return pastTheGate((socket, target, body) => {
    if (!target.startsWith("/meta/")) empty(socket, target, body);
    else socket.write(answer("307 Temporary Redirect", "", `Location: http://${leader()}${target}\r\n`));
  });
}

const empty: Behaviour = (socket) => {
  socket.write(answer("200 OK", "{}\n"));
};

function clusterOf({ self, metas }: Belonging): string {
  return CALL.cluster.answer.encode({
    meta_servers: [...metas],
    primary_meta_server: self,
    zookeeper_hosts: "z:2181",
    zookeeper_root: "/",
    meta_function_level: "steady",
    balance_operation_count: { copy_pri: 0, copy_sec: 0, move_pri: 0, total: 0 },
    primary_replica_count_stddev: 0,
    total_replica_count_stddev: 0,
  });
}

function nodesOf({ replicas = [] }: Belonging): string {
  const { length } = replicas;
  return CALL.nodes.answer.encode({
    details: Object.fromEntries(replicas.map((address) => [address, { address, status: "ALIVE" as const }])),
    summary: { total_node_count: length, alive_node_count: length, unalive_node_count: 0 },
  });
}
