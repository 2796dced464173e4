// The way to the servers, to the worker that reads what they send, and to what this browser keeps.
import type { QueryClient } from "@tanstack/react-query";
import { serverRoute } from "#api/routes.ts";
import { endpointAt } from "#pegasus/endpoints.ts";
import { refuseErrors } from "../../answer.ts";
import { queries } from "../../queries.ts";
import { send, type Exchange } from "../../send.ts";
import { sendGuarded } from "../../send-guarded.ts";
import type { Background } from "./background.ts";
import { keepProfile, knownNames, rememberNames } from "./profile-store.ts";
import type { Port } from "./take.ts";

/** `reason`: for the audit log. */
export function portTo(cluster: string, client: QueryClient, background: Background, reason: string): Port {
  return {
    ask: (server, target, body) =>
      endpointAt(target.slice(1).replace(/\?.*$/, ""))?.effect === "read"
        ? ask(cluster, server, target)
        : sendGuarded(cluster, server, target, body, reason),
    version: async (server) => {
      const { data } = await client.query({ ...queries.version(cluster, server), staleTime: 0 });
      return { version: data.Version, commit: data.GitCommit };
    },
    inspect: (id, file) => background.ask("inspect", { id, file }),
    knownNames,
    rememberNames,
    keep: keepProfile,
    now: () => Date.now(),
    newId: () => newId(Date.now(), Math.random()),
  };
}

async function ask(cluster: string, server: string, target: string): Promise<Exchange> {
  const exchange = await send({ url: serverRoute(cluster, server, target), maxAge: 0 });
  if (exchange.server === null) refuseErrors(exchange);
  return exchange;
}

/** Short enough for an address, and of one browser alone. `chance`: 0 to 1. */
export function newId(now: number, chance: number): string {
  return `${now.toString(36)}${Math.floor(chance * 36 ** 4)
    .toString(36)
    .padStart(4, "0")}`;
}
