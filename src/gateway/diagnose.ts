// `GET /api/diagnose`: why a configured meta server cannot be used, step by step from its name to the replica servers behind it. Like
// everything here it sends no `/meta/*` past the gate, and contacts nobody but members.
import type { DiagnoseLine, DiagnoseStep } from "#api/diagnose.ts";
import { reachableReplicas, roleOf, whoLeads } from "./diagnose-cluster.ts";
import { failed, found, type Found } from "./found.ts";
import type { Member } from "./members.ts";
import { openPort, plainGet, type Echo } from "./probe.ts";
import { readAddress } from "./settings.ts";
import { notHttp, otherHttp, startOf } from "./stranger.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

interface Patient {
  readonly cluster: WatchedCluster;
  /** One of the cluster's metas, as the configuration has it. */
  readonly address: string;
  /** To connect, and for a plain answer, ms. */
  readonly connectMs: number;
  readonly patienceMs: number;
}

type Write = (line: DiagnoseLine) => Promise<void>;

/** A line for each step, up to the first that fails. */
export async function diagnose(patient: Patient, write: Write): Promise<void> {
  const step = async <T>(name: DiagnoseStep, look: () => Promise<Found<T>>): Promise<T | null> => {
    const started = performance.now();
    const { value, ...said } = await look();
    await write({ step: name, ms: Math.round(performance.now() - started), ...said });
    return value;
  };
  const { cluster, address } = patient;
  const place = await step("name", () => resolved(patient));
  if (place === null) return;
  const ask = await step("port", () => opened(patient, place.address));
  if (ask === null) return;
  const echo = await step("http", () => spoken(address, ask));
  if (echo === null || (await step("pegasus", async () => isPegasus(address, echo))) === null) return;
  if ((await step("role", () => roleOf(cluster, place.member))) === null) return;
  if ((await step("leader", () => whoLeads(cluster, place.member))) === null) return;
  await step("replicas", () => reachableReplicas(cluster));
}

async function resolved({ cluster, address }: Patient): Promise<Found<{ member: Member; address: string }>> {
  const member = await cluster.memberNamed(address);
  const host = readAddress(address)?.host ?? address;
  if (member.address === null)
    return failed(
      `The name ${host} does not resolve from here.`,
      "Check its spelling, and the DNS and /etc/hosts of the machine that the dashboard runs on; or say where it is with resolve in the configuration.",
    );
  const message =
    member.address === address
      ? `${address} is an address: there is no name to look up.`
      : `${address} is at ${member.address}.`;
  return found({ member, address: member.address }, message);
}

async function opened({ address, connectMs, patienceMs }: Patient, place: string): Promise<Found<() => Promise<Echo>>> {
  try {
    const socket = await openPort(place, connectMs);
    // A safe path, whatever the process is doing (reference 9.1).
    return found(() => plainGet(socket, address, "/recentStartTime", patienceMs), `${place} takes connections.`);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const [what, next] = CLOSED[code] ?? [
      `cannot be connected to (${code})`,
      "Look at the network between here and there.",
    ];
    return failed(`${place} ${what}.`, next);
  }
}

const CLOSED: Readonly<Record<string, readonly [what: string, next: string]>> = {
  ECONNREFUSED: [
    "refuses connections: nothing listens on that port",
    "Is the meta server running, and is this its port? The standard one is 34601.",
  ],
  ETIMEDOUT: [
    "does not say a word to who wants to connect",
    "A firewall that drops does so, and a machine that is down: try it from another machine, and let this one pass.",
  ],
  EHOSTUNREACH: ["cannot be reached: there is no route to it", "Look at the network, and at firewalls that reject."],
  ENETUNREACH: [
    "cannot be reached: there is no route to its network",
    "Is this machine in the right network, or its VPN up?",
  ],
  EACCES: ["may not be connected to from this machine", "A firewall or a policy of this machine forbids it."],
  EPERM: ["may not be connected to from this machine", "A firewall or a policy of this machine forbids it."],
};

async function spoken(address: string, ask: () => Promise<Echo>): Promise<Found<Echo>> {
  const echo = await ask();
  const strange = notHttp(address, echo);
  return strange === null ? found(echo, `${address} speaks HTTP.`) : failed(strange.message, strange.next);
}

function isPegasus(address: string, echo: Echo): Found<true> {
  const start = startOf(echo);
  if (start !== null) return found(true, `${address} is a Pegasus server that started at ${start}, by its own clock.`);
  const { message, next } = otherHttp(address, echo);
  return failed(message, next);
}
