// Kept answers, in this browser's IndexedDB: they are too large for localStorage.
import { within as withinStore } from "../../parts/indexed-db.ts";
import type { Exchange } from "../../send.ts";

const STORE = "answers";
const DATABASE = { name: "pegasus-dashboard.answers", stores: [STORE] } as const;

export async function keepAnswer(id: string, exchange: Exchange): Promise<void> {
  await within("readwrite", (store) => store.put(exchange, id));
}

/** @throws an Error in words when there is no such answer any more. */
export async function keptAnswer(id: string): Promise<Exchange> {
  const found: unknown = await within("readonly", (store) => store.get(id));
  if (typeof found !== "object" || found === null) {
    throw new Error(
      "This answer is not kept in this browser any more. Kept answers are bounded; pin what should stay.",
    );
  }
  // Nobody else writes into this database.
  return found as Exchange;
}

export async function forgetAnswers(ids: readonly string[]): Promise<void> {
  for (const id of ids) await within("readwrite", (store) => store.delete(id));
}

function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return withinStore(DATABASE, STORE, mode, work);
}
