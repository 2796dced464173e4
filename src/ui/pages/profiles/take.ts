// One profile of one server, from the question to what this browser keeps: asked, read, its functions named.
import { PPROF_CALLS } from "#pegasus/calls/pprof.ts";
import { isResolved, symbolRequests } from "#pegasus/pprof/names.ts";
import type { Exchange } from "../../send.ts";
import type { Entry } from "./entries.ts";
import type { Inspected, ProfileSource } from "./protocol.ts";
import { refusalOf, type Refusal } from "./refusal.ts";
import { targetOf, WISH, type Wish } from "./wish.ts";

/** The outside world. */
export interface Port {
  /** A costly call. Whatever the server says is an answer. @throws what the gateway refuses */
  readonly ask: (server: string, target: string, body?: string) => Promise<Exchange>;
  readonly version: (server: string) => Promise<NonNullable<Entry["build"]>>;
  /** @throws an Error whose message says what is wrong with the file */
  readonly inspect: (id: string, file: Blob) => Promise<Inspected>;
  readonly knownNames: (build: string) => Promise<ReadonlyMap<bigint, string>>;
  readonly rememberNames: (build: string, names: ReadonlyMap<bigint, string>) => Promise<void>;
  readonly keep: (entry: Entry, source: ProfileSource) => Promise<void>;
  readonly now: () => number;
  readonly newId: () => string;
}

export type Step =
  /** Others come first. */
  | { readonly kind: "waiting" }
  | { readonly kind: "taking"; readonly since: number; readonly seconds: number | null }
  | { readonly kind: "reading" }
  /** Requests about names: how many are answered, of how many. */
  | { readonly kind: "naming"; readonly done: number; readonly of: number }
  | { readonly kind: "kept"; readonly entry: Entry }
  | { readonly kind: "told"; readonly words: readonly string[] }
  | ({ readonly kind: "failed" } & Refusal);

type Tell = (step: Step) => void;

/** @throws what the gateway refuses, or what the browser cannot keep */
export async function take(port: Port, cluster: string, server: string, wish: Wish, tell: Tell): Promise<void> {
  const { timed } = WISH[wish.kind];
  tell({ kind: "taking", since: port.now(), seconds: timed ? wish.seconds : null });
  const exchange = await port.ask(server, targetOf(wish));
  const refusal = refusalOf(exchange);
  if (refusal !== null) return tell({ kind: "failed", ...refusal });
  if (wish.kind === "command line") return tell({ kind: "told", words: wordsIn(exchange.text) });
  tell({ kind: "reading" });
  const file = new Blob([exchange.bytes ?? exchange.text]);
  const id = port.newId();
  const inspected = await inspectedOr(port, id, file);
  if ("title" in inspected) return tell({ kind: "failed", ...inspected });
  const build = await port.version(server).catch(() => null);
  const { names, trouble } = await nameFunctions(port, server, build, inspected, tell);
  const { kind, stacks, measure, total, damage } = inspected;
  const entry: Entry = {
    id,
    kind,
    cluster,
    server,
    at: exchange.at,
    seconds: timed ? wish.seconds : null,
    build,
    note: "",
    size: file.size,
    stacks,
    measure,
    total,
    trouble: damage ?? trouble,
  };
  await port.keep(entry, { id, file, names });
  tell({ kind: "kept", entry });
}

function wordsIn(text: string): readonly string[] {
  return PPROF_CALLS.cmdline.answer.decode(text).arguments;
}

async function inspectedOr(port: Port, id: string, file: Blob): Promise<Inspected | Refusal> {
  try {
    return await port.inspect(id, file);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { title: "What the server sent cannot be read", message };
  }
}

interface Naming {
  readonly names: ReadonlyMap<bigint, string>;
  /** Why some have no name; null: all were asked for. */
  readonly trouble: string | null;
}

/** Asks for what is not known of this build yet. A failure costs names, never the profile. */
export async function nameFunctions(
  port: Pick<Port, "ask" | "knownNames" | "rememberNames">,
  server: string,
  build: Entry["build"],
  { offsets, image }: Pick<Inspected, "offsets" | "image">,
  tell: Tell,
): Promise<Naming> {
  // Without a commit nobody knows whether two processes run the same binary.
  const key = build === null || build.commit === "" ? null : `${build.commit} ${image}`;
  const known = key === null ? new Map<bigint, string>() : await port.knownNames(key).catch(() => new Map());
  const said = new Map<bigint, string>();
  const requests = symbolRequests(offsets.filter((offset) => !known.has(offset)));
  let trouble: string | null = null;
  for (const [done, body] of requests.entries()) {
    tell({ kind: "naming", done, of: requests.length });
    trouble = await askNames(port, server, body, said);
    if (trouble !== null) break;
  }
  if (key !== null && said.size > 0) await port.rememberNames(key, said).catch(() => undefined); // only costs another question
  const all = new Map([...known, ...said]);
  return { names: new Map(offsets.flatMap((offset) => nameIn(all, offset))), trouble };
}

function nameIn(names: ReadonlyMap<bigint, string>, offset: bigint): [bigint, string][] {
  const name = names.get(offset) ?? "";
  return isResolved(name) ? [[offset, name]] : [];
}

/** Puts the answers into `said`. Resolves to why there are none; null: there are. */
async function askNames(
  port: Pick<Port, "ask">,
  server: string,
  body: string,
  said: Map<bigint, string>,
): Promise<string | null> {
  try {
    const exchange = await port.ask(server, PPROF_CALLS.symbol.path, body);
    if (exchange.status !== 200)
      return `The server named no more functions: it answered with status ${exchange.status}.`;
    const answer = PPROF_CALLS.symbol.answer.decode(exchange.text);
    if (answer.kind !== "names") return "The server counted its functions in place of naming them.";
    for (const { address, name } of answer.names) said.set(address, name);
    return null;
  } catch (error) {
    return `The server named no more functions: ${error instanceof Error ? error.message : String(error)}`;
  }
}
