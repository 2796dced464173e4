// One harmless question to every server by the gateway's fleet route, a line as each answers. A dead one costs its own line only.
import { readFleetLine, type FleetRole } from "#api/fleet.ts";
import { fleetRoute } from "#api/routes.ts";
import { refuseErrors } from "./answer.ts";
import { sendForLines } from "./send.ts";

/** What one server said, or why nothing of use came of it, as a sentence. */
export type Said<T> =
  | { readonly server: string; readonly value: T }
  | { readonly server: string; readonly problem: string };

export interface FleetQuestion<T> {
  readonly cluster: string;
  readonly role: FleetRole;
  /** A Pegasus path with its query, as `/config?name=x`. */
  readonly target: string;
  /** How old an answer may be, seconds. */
  readonly maxAge: number;
  /** @throws an Error whose message says what is wrong with the text */
  readonly read: (text: string) => T;
  readonly signal: AbortSignal;
}

/** In the order in which they come, together what came together. @throws what the gateway refuses with */
export async function* readFleet<T>({ read, ...asked }: FleetQuestion<T>): AsyncGenerator<readonly Said<T>[]> {
  const url = fleetRoute(asked.cluster, asked.role, asked.target);
  const come: string[] = [];
  let wake = (): void => {};
  let ended = false;
  const sending = sendForLines({ url, maxAge: asked.maxAge, signal: asked.signal }, (line) => {
    come.push(line);
    wake();
  }).finally(() => {
    ended = true;
    wake();
  });
  // It is waited for below; until then it must not count as one that nobody handles.
  sending.catch(() => undefined);
  for (;;) {
    if (come.length > 0) {
      yield come.splice(0).map((line) => readLine(line, read));
      continue;
    }
    if (ended) break;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  refuseErrors(await sending);
}

function readLine<T>(line: string, read: (text: string) => T): Said<T> {
  const said = readFleetLine(line);
  const { server } = said;
  if ("error" in said) return { server, problem: withoutName(server, said.error.message) };
  if ("base64" in said) return { server, problem: "answers in bytes that are no text." };
  if (said.status !== 200) return { server, problem: `answers with status ${said.status}: ${said.text.trim()}` };
  try {
    return { server, value: read(said.text) };
  } catch (error) {
    return { server, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** `r1:34801 refuses connections.` without the server, which stands beside it anyway. */
function withoutName(server: string, message: string): string {
  return message.startsWith(`${server} `) ? message.slice(server.length + 1) : message;
}
