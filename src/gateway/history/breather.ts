/** Long work in slices: others get their turn when one has taken its time. */
export class Breather {
  private readonly sliceMs: number;
  private since = performance.now();

  constructor(sliceMs = 8) {
    this.sliceMs = sliceMs;
  }

  /** To be asked between two small pieces of work. Returns null when there is no need to wait. */
  breathe(): Promise<void> | null {
    if (performance.now() - this.since < this.sliceMs) return null;
    return new Promise((resolve) => {
      setImmediate(() => {
        this.since = performance.now();
        resolve();
      });
    });
  }
}
