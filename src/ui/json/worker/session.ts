// One document and what the page sees of it. Commands come in, and after each the page is told what is to be drawn.
import { MiB, type Bytes } from "../core/bytes.ts";
import type { FlatIndex } from "../core/flat-index.ts";
import { fittingLevel, Fold } from "../core/fold.ts";
import { inTurns } from "./background.ts";
import { carryFrom, carryTo, placeAtSteps } from "./carry.ts";
import type { Changes } from "./changes.ts";
import { Intake } from "./intake.ts";
import { Other } from "./other.ts";
import { Outline, stepsTo } from "./outline.ts";
import type { Command, Feed, FromWorker, SearchQuery, Source } from "./protocol.ts";
import { KeyRepeats } from "./repeats.ts";
import type { Marks } from "./row-facts.ts";
import type { SearchHost, SearchRun } from "./search-run.ts";
import { viewOf, type Window } from "./view.ts";
import { Walker } from "./walker.ts";

export interface SessionHost extends SearchHost {
  readonly post: (message: FromWorker) => void;
}

/** What is seen at first fills a screen or two. */
const ROWS_AT_FIRST = 80;
/** When so many values have come, it is clear how many levels fit. */
const FITTED = 300;
/** ms. */
const TELL_EVERY = 100;
const BLOB_CHUNK = 2 * MiB;
const NO_MARKS: Marks["before"] = () => undefined;

export class Session {
  private readonly host: SessionHost;
  private intake = new Intake(0);
  /** What will take the document's place when all of it has come. */
  private incoming: { readonly intake: Intake; readonly markChanges: boolean } | null = null;
  private outline: Outline | null = null;
  private walker: Walker | null = null;
  private mainFold = new Fold(0);
  private readonly repeats: KeyRepeats;
  private level: number | "all" | null = null;
  /** How many levels are open is not changed any more by what comes. */
  private fitted = false;
  /** A path to go to as soon as it is there. */
  private wantedPath: string | null = null;
  private window: Window = { from: 0, to: 60, top: 0 };
  private query: SearchQuery | null = null;
  private only = false;
  /** Counts what may have changed any row. */
  private version = 0;
  /** Counts the documents. */
  private generation = 0;
  /** When the page was told last of what has come, ms. */
  private told = -Infinity;
  private search: SearchRun | null = null;
  private changes: Changes | null = null;
  /** What the document is compared with. */
  private other: Other | null = null;
  /** Who waits for the whole document. */
  private waiting: (() => void)[] = [];

  constructor(host: SessionHost) {
    this.host = host;
    this.repeats = new KeyRepeats((work) => {
      inTurns(work, host, () => false).then(
        () => this.show(),
        () => {},
      );
    });
  }

  /** The document, for what is not drawn as rows. */
  get document(): Intake {
    return this.intake;
  }
  get root(): Outline | null {
    return this.outline;
  }

  /** What the document is compared with, when both have come whole. */
  async against(): Promise<Intake> {
    const { other } = this;
    if (other === null) throw new Error("There is nothing to compare with.");
    if (!this.intake.done) await new Promise<void>((resolve) => this.waiting.push(resolve));
    return other.whole;
  }

  do(command: Command): void {
    if (command.kind !== "chunk" && command.kind !== "window" && command.kind !== "open") this.fitted = true;
    switch (command.kind) {
      case "open":
        this.level = command.level;
        this.wantedPath = command.at === "$" ? null : command.at;
        this.intake = new Intake(expectedBytes(command.source));
        return this.begin(command.source, "document");
      case "against":
        this.other = new Other(expectedBytes(command.source));
        return this.begin(command.source, "against");
      case "replace":
        this.incoming = { intake: new Intake(expectedBytes(command.source)), markChanges: command.markChanges };
        return this.begin(command.source, "document");
      case "chunk":
        this.take(command.into, command.data, command.last);
        if (!command.last) this.host.post({ kind: "more", into: command.into });
        return;
      case "window":
        this.window = command;
        return this.post({ ...command, from: command.needFrom, to: command.needTo });
      case "level":
        this.level = command.level;
        this.outline?.fold.openTo(this.outline.index, this.depthOf(command.level));
        this.walker?.stayVisible();
        return this.show();
      case "search":
        return this.seek(command.query, command.only);
      case "goto":
        this.wantedPath = command.path;
        this.goToWanted();
        return this.show();
      case "match":
        if (this.search !== null) this.walker?.goToMatch(this.search.matches, command.step);
        return this.show();
      case "turn":
      case "choose":
      case "move":
        this.walker?.do(command);
        return this.show();
    }
  }

  private begin(source: Source, into: Feed): void {
    if (source.kind !== "blob") return this.host.post({ kind: "more", into });
    this.readBlob(source.blob, into).catch((error: unknown) => {
      this.host.post({ kind: "lost", message: String(error) });
    });
  }

  private async readBlob(blob: Blob, into: Feed): Promise<void> {
    for (let at = 0; ; at += BLOB_CHUNK) {
      const bytes = new Uint8Array(await blob.slice(at, at + BLOB_CHUNK).arrayBuffer());
      const last = at + BLOB_CHUNK >= blob.size;
      this.take(into, bytes, last);
      if (last) return;
    }
  }

