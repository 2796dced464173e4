// Profiles that this browser keeps, and the names of functions by build: in IndexedDB, since they are too large for localStorage.
import { within as withinStore } from "../../parts/indexed-db.ts";
import type { Entry } from "./entries.ts";
import { droppedIds } from "./entries.ts";
import type { ProfileSource } from "./protocol.ts";

const ENTRIES = "entries";
const SOURCES = "sources";
const NAMES = "names";
const DATABASE = { name: "pegasus-dashboard.profiles", stores: [ENTRIES, SOURCES, NAMES] } as const;
/** Builds whose names are remembered. */
const MOST_BUILDS = 20;

/** Newest first. */
export async function listEntries(): Promise<Entry[]> {
  // Nobody else writes into this database.
  const entries = (await within(ENTRIES, "readonly", (store) => store.getAll())) as Entry[];
  return entries.toSorted((a, b) => b.at - a.at);
}

/** @throws an Error in words when it is not kept here any more. */
export async function keptSource(id: string): Promise<ProfileSource> {
  const found: unknown = await within(SOURCES, "readonly", (store) => store.get(id));
  if (typeof found === "object" && found !== null) {
    // As above.
    return found as ProfileSource;
  }
  throw new Error(
    "This profile is not kept in this browser: it was deleted, made room for others, or the link comes from another browser. Open its file, or take a new one.",
  );
}

/** The oldest ones make room. */
export async function keepProfile(entry: Entry, source: ProfileSource): Promise<void> {
  await within(SOURCES, "readwrite", (store) => store.put(source, entry.id));
  await within(ENTRIES, "readwrite", (store) => store.put(entry, entry.id));
  for (const id of droppedIds(await listEntries(), entry.id)) await forgetProfile(id);
}

/** A note, or other facts of a profile that is kept. */
export async function changeEntry(entry: Entry): Promise<void> {
  await within(ENTRIES, "readwrite", (store) => store.put(entry, entry.id));
}

export async function forgetProfile(id: string): Promise<void> {
  await within(ENTRIES, "readwrite", (store) => store.delete(id));
  await within(SOURCES, "readwrite", (store) => store.delete(id));
}

/** What servers of a build said of their offsets; empty where nothing is known. */
export async function knownNames(build: string): Promise<ReadonlyMap<bigint, string>> {
  const found: unknown = await within(NAMES, "readonly", (store) => store.get(build));
  return found instanceof Map ? found : new Map();
}

export async function rememberNames(build: string, names: ReadonlyMap<bigint, string>): Promise<void> {
  const known = await knownNames(build);
  await within(NAMES, "readwrite", (store) => store.put(new Map([...known, ...names]), build));
  const builds = await within(NAMES, "readonly", (store) => store.getAllKeys());
  const others = builds.filter((key) => key !== build);
  for (const key of others.slice(0, Math.max(0, builds.length - MOST_BUILDS)))
    await within(NAMES, "readwrite", (store) => store.delete(key));
}

function within<T>(
  store: (typeof DATABASE.stores)[number],
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  return withinStore(DATABASE, store, mode, work);
}
