// Waiting as an argument, like the clock.

export interface Timers {
  /** Runs it once, after so many ms; the result takes it back. */
  after(ms: number, run: () => void): () => void;
}

export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
};
