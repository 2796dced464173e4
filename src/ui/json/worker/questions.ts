// Answers that are no rows: lines of text, values, what is copied, and files.
import { MiB } from "../core/bytes.ts";
import type { CompareAnswers } from "../compare/compare-answers.ts";
import { byteEndOf } from "../core/nodes.ts";
import { printed, printedText } from "../core/print.ts";
import { stringValue } from "../core/text.ts";
import type { TableAnswers } from "../table/table-answers.ts";
import { PrettyLines } from "../text/pretty-lines.ts";
import { RawLines } from "../text/raw-lines.ts";
import { inTurns, type Turns } from "./background.ts";
import { placeOfId, type Place } from "./outline.ts";
import type {
  Answers,
  ComparePart,
  CopyWhat,
  Lines,
  Questions,
  SizesAnswer,
  TablePart,
  ValueText,
} from "./protocol.ts";
import type { Session } from "./session.ts";
import { valueText } from "./value-text.ts";

/** A browser's clipboard, and its memory, take no more. */
const COPY_LIMIT = 100 * MiB;

export class Answerer implements Answers {
  private readonly session: Session;
  private readonly turns: Turns;
  /** Of the document that it was made of; made when asked for. */
  private pretty: { readonly of: object; readonly lines: PrettyLines } | null = null;
  private raw: { readonly of: object; readonly lines: Promise<RawLines> } | null = null;

  private tables: Promise<TableAnswers> | null = null;

  private comparing: Promise<CompareAnswers> | null = null;

  constructor(session: Session, turns: Turns) {
    this.session = session;
    this.turns = turns;
  }

  async lines({ style, from, to }: Questions["lines"]["ask"]): Promise<Lines> {
    const lines = style === "raw" ? await this.rawLines() : this.prettyLines();
    return { from, lines: lines.at(from, to), count: lines.count };
  }

  async lineOf({ at }: Questions["lineOf"]["ask"]): Promise<number> {
    return (await this.rawLines()).lineOf(at);
  }

  async value({ id, from, most }: Questions["value"]["ask"]): Promise<ValueText> {
    const text = valueText(this.place(id));
    return { text: text.slice(from, from + most), length: text.length };
  }

  async table(ask: Questions["table"]["ask"]): Promise<TablePart> {
    return (await this.tableAnswers()).part(this.place(ask.id), ask);
  }

  async compare(ask: Questions["compare"]["ask"]): Promise<ComparePart> {
    const { before, after, answers } = await this.comparison();
    return answers.part(before, after, ask);
  }

  async compareTurn({ node, only }: Questions["compareTurn"]["ask"]): Promise<number> {
    const { before, after, answers } = await this.comparison();
    return answers.turn(before, after, only, node);
  }

  async compareStep({ row, step, only }: Questions["compareStep"]["ask"]): Promise<number> {
    const { before, after, answers } = await this.comparison();
    return answers.step(before, after, only, row, step);
  }

  async sizes({ id, by }: Questions["sizes"]["ask"]): Promise<SizesAnswer> {
    const { measure } = await import("../sizes/sizes-answer.ts");
    return measure(this.place(id), by, this.turns);
  }

  async tableFile(ask: Questions["tableFile"]["ask"]): Promise<Blob> {
    return (await this.tableAnswers()).file(this.place(ask.id), ask);
  }

  async copy({ id, what }: Questions["copy"]["ask"]): Promise<string> {
    const place = this.place(id);
    const { index, cursor } = place.outline;
    cursor.to(place.node);
    const { valueStart } = cursor;
    if (byteEndOf(index, place.node, cursor) - valueStart > COPY_LIMIT) {
      throw new Error("This is too long for the clipboard. Download it instead.");
    }
    return copyText(place, what);
  }

  async file({ id, what }: Questions["file"]["ask"]): Promise<Blob> {
    const { document } = this.session;
    if (what === "raw") return new Blob([document.bytes.subarray(0, document.byteLength)]);
    const place = this.place(id);
    if (what !== "pretty" && what !== "compact") return new Blob([copyText(place, what)]);
    const parts: BlobPart[] = [];
    const collect = function* (): Generator<void> {
      for (const part of printed(place.outline.index, place.node, what)) {
        parts.push(part);
        yield;
      }
    };
    await inTurns(collect(), this.turns, () => false);
    return new Blob(parts, { type: "application/json" });
  }

  private place(id: string): Place {
    const root = this.session.root;
    const place = root === null ? null : placeOfId(root, id);
    if (place === null) throw new Error("That row is gone: the document has been replaced.");
    return place;
  }

  private async comparison() {
    const before = await this.session.against();
    this.comparing ??= import("../compare/compare-answers.ts").then((module) => new module.CompareAnswers(this.turns));
    return { before, after: this.session.document, answers: await this.comparing };
  }

  private tableAnswers(): Promise<TableAnswers> {
    this.tables ??= import("../table/table-answers.ts").then((module) => new module.TableAnswers(this.turns));
    return this.tables;
  }

  private prettyLines(): PrettyLines {
    const { document } = this.session;
    if (this.pretty?.of !== document) this.pretty = { of: document, lines: new PrettyLines(document.index) };
    return this.pretty.lines;
  }

  private rawLines(): Promise<RawLines> {
    const { document } = this.session;
    if (this.raw?.of !== document) {
      const lines = new RawLines(document.bytes, document.byteLength);
      const read = inTurns(lines.read(), this.turns, () => false).then(() => lines);
      this.raw = { of: document, lines: read };
    }
    return this.raw.lines;
  }
}

function copyText(place: Place, what: CopyWhat): string {
  const { outline, node } = place;
  switch (what) {
    case "key":
      outline.cursor.to(node);
      return outline.cursor.keyStart < 0
        ? ""
        : stringValue(outline.index.bytes, outline.cursor.keyStart, outline.cursor.keyEnd);
    case "value":
      return valueText(place);
    case "pretty":
    case "compact":
      return printedText(outline.index, node, what);
  }
}
