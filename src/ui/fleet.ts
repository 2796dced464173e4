// One question to many servers: few at a time, a line as each answers. A dead one costs its own line only.
import { serverRoute } from "#api/routes.ts";
import { failureOf, refuseErrors, type Failure } from "./answer.ts";
import { send, type Exchange } from "./send.ts";

/** What one server said, or why it said nothing. */
export type FleetLine =
  | { readonly server: string; readonly exchange: Exchange }
  | { readonly server: string; readonly failure: Failure };

const AT_ONCE = 4;

/** Lines in the order in which they come. Ends early when `signal` aborts. */
export async function* askEach(
  cluster: string,
  servers: readonly string[],
  target: string,
  signal: AbortSignal,
): AsyncGenerator<FleetLine> {
  const left = servers.values();
  const pending = new Map<string, Promise<FleetLine>>();
  for (;;) {
    while (pending.size < AT_ONCE) {
      const next = left.next();
      if (next.done === true) break;
      pending.set(next.value, ask(cluster, next.value, target, signal));
    }
    if (pending.size === 0 || signal.aborted) return;
    const line = await Promise.race(pending.values());
    pending.delete(line.server);
    yield line;
  }
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
