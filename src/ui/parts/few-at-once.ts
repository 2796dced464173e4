// Politeness: many things to do, few at a time. Pure.

/** Works on the items in their order, at most `most` at once. Ends when all are done; the first that throws ends it. */
export async function fewAtOnce<T>(items: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  await Promise.all(
    Array.from({ length: Math.min(most, items.length) }, async () => {
      for (const item of left) await work(item);
    }),
  );
}

/** The same with a result of each, in the order in which they come. Begins nothing more once `signal` aborts. */
export async function* asTheyCome<T, R>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<R>,
  signal: AbortSignal,
): AsyncGenerator<R> {
  const left = items.entries();
  const pending = new Map<number, Promise<{ readonly index: number; readonly result: R }>>();
  for (;;) {
    while (pending.size < most && !signal.aborted) {
      const next = left.next();
      if (next.done === true) break;
      const [index, item] = next.value;
      pending.set(
        index,
        work(item).then((result) => ({ index, result })),
      );
    }
    if (pending.size === 0) return;
    const { index, result } = await Promise.race(pending.values());
    pending.delete(index);
    yield result;
  }
}
