// The page's side of a document: it feeds the worker, asks it, and has what was last told to be drawn.
import type { JsonContent } from "../viewer-properties.ts";
import type { Bytes } from "../core/bytes.ts";
import type {
  Command,
  DocumentState,
  Feed,
  FromWorker,
  Question,
  Questions,
  RowFacts,
  Source,
  ToWorker,
} from "../worker/protocol.ts";

export interface Snapshot {
  /** Null until the worker has said something. */
  readonly state: DocumentState | null;
  readonly rows: ReadonlyMap<number, RowFacts>;
  /** Counts the documents: another has come in the place of the one before. */
  readonly generation: number;
  /** Counts the documents that it was compared with. */
  readonly comparisons: number;
  /** Why there is nothing to be seen. */
  readonly lost: string | null;
}

const EMPTY: Snapshot = { state: null, rows: new Map(), generation: 0, comparisons: 0, lost: null };
/** Characters or bytes handed over at once: about a millisecond. The first ones are few, so that something is seen soon. */
const FIRST_CHUNK = 2 ** 14;
const CHUNK = 2 ** 21;
/** Rows that are remembered while one scrolls to and fro. */
const REMEMBERED = 1000;
/** Rows asked for above and below what is drawn. */
const AHEAD = 80;
/** Rows that must be known above and below, or more are asked for. */
const NEAR = 30;
/** ms. */
const TOLD_EVERY = 100;

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

export class DocumentStore {
  private readonly startWorker: () => Worker;
  private worker: Worker | null = null;
  private readonly listeners = new Set<() => void>();
  private snapshot = EMPTY;
  private version = -1;
  private looked = "";
  /** When the worker was told last what is drawn, and what will tell it. */
  private toldAt = -Infinity;
  private soon: ReturnType<typeof setTimeout> | undefined;
  /** What is still to be handed over, of the document and of the one that it is compared with. */
  private readonly feeds: Record<Feed, { content: JsonContent | null; fed: number }> = {
    document: { content: null, fed: 0 },
    against: { content: null, fed: 0 },
  };
  private asked = 0;
  private readonly waiting = new Map<number, Waiting>();

  constructor(startWorker: () => Worker) {
    this.startWorker = startWorker;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly current = (): Snapshot => this.snapshot;

  open(content: JsonContent, level: number | "all" | null, at: string): void {
    this.close();
    const worker = this.startWorker();
    worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => this.receive(data));
    worker.addEventListener("error", (event) => {
      this.publish({ ...this.snapshot, lost: event.message || "The viewer's worker cannot be loaded." });
    });
    this.worker = worker;
    this.send({ kind: "open", source: this.begin(content, "document"), level, at });
    // It need not be asked for: it waits for the worker, not the worker for it.
    this.feed("document");
  }

  /** Another document in the place of the one there is. */
  replace(content: JsonContent, markChanges: boolean): void {
    this.send({ kind: "replace", source: this.begin(content, "document"), markChanges });
  }

  /** What the document is compared with from now on. */
  compareWith(content: JsonContent): void {
    this.send({ kind: "against", source: this.begin(content, "against") });
    this.publish({ ...this.snapshot, comparisons: this.snapshot.comparisons + 1 });
  }

  /** Tells the worker what is drawn, and asks for what is not known of it. @param top the first row that is seen */
  look(first: number, end: number, top: number): void {
    const { rows, state } = this.snapshot;
    if (state === null) return;
    const near = { from: Math.max(0, first - NEAR), to: Math.min(state.rowCount, end + NEAR) };
    let missing = false;
    for (let row = near.from; row < near.to && !missing; row++) missing = !rows.has(row);
    // With each change the worker tells the rows in view by itself.
    const looked = `${first} ${end} ${top}${missing ? ` ${this.version}` : ""}`;
    if (looked === this.looked) return;
    this.looked = looked;
    const from = Math.max(0, first - AHEAD);
    const to = end + AHEAD;
    let needFrom = from;
    while (needFrom < to && rows.has(needFrom)) needFrom++;
    let needTo = Math.min(to, state.rowCount);
    while (needTo > needFrom && rows.has(needTo - 1)) needTo--;
    clearTimeout(this.soon);
    const tell = (): void => {
      this.toldAt = performance.now();
      this.send({ kind: "window", from, to, top, needFrom, needTo });
    };
    // What is above the first row may be told a little later: not with every frame.
    const wait = missing ? 0 : TOLD_EVERY - (performance.now() - this.toldAt);
    if (wait <= 0) tell();
    else this.soon = setTimeout(tell, wait);
  }

