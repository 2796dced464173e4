// `POST /api/clusters/{cluster}/config`: `/updateConfig` on each of some servers, its verdict, and the value read back as proof.
import type { ConfigChange, ConfigLine } from "#api/changes.ts";
import { config, type ConfigItem } from "#pegasus/answers/config.ts";
import { masked } from "#pegasus/secrets.ts";
import { writeTarget } from "#pegasus/target.ts";
import type { Audit } from "./audit.ts";
import { verdictOf, verdictOfFailure, type Verdict } from "./change-verdict.ts";
import type { Clock } from "./clock.ts";
import { eachLimited } from "./limit.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

const SERVERS_AT_ONCE = 4;

export interface ChangeContext {
  readonly cluster: WatchedCluster;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly user: string;
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
  let before: string | null = null;
  let id: number;
  try {
    const flag = await readFlag(context.cluster, server, change.name);
    before = flag.value;
    id = context.audit.begin({
      at: context.clock.now(),
      cluster: context.cluster.settings.name,
      user: context.user,
      reason: change.reason ?? null,
      server,
      what: targetOf(change.name, masked({ ...flag, value: change.value }).value),
      flag: change.name,
      before,
    });
  } catch (error) {
    return { server, before, after: null, ok: false, message: `Nothing was sent: ${textOf(error)}` };
  }
  const sent = await sendChange(context.cluster, server, targetOf(change.name, change.value));
  context.cluster.answers.forget();
  const after = await readBack(context.cluster, server, change.name);
  context.audit.end(id, { verdict: sent.verdict, after, message: sent.message });
  return { server, before, after, ok: sent.verdict === "ok", message: sent.message };
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

async function readBack(cluster: WatchedCluster, server: string, name: string): Promise<string | null> {
  try {
    return (await readFlag(cluster, server, name)).value;
  } catch {
    return null; // said as "could not be read back" by the null itself
  }
}

async function readFlag(cluster: WatchedCluster, server: string, name: string): Promise<ConfigItem> {
  const target = writeTarget({ path: "config", query: new Map([["name", name]]) });
  const { reply } = await cluster.askServer(server, { method: "GET", target });
  const text = reply.body.toString("utf8");
  if (reply.status !== 200 || !text.startsWith("{"))
    throw new Error(text.trim() === "" ? `status ${reply.status}` : text.trim());
  return masked(config.decode(text));
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
