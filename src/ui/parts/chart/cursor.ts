// The moment that the crosshair of all charts of a page is at. Outside React's state: whoever shows it listens.

export interface Cursor {
  /** ms since epoch; null: nowhere. */
  readonly at: () => number | null;
  readonly move: (at: number | null) => void;
  readonly listen: (listener: () => void) => () => void;
}

export function newCursor(): Cursor {
  let at: number | null = null;
  const listeners = new Set<() => void>();
  return {
    at: () => at,
    move: (next) => {
      if (next === at) return;
      at = next;
      for (const listener of listeners) listener();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
