// The history of requests, shared by all tabs of this browser: the list in localStorage, the answers in IndexedDB.
import { useMemo, useSyncExternalStore } from "react";
import type { Exchange } from "../../send.ts";
import { forgetAnswers, keepAnswer } from "./answer-store.ts";
import { cleared, droppedIds, entryOf, readList, withEntry, withPin, type Entry } from "./history.ts";

const KEY = "pegasus-dashboard.explorer-history";

function readText(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage can be forbidden; nothing is remembered then
  }
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener("storage", onChange);
  return () => window.removeEventListener("storage", onChange);
}

function update(change: (list: readonly Entry[]) => readonly Entry[]): void {
  const before = readList(readText());
  const after = change(before);
  try {
    localStorage.setItem(KEY, JSON.stringify(after));
  } catch {
    return; // full or forbidden: the request itself has been answered, only its history is not kept
  }
  window.dispatchEvent(new StorageEvent("storage", { key: KEY }));
  // What cannot be let go of now is overwritten or unreachable, and no reason to bother anybody.
  forgetAnswers(droppedIds(before, after)).catch(() => undefined);
}

interface Request {
  readonly cluster: string;
  readonly server: string;
  readonly target: string;
  readonly body?: string | undefined;
}

/** `replacing`: it is one of a repeated request. Resolves to the entry's id when its answer can be read back. */
export async function remember(request: Request, exchange: Exchange, replacing = false): Promise<string> {
  const entry = entryOf({ ...request, body: request.body ?? null }, exchange);
  let kept = entry.kept;
  if (kept) {
    try {
      await keepAnswer(entry.id, exchange);
    } catch {
      kept = false; // no IndexedDB here, or it is full
    }
  }
  update((list) => withEntry(list, { ...entry, kept }, replacing));
  return entry.id;
}

export function pin(id: string, pinned: boolean): void {
  update((list) => withPin(list, id, pinned));
}

export function clearHistory(): void {
  update(cleared);
}

/** Newest first. */
export function useHistory(): readonly Entry[] {
  const text = useSyncExternalStore(subscribe, readText);
  return useMemo(() => readList(text), [text]);
}
