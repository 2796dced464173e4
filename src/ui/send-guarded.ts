import { INTENT, INTENT_HEADER, REASON_HEADER } from "#api/changes.ts";
import { leaderRoute, serverRoute } from "#api/routes.ts";
import { refuseErrors } from "./answer.ts";
import { send, type Exchange } from "./send.ts";

/** Sends a change or a costly call. Whatever Pegasus says is an answer; only the gateway's own refusals are thrown. */
export async function sendGuarded(
  cluster: string,
  server: string,
  target: string,
  body: string | undefined,
  /** For the audit log; empty: none. */
  reason = "",
): Promise<Exchange> {
  const exchange = await send({
    url: server === "leader" ? leaderRoute(cluster, target) : serverRoute(cluster, server, target),
    method: "POST",
    headers: { [INTENT_HEADER]: INTENT, ...(reason === "" ? {} : { [REASON_HEADER]: encodeURIComponent(reason) }) },
    ...(body === undefined ? {} : { body }),
  });
  if (exchange.server === null) refuseErrors(exchange);
  return exchange;
}
