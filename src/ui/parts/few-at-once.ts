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
