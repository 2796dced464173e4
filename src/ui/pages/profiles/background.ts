// The page's way to the worker that has the profiles.
import type { FromWorker, Question, Questions } from "./protocol.ts";

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

export class Background {
  /** Another one has opened nothing of what this one has. */
  readonly run: number;
  private readonly start: () => Worker;
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;
  private holders = 0;

  constructor(start: () => Worker, run: number) {
    this.start = start;
    this.run = run;
  }

  /** @throws an Error whose message is a sentence */
  ask<Name extends Question>(name: Name, ask: Questions[Name]["ask"]): Promise<Questions[Name]["answer"]> {
    const worker = (this.worker ??= this.begin());
    const id = this.asked++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, name, ask }, []);
    });
  }

  /** The worker ends when nobody holds it any more: React lets go and holds again at once while it tries a page. */
  hold(): () => void {
    this.holders++;
    return () => {
      this.holders--;
      setTimeout(() => {
        if (this.holders === 0) this.end("The page was left.");
      });
    };
  }

  private begin(): Worker {
    const worker = this.start();
    worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
      const waiting = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      // The worker answers each question with what its name says.
      if (data.ok) waiting?.resolve(data.answer as never);
      else waiting?.reject(new Error(data.message));
    });
    worker.addEventListener("error", ({ message }) => {
      this.end(message || "The part of the page that reads profiles cannot be loaded.");
    });
    return worker;
  }

  private end(why: string): void {
    this.worker?.terminate();
    this.worker = null;
    for (const { reject } of this.waiting.values()) reject(new Error(why));
    this.waiting.clear();
  }
}