  private take(into: Feed, data: string | Bytes, last: boolean): void {
    if (into === "against") return this.other?.add(data, last);
    if (this.incoming === null) {
      this.intake.add(data, last);
      this.grow();
    } else {
      this.incoming.intake.add(data, last);
      if (last) this.swap(this.incoming.intake, this.incoming.markChanges);
    }
    if (last) this.whole();
    if (last && this.query !== null) return this.seek(this.query, this.only);
    // While much is coming, the page is not told of every piece.
    const now = this.host.now();
    if (!last && this.outline !== null && now - this.told < TELL_EVERY) return;
    this.told = now;
    this.show();
  }

  /** More of the first document has come. */
  private grow(): void {
    const { intake } = this;
    const isTree = intake.kind === "json" || intake.kind === "broken";
    const { index } = intake;
    if (!isTree || index.nodeCount === 0) {
      this.outline = null;
      this.walker = null;
    } else if (this.outline === null) {
      this.mainFold = new Fold(this.depthOf(this.level));
      const outline = new Outline(index, this.mainFold, this.repeats);
      this.stand(outline, new Walker(outline, { outline, node: 0 }, 0, this.host, () => this.show()));
    } else {
      this.outline.grow(index);
      if (!this.fitted && this.level === null) this.mainFold.openTo(index, this.depthOf(this.level));
    }
    this.fitted ||= intake.done || index.nodeCount > FITTED;
    this.goToWanted();
  }

  private stand(outline: Outline, walker: Walker): void {
    this.outline = outline;
    this.walker = walker;
  }

  private goToWanted(): void {
    if (this.wantedPath === null || this.walker === null) return;
    const { done } = this.intake;
    if (!this.walker.goTo(this.wantedPath, done) && !done) return;
    this.wantedPath = null;
    this.fitted = true;
  }

  private depthOf(level: number | "all" | null): number {
    if (level === "all") return Infinity;
    return level ?? fittingLevel(this.intake.index.perDepth, ROWS_AT_FIRST);
  }

  private swap(intake: Intake, markChanges: boolean): void {
    const { outline: old, walker } = this;
    this.markChanges(markChanges && old !== null ? old.index : null, intake.index);
    this.incoming = null;
    this.intake = intake;
    this.generation++;
    const steps = walker === null ? [] : stepsTo(walker.chosen);
    const carried = old === null ? null : carryFrom(this.mainFold, old);
    this.repeats.forget();
    this.outline = null;
    if (carried === null || walker === null || intake.index.nodeCount === 0) return this.grow();
    this.mainFold = carryTo(intake.index, carried);
    const outline = new Outline(intake.index, this.mainFold, this.repeats);
    const place = outline.visible(placeAtSteps(outline, steps));
    this.stand(outline, new Walker(outline, place, walker.times, this.host, () => this.show()));
  }

  private whole(): void {
    for (const go of this.waiting.splice(0)) go();
  }

  /** Finds what differs from the document before, if there was one; meanwhile nothing is marked. */
  private markChanges(before: FlatIndex | null, index: FlatIndex): void {
    this.changes = null;
    if (before === null) return;
    const gone = (): boolean => this.intake.index.bytes !== index.bytes;
    const found = import("./changes.ts").then(({ findChanges }) => findChanges(before, index, this.host, gone));
    found.then(
      (changes) => {
        if (changes === null) return;
        this.changes = changes;
        this.show();
      },
      () => {},
    );
  }

  private seek(query: SearchQuery, only: boolean): void {
    this.search?.cancel();
    this.search = null;
    this.query = query.text === "" ? null : query;
    this.only = only;
    if (this.query !== null && this.outline !== null && this.intake.done) void this.begins(this.query, this.outline);
    this.filter();
    this.show();
  }

  /** The code that searches is loaded with the first search. */
  private async begins(query: SearchQuery, { index }: Outline): Promise<void> {
    const { SearchRun } = await import("./search-run.ts");
    if (this.query !== query || this.outline?.index !== index) return;
    this.search = new SearchRun(index, query, this.host, () => {
      this.filter();
      this.show();
    });
  }

  /** Shows all, or the matches only. */
  private filter(): void {
    const { outline, search } = this;
    if (outline === null) return;
    if (!this.only || this.query === null) outline.fold = this.mainFold;
    else if (search?.status.state === "done") outline.fold = search.onlyMatches();
    // While it searches, what was found before stays.
    else return;
    this.walker?.stayVisible();
  }

  private show(): void {
    this.version++;
    this.post();
  }

  private post(window = this.window): void {
    const { generation, version, intake, outline, walker, search } = this;
    const matches = search?.matches ?? null;
    const before = this.changes?.before;
    const marks: Marks = {
      isMatch: (node) => matches?.has(node) === true,
      before: before === undefined ? NO_MARKS : (node) => before.get(node),
    };
    const changes = this.changes?.count ?? null;
    const waiting = { state: this.query === null ? ("none" as const) : ("running" as const), message: "", count: 0 };
    this.host.post(
      viewOf({
        generation,
        version,
        intake,
        outline,
        window,
        walker,
        matches,
        search: search?.status ?? waiting,
        marks,
        changes,
      }),
    );
  }
}

function expectedBytes(source: Source): number {
  return source.kind === "blob" ? source.blob.size : source.length;
}
