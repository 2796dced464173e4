// `POST /api/clusters/{cluster}/config`: `/updateConfig` on each of some servers, its verdict, and the value read back as proof.
import type { ConfigChange, ConfigLine } from "#api/changes.ts";
import { startTime } from "#pegasus/answers/builtin.ts";
import { MASK, isSecret, masked } from "#pegasus/secrets.ts";
import { writeTarget } from "#pegasus/target.ts";
import type { Audit } from "./audit.ts";
import { verdictOf, verdictOfFailure, type Verdict } from "./change-verdict.ts";
import type { Caller } from "./caller.ts";
import type { Clock } from "./clock.ts";
import { askFlag, shownValue } from "./flag-value.ts";
import { eachLimited } from "./limit.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

const SERVERS_AT_ONCE = 4;

export interface ChangeContext {
  readonly cluster: WatchedCluster;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly caller: Caller;
}

/** One line for every server, as each is done; a server that fails costs its own line only. */
export async function changeConfig(
  context: ChangeContext,
  change: ConfigChange,
  onLine: (line: ConfigLine) => void,
): Promise<void> {
  await eachLimited([...new Set(change.servers)], SERVERS_AT_ONCE, async (server) => {
    onLine(await changeOne(context, change, server));
  });
}

async function changeOne(context: ChangeContext, change: ConfigChange, server: string): Promise<ConfigLine> {
  const { cluster, audit, clock, caller } = context;
  let before: string | null = null;
  let secret: boolean;
  let id: number;
  try {
    const flag = await askFlag(cluster, server, change.name);
    secret = isSecret(flag);
    before = masked(flag).value;
    const expected = change.expected?.[server];
    if (expected !== undefined && expected !== before) {
      return { server, before, after: before, ok: false, message: changedSince(expected, before) };
    }
    id = audit.begin({
      at: clock.now(),
      cluster: cluster.settings.name,
      user: caller.user,
      reason: caller.reason,
      server,
      what: targetOf(change.name, masked({ ...flag, value: change.value }).value),
      flag: change.name,
      before,
      started: await startOf(cluster, server),
      batch: change.batch ?? null,
    });
  } catch (error) {
    return { server, before, after: null, ok: false, message: `Nothing was sent: ${textOf(error)}` };
  }
  const sent = await sendChange(cluster, server, targetOf(change.name, change.value));
  // Pegasus repeats the value that it refuses (reference 2.6).
  const message = secret && change.value !== "" ? sent.message.replaceAll(change.value, MASK) : sent.message;
  cluster.answers.forget();
  const after = await shownValue(cluster, server, change.name);
  audit.end(id, { verdict: sent.verdict, after, message });
  return { server, before, after, ok: sent.verdict === "ok", message };
}

function targetOf(name: string, value: string): string {
  return writeTarget({ path: "updateConfig", query: new Map([[name, value]]) });
}

async function sendChange(cluster: WatchedCluster, server: string, target: string): Promise<Verdict> {
  try {
    const { reply } = await cluster.askServer(server, { method: "GET", target }, true);
    return verdictOf(reply);
  } catch (error) {
    return verdictOfFailure(error);
  }
}

function changedSince(expected: string, before: string): string {
  return `Nothing was sent: the value was ${expected} when the change was made up, and is ${before} by now.`;
}

/** In the process's own words, to be compared with later ones; null where it does not say. */
async function startOf(cluster: WatchedCluster, server: string): Promise<string | null> {
  try {
    const { reply } = await cluster.askServer(server, { method: "GET", target: "/recentStartTime" });
    return startTime.decode(reply.body.toString("utf8")).RecentStartTime;
  } catch {
    return null; // the change is worth more than this
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
