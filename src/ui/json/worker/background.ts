// Long work in short turns, between which the worker answers the page.

export interface Turns {
  /** Comes back when the messages that wait have been dealt with. */
  readonly pause: () => Promise<void>;
  /** ms of any clock. */
  readonly now: () => number;
}

const TURN_MS = 8;

/** Goes on until the work is done or cancelled; false where it was cancelled. */
export async function inTurns(
  work: Iterator<unknown>,
  { pause, now }: Turns,
  cancelled: () => boolean,
): Promise<boolean> {
  for (;;) {
    if (cancelled()) return false;
    const until = now() + TURN_MS;
    do {
      if (work.next().done === true) return true;
    } while (now() < until);
    await pause();
  }
}
