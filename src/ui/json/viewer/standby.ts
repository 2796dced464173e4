// A worker that has been started before there is a document, so that nobody waits for its start.
import { createContext } from "react";

export function startWorker(): Worker {
  return new Worker(new URL("../worker/worker.ts", import.meta.url), { type: "module" });
}

export class Standby {
  private worker: Worker | null = null;

  start(): void {
    if (this.worker !== null) return;
    const worker = startWorker();
    this.worker = worker;
    // Who takes one instead of it is told why it cannot start.
    worker.addEventListener("error", () => {
      if (this.worker === worker) this.worker = null;
    });
  }

  /** Whoever takes it ends it. */
  take(): Worker {
    const worker = this.worker ?? startWorker();
    this.worker = null;
    return worker;
  }

  end(): void {
    this.worker?.terminate();
    this.worker = null;
  }
}

/** Null: workers are started when they are needed. */
export const StandbyContext = createContext<Standby | null>(null);
