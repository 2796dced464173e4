// The explorer's requests of this browser: what is remembered of each, how many, and how they are named. Pure.
import * as z from "zod/mini";
import { maskedQuery } from "#pegasus/secrets.ts";
import { readTarget, writeTarget } from "#pegasus/target.ts";
import type { Exchange } from "../../send.ts";

const entrySchema = z.object({
  id: z.string(),
  cluster: z.string(),
  /** Who was asked: `leader` or host:port. */
  server: z.string(),
  method: z.enum(["GET", "POST"]),
  /** Path and query; values of secrets are masked. */
  target: z.string(),
  /** Of a POST. */
  body: z.nullable(z.string()),
  /** When it was answered, ms since epoch. */
  at: z.number(),
  /** HTTP status, of the dashboard's own refusals too. */
  status: z.number(),
  /** Who answered; null: no Pegasus server did. */
  answeredBy: z.nullable(z.string()),
  ms: z.nullable(z.number()),
  /** Bytes. */
  size: z.number(),
  /** Whether the answer is kept beside it, to be shown and compared. */
  kept: z.boolean(),
  pinned: z.boolean(),
});
export type Entry = z.infer<typeof entrySchema>;
const listSchema = z.array(entrySchema);

const MiB = 2 ** 20;
export const LIMITS = {
  /** Entries, the pinned ones included. */
  entries: 200,
  /** Bytes of kept answers together, and of one. */
  bytes: 64 * MiB,
  answer: 16 * MiB,
} as const;

/** Newest first. What cannot be read counts as nothing: it is of another version, or somebody else's. */
export function readList(text: string | null): readonly Entry[] {
  try {
    return listSchema.parse(JSON.parse(text ?? "[]"));
  } catch {
    return [];
  }
}

/** The same answer has the same name, however often it is told of. */
export function idOf({ at, url, server }: Pick<Exchange, "at" | "url" | "server">): string {
  let hash = 0x811c9dc5;
  for (const letter of `${server ?? ""} ${url}`) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return `${at.toString(36)}${(hash >>> 0).toString(36)}`;
}

interface Request {
  readonly cluster: string;
  readonly server: string;
  readonly target: string;
  readonly body: string | null;
}

export function entryOf({ cluster, server, target, body }: Request, exchange: Exchange): Entry {
  const shown = withoutSecrets(target);
  return {
    id: idOf(exchange),
    cluster,
    server,
    method: exchange.method === "POST" ? "POST" : "GET",
    target: shown,
    body,
    at: exchange.at,
    status: exchange.status,
    answeredBy: exchange.server,
    ms: exchange.ms,
    size: exchange.size,
    // What names a secret is not written down, and neither is what came of it.
    kept: exchange.size <= LIMITS.answer && shown === target,
    pinned: false,
  };
}

function withoutSecrets(target: string): string {
  const read = readTarget(target);
  if (!read.ok) return target;
  const { path, query } = read.target;
  const masked = maskedQuery(query);
  const same = [...query].every(([name, value]) => masked.get(name) === value);
  return same ? target : writeTarget({ path, query: masked });
}

/** `replacing`: a repeated request keeps one entry, that of its last answer. */
export function withEntry(list: readonly Entry[], entry: Entry, replacing: boolean): readonly Entry[] {
  const before = list.find(({ id }) => id === entry.id);
  const [newest] = list;
  const repeated =
    replacing &&
    newest !== undefined &&
    !newest.pinned &&
    newest.target === entry.target &&
    newest.server === entry.server;
  const rest = list.filter(({ id }) => id !== entry.id && !(repeated && id === newest.id));
  return within([{ ...entry, pinned: before?.pinned ?? false }, ...rest]);
}

export function withPin(list: readonly Entry[], id: string, pinned: boolean): readonly Entry[] {
  return list.map((entry) => (entry.id === id ? { ...entry, pinned } : entry));
}

/** All but the pinned ones go. */
export function cleared(list: readonly Entry[]): readonly Entry[] {
  return list.filter(({ pinned }) => pinned);
}

/** Whose answers are kept for nobody. */
export function droppedIds(before: readonly Entry[], after: readonly Entry[]): string[] {
  const kept = new Set(after.flatMap(({ id, kept: isKept }) => (isKept ? [id] : [])));
  return before.flatMap(({ id, kept: wasKept }) => (wasKept && !kept.has(id) ? [id] : []));
}

/** The oldest make room: first whole entries, then answers; the pinned ones last. */
function within(list: readonly Entry[]): readonly Entry[] {
  const byWorth = [...list.filter(({ pinned }) => pinned), ...list.filter(({ pinned }) => !pinned)].slice(
    0,
    LIMITS.entries,
  );
  let bytes = 0;
  const fitting = byWorth.map((entry) => {
    if (!entry.kept) return entry;
    bytes += entry.size;
    return bytes <= LIMITS.bytes ? entry : { ...entry, kept: false };
  });
  return fitting.toSorted((a, b) => b.at - a.at);
}
