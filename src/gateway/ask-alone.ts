// A harmless question to one server, as lists of servers ask it: those who ask the same at once share the answer.
import type { Member } from "./members.ts";
import type { Reply } from "./upstream.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

/** `target` in Pegasus's normal form. @throws {GatewayFailure} as the server's own route does */
export async function askAlone(
  cluster: WatchedCluster,
  member: Member,
  target: string,
  maxAgeMs: number,
): Promise<Reply> {
  const ask = async () => ({ member, hops: [], reply: await cluster.ask(member, { method: "GET", target }) });
  const { value } = await cluster.answers.get(`alone ${member.key} ${target}`, maxAgeMs, ask);
  return value.reply;
}
