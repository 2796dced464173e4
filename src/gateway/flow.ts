// A large answer on its way: it goes to everybody who asked for it before it began, as it comes, and is kept for nobody.
import type { Writable } from "node:stream";
import { SECOND } from "./clock.ts";

/** The server's end of it. */
export interface Spring {
  pause(): void;
  resume(): void;
  /** Ends the connection: nobody takes the rest. */
  abort(reason: Error): void;
}

/** How far somebody who takes it slowly may be behind before the server has to wait; in memory meanwhile. */
const MOST_BEHIND_BYTES = 8 * 1024 * 1024;
/** Who takes nothing for so long, while the server waits, is let go. */
const STALLED_MS = 20 * SECOND;
/** It is made for somebody who is there. */
const UNCLAIMED_MS = 5 * SECOND;

export class NobodyTakesIt extends Error {
  override readonly name = "NobodyTakesIt";
}

export class Flow {
  /** Bytes, as the server announced them. */
  readonly length: number;
  /** Resolves when the server's end of it is over: null when the answer came whole. */
  readonly over: Promise<Error | null>;
  private readonly spring: Spring;
  private readonly takers = new Set<Writable>();
  /** Those who are too far behind, each with the timer that lets go of it. */
  private readonly behind = new Map<Writable, NodeJS.Timeout>();
  private readonly unclaimed: NodeJS.Timeout;
  private begun = false;
  private ended = false;
  private gathering = false;
  private tellOver: (error: Error | null) => void = () => {};

  /** `spring` stands still until somebody takes it. */
  constructor(length: number, spring: Spring) {
    this.length = length;
    this.spring = spring;
    this.over = new Promise((resolve) => {
      this.tellOver = resolve;
    });
    this.unclaimed = setTimeout(() => this.drop(), UNCLAIMED_MS);
  }

  /** False: it has begun, so that who comes now would miss the start; or it is over. `taker` is ended, or destroyed where it breaks off. */
  join(taker: Writable): boolean {
    if (this.begun || this.ended) return false;
    clearTimeout(this.unclaimed);
    // All who have waited for its first byte get their turn before it begins.
    if (this.takers.size === 0) setImmediate(() => this.begin());
    this.takers.add(taker);
    taker.once("close", () => this.left(taker));
    return true;
  }

  push(chunk: Buffer): void {
    if (!this.gathering) this.gather();
    for (const taker of this.takers) {
      taker.write(chunk);
      if (taker.writableLength > MOST_BEHIND_BYTES && !this.behind.has(taker)) this.wait(taker);
    }
  }

  /** The answer is whole. */
  finish(): void {
    this.end(null);
    for (const taker of this.takers) taker.end();
  }

  /** It breaks off: nobody shall take what came for the whole. */
  fail(error: Error): void {
    if (this.ended) return;
    this.end(error);
    for (const taker of this.takers) taker.destroy(error);
  }

  /** Nobody wants it. */
  drop(): void {
    if (this.ended) return;
    const reason = new NobodyTakesIt("Nobody takes the answer any more.");
    this.end(reason);
    this.spring.abort(reason);
  }

  /** What comes in one turn of the event loop goes out in one write: several chunks, where the server is fast. */
  private gather(): void {
    this.gathering = true;
    const takers = [...this.takers];
    for (const taker of takers) taker.cork();
    setImmediate(() => {
      this.gathering = false;
      for (const taker of takers) taker.uncork();
    });
  }

  private begin(): void {
    this.begun = true;
    if (!this.ended && this.behind.size === 0) this.spring.resume();
  }

  private wait(taker: Writable): void {
    this.spring.pause();
    this.behind.set(
      taker,
      setTimeout(() => taker.destroy(), STALLED_MS),
    );
    taker.once("drain", () => this.caughtUp(taker));
  }

  private caughtUp(taker: Writable): void {
    clearTimeout(this.behind.get(taker));
    if (this.behind.delete(taker) && this.behind.size === 0 && !this.ended) this.spring.resume();
  }

  private left(taker: Writable): void {
    this.takers.delete(taker);
    if (this.takers.size === 0) this.drop();
    else this.caughtUp(taker);
  }

  private end(error: Error | null): void {
    this.ended = true;
    clearTimeout(this.unclaimed);
    for (const timer of this.behind.values()) clearTimeout(timer);
    this.behind.clear();
    this.tellOver(error);
  }
}
