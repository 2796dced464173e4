// This browser's IndexedDB, one request at a time. A database has the same stores for ever, since nothing here migrates.

export interface Database {
  readonly name: string;
  readonly stores: readonly string[];
}

/** @throws what the browser says when it keeps nothing, e.g. in a private window */
export async function within<T>(
  { name, stores }: Database,
  store: string,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDB.open(name, 1);
  opening.addEventListener("upgradeneeded", () => {
    for (const one of stores) opening.result.createObjectStore(one);
  });
  const database = await settled(opening);
  try {
    return await settled(work(database.transaction(store, mode).objectStore(store)));
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
