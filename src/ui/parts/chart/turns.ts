// One piece of work after the other, each in a task of its own, so that many charts together do not hold the page up.

export interface Turns {
  /** Calls back when it is its turn. Returns how to give the turn up. */
  readonly take: (work: () => void) => () => void;
}

/** `later`: in a task of its own. */
export function newTurns(later: (work: () => void) => void): Turns {
  const waiting = new Set<() => void>();
  let going = false;
  const next = (): void => {
    const [first] = waiting;
    going = first !== undefined;
    if (first === undefined) return;
    waiting.delete(first);
    first();
    later(next);
  };
  return {
    take: (work) => {
      const own = (): void => work();
      waiting.add(own);
      if (!going) {
        going = true;
        later(next);
      }
      return () => waiting.delete(own);
    },
  };
}
