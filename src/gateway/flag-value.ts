// One flag of one server, asked of the server itself and never of what others have heard.
import { config, type ConfigItem } from "#pegasus/answers/config.ts";
import { writeTarget } from "#pegasus/target.ts";
import { GatewayFailure } from "./failure.ts";
import { masked } from "#pegasus/secrets.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

/** As it is: secrets are the caller's to mask. @throws {GatewayFailure} also for a flag that does not exist */
export async function askFlag(cluster: WatchedCluster, server: string, name: string): Promise<ConfigItem> {
  const target = writeTarget({ path: "config", query: new Map([["name", name]]) });
  const { reply } = await cluster.askServer(server, { method: "GET", target });
  const text = reply.body.toString("utf8").trim();
  if (reply.status === 200 && text.startsWith("{")) return config.decode(text);
  // An unknown flag is status 200 and a sentence (reference 2.4).
  throw new GatewayFailure(
    reply.status === 200 ? "not-found" : "bad-request",
    text === "" ? `status ${reply.status}` : text,
  );
}

/** Its value for people, secrets masked; null: it could not be read. */
export async function shownValue(cluster: WatchedCluster, server: string, name: string): Promise<string | null> {
  try {
    return masked(await askFlag(cluster, server, name)).value;
  } catch {
    return null; // said as "could not be read" by the null itself
  }
}