  send(command: Command): void {
    this.worker?.postMessage(command satisfies ToWorker);
  }

  ask<Name extends Question>(name: Name, ask: Questions[Name]["ask"]): Promise<Questions[Name]["answer"]> {
    const id = this.asked++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker?.postMessage({ kind: "ask", id, name, ask });
    });
  }

  close(): void {
    clearTimeout(this.soon);
    this.worker?.terminate();
    this.worker = null;
    this.feeds.document.content = null;
    this.feeds.against.content = null;
    for (const { reject } of this.waiting.values()) reject(new Error("The document was closed."));
    this.waiting.clear();
    this.version = -1;
    this.snapshot = EMPTY;
  }

  private begin(content: JsonContent, into: Feed): Source {
    this.feeds[into] = { content, fed: 0 };
    if (typeof content === "string") return { kind: "text", length: content.length };
    if (content instanceof Blob) return { kind: "blob", blob: content };
    return { kind: "bytes", length: content.length };
  }

  private feed(into: Feed): void {
    const feed = this.feeds[into];
    const { content, fed } = feed;
    if (content === null || content instanceof Blob) return;
    const size = fed === 0 ? FIRST_CHUNK : CHUNK;
    const to =
      typeof content === "string" ? wholeCharacters(content, fed + size) : Math.min(content.length, fed + size);
    const last = to >= content.length;
    feed.fed = to;
    if (typeof content === "string") {
      this.send({ kind: "chunk", into, data: content.slice(fed, to), last });
    } else {
      const data: Bytes = content.slice(fed, to);
      this.worker?.postMessage({ kind: "chunk", into, data, last } satisfies ToWorker, [data.buffer]);
    }
    // The page has no use for the text any more.
    if (last) feed.content = null;
  }

  private receive(message: FromWorker): void {
    switch (message.kind) {
      case "more":
        return this.feed(message.into);
      case "lost":
        return this.publish({ ...this.snapshot, lost: message.message });
      case "view": {
        const { state, version, rows, generation } = message;
        this.publish({ ...this.snapshot, state, rows: this.merged(version, rows), generation, lost: null });
        return;
      }
      case "answer":
      case "failed": {
        const waiting = this.waiting.get(message.id);
        this.waiting.delete(message.id);
        // The worker answers each question in its own kind; `ask` says which.
        if (message.kind === "answer") waiting?.resolve(message.answer as never);
        else waiting?.reject(new Error(message.message));
      }
    }
  }

  /** Rows of the same version are kept as they are, so that what is drawn already is not drawn again. */
  private merged(version: number, rows: readonly RowFacts[]): ReadonlyMap<number, RowFacts> {
    const known = this.snapshot.rows;
    const keep = version === this.version && known.size < REMEMBERED;
    this.version = version;
    const merged = new Map(keep ? known : []);
    for (const facts of rows) {
      const same = version === this.version ? known.get(facts.row) : undefined;
      merged.set(facts.row, keep && same !== undefined ? same : facts);
    }
    return merged;
  }

  private publish(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    for (const listener of this.listeners) listener();
  }
}

/** Not between the two halves of a character. */
function wholeCharacters(text: string, to: number): number {
  if (to >= text.length) return text.length;
  const code = text.charCodeAt(to - 1);
  return code >= 0xd800 && code <= 0xdbff ? to - 1 : to;
}
