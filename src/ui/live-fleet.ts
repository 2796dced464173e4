// One question to every server of a role, by one request: what each said, and why the others said nothing.
import { readFleetLine, type FleetRole } from "#api/fleet.ts";
import { fleetRoute } from "#api/routes.ts";
import type { Fleet } from "#pegasus/checks/facts.ts";
import type { TextEndpoint } from "#pegasus/endpoint.ts";
import { writeTarget } from "#pegasus/target.ts";
import { failureOf, refuseErrors, type Answer } from "./answer.ts";
import { live, type Pace } from "./live.ts";
import type { Exchange } from "./send.ts";

export function fleetUrl(
  cluster: string,
  role: FleetRole,
  path: string,
  query: Readonly<Record<string, string>>,
): string {
  return fleetRoute(cluster, role, writeTarget({ path, query: new Map(Object.entries(query)) }));
}

/** Puts one question to every server of a role. What one says that cannot be read is its own failure. */
export function fleet<T>(
  cluster: string,
  role: FleetRole,
  endpoint: TextEndpoint<T>,
  query: Readonly<Record<string, string>>,
  pace: Pace,
) {
  const url = fleetUrl(cluster, role, endpoint.path.slice(1), query);
  return live<Fleet<T>>(["cluster", cluster, "fleet", url], url, pace, (exchange) =>
    gathered(exchange, (text) => endpoint.answer.decode(text)),
  );
}

/** `statuses`: other answers than 200 say something, too. */
export function gathered<T>(
  exchange: Exchange,
  read: (text: string, status: number) => T,
  statuses: "ok" | "all" = "ok",
): Answer<Fleet<T>> {
  refuseErrors(exchange);
  const answers = new Map<string, T>();
  const ms = new Map<string, number>();
  const silent: Fleet<T>["silent"][number][] = [];
  for (const text of exchange.text.split("\n")) {
    if (text === "") continue;
    const line = readFleetLine(text);
    if ("error" in line) {
      silent.push({ server: line.server, message: line.error.message, kind: line.error.kind });
      continue;
    }
    ms.set(line.server, line.ms);
    if (statuses === "ok" && line.status !== 200) {
      silent.push({ server: line.server, message: `It refused with status ${line.status}.`, kind: "refused" });
      continue;
    }
    try {
      answers.set(line.server, read("text" in line ? line.text : "", line.status));
    } catch (error) {
      silent.push({ server: line.server, message: failureOf(error).message, kind: "unreadable" });
    }
  }
  return { data: { answers, ms, silent }, exchange };
}
