// One question to many servers: few at a time, a line as each answers. A dead one costs its own line only.
import { serverRoute } from "#api/routes.ts";
import { failureOf, refuseErrors, type Failure } from "./answer.ts";
import { asTheyCome } from "./parts/few-at-once.ts";
import { send, type Exchange } from "./send.ts";

/** What one server said, or why it said nothing. */
export type FleetLine =
  | { readonly server: string; readonly exchange: Exchange }
  | { readonly server: string; readonly failure: Failure };

const AT_ONCE = 4;

/** Lines in the order in which they come. Asks nobody more once `signal` aborts. */
export function askEach(
  cluster: string,
  servers: readonly string[],
  target: string,
  signal: AbortSignal,
): AsyncGenerator<FleetLine> {
  return asTheyCome(servers, AT_ONCE, (server) => ask(cluster, server, target, signal), signal);
}

async function ask(cluster: string, server: string, target: string, signal: AbortSignal): Promise<FleetLine> {
  try {
    const exchange = await send({ url: serverRoute(cluster, server, target), signal });
    if (exchange.server === null) refuseErrors(exchange);
    return { server, exchange };
  } catch (error) {
    return { server, failure: failureOf(error) };
  }
}
