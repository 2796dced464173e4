// Kept answers, in this browser's IndexedDB: they are too large for localStorage.
import type { Exchange } from "../../send.ts";

const NAME = "pegasus-dashboard.answers";
const STORE = "answers";

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

async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(NAME, 1);
  opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore(STORE));
  const database = await settled(opening);
  try {
    return await settled(work(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("This browser keeps nothing.")));
  });
}
