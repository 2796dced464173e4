// One search through the document: it counts while it goes, never holds up the worker, and ends at once when another begins.
import { Bits } from "../core/bits.ts";
import type { FlatIndex } from "../core/flat-index.ts";
import type { Fold } from "../core/fold.ts";
import { chunksOf } from "../search/chunks.ts";
import { foldOfMatches } from "../search/only-matches.ts";
import { compilePattern } from "../search/pattern.ts";
import { searchText } from "../search/search-text.ts";
import type { FromSeeker, Seeker, ToSeeker } from "../search/seeker-protocol.ts";
import { inTurns, type Turns } from "./background.ts";
import type { SearchQuery, SearchState } from "./protocol.ts";

export interface SearchHost extends Turns {
  /** Starts a worker that may be ended. */
  readonly startSeeker: () => Seeker;
  /** Runs when a worker has not answered for a while; returns what stops the waiting. */
  readonly after: (ms: number, run: () => void) => () => void;
}

const SECOND = 1000;
/** For 256 KiB, which take milliseconds: a pattern that needs longer tries ever more ways on one value. */
const PATTERN_LIMIT = 3 * SECOND;
/** How often the count is told while it rises. */
const TELL_EVERY = 60;

export class SearchRun {
  readonly matches: Bits;
  private state: SearchState["state"] = "running";
  private message = "";
  private cancelled = false;
  private seeker: Seeker | null = null;
  private readonly index: FlatIndex;
  private readonly host: SearchHost;
  private readonly changed: () => void;

  constructor(index: FlatIndex, query: SearchQuery, host: SearchHost, changed: () => void) {
    this.index = index;
    this.host = host;
    this.changed = changed;
    this.matches = new Bits(index.nodeCount);
    this.run(query)
      .then(
        () => this.end("done", ""),
        (error: unknown) => this.end("failed", error instanceof Error ? error.message : String(error)),
      )
      .catch(() => {});
  }

  cancel(): void {
    this.cancelled = true;
    this.seeker?.end();
    this.seeker = null;
  }

  /** The view of what was found alone. */
  onlyMatches(): Fold {
    return foldOfMatches(this.index, this.matches);
  }

  get status(): Pick<SearchState, "state" | "message" | "count"> {
    return { state: this.state, message: this.message, count: this.matches.size };
  }

  private end(state: "done" | "failed", message: string): void {
    if (this.cancelled) return;
    this.state = state;
    this.message = message;
    this.seeker?.end();
    this.seeker = null;
    this.changed();
  }

  private async run(query: SearchQuery): Promise<void> {
    switch (query.mode) {
      case "text":
        await inTurns(this.telling(searchText(this.index, query, this.matches)), this.host, () => this.cancelled);
        return;
      case "regex":
        return this.runPattern(query);
      case "path":
        return this.add(await this.ask({ kind: "path", query: query.text, index: this.index }, [], null));
    }
  }

  private async runPattern({ text: pattern, matchCase, scope }: SearchQuery): Promise<void> {
    compilePattern(pattern, matchCase);
    let told = this.host.now();
    for (const { bytes, firstNode, nodes } of chunksOf(this.index)) {
      const copy = bytes.slice();
      const message: ToSeeker = { kind: "chunk", pattern, matchCase, scope, bytes: copy, firstNode, nodes };
      const reply = await this.ask(message, [copy.buffer], PATTERN_LIMIT);
      if (this.cancelled) return;
      this.add(reply);
      if (this.host.now() - told > TELL_EVERY) {
        told = this.host.now();
        this.changed();
      }
    }
  }

  private *telling(work: Iterable<unknown>): Generator<void> {
    let told = this.host.now();
    for (const _ of work) {
      yield;
      if (this.host.now() - told < TELL_EVERY) continue;
      told = this.host.now();
      this.changed();
    }
  }

  private add(reply: FromSeeker): void {
    if (reply.kind === "failed") throw new Error(reply.message);
    for (const node of reply.nodes) this.matches.add(node);
  }

  /** @param limit ms; null: as long as it takes. */
  private ask(message: ToSeeker, transfer: readonly ArrayBuffer[], limit: number | null): Promise<FromSeeker> {
    const seeker = (this.seeker ??= this.host.startSeeker());
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        reject(new Error("This pattern takes too long: on some value it tries ever more ways to match."));
      };
      const stop = limit === null ? () => {} : this.host.after(limit, giveUp);
      seeker.replies((reply) => {
        stop();
        resolve(reply);
      });
      seeker.send(message, transfer);
    });
  }
}
