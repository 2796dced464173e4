// Writes a branch from its own tokens, compact or indented: numbers, strings, order and duplicates are the document's.
import { CLOSE_ARRAY, CLOSE_OBJECT, COLON, COMMA, NEWLINE, OPEN_ARRAY, SPACE, KiB, type Bytes } from "./bytes.ts";
import { Cursor } from "./cursor.ts";
import type { FlatIndex } from "./flat-index.ts";
import { endOf, hasChildren } from "./nodes.ts";

export type Style = "compact" | "pretty";

const PART = 256 * KiB;
const INDENT = 2;

/** The branch as bytes, in parts of about 256 KiB so that one can pause between them. The key of its first node is left out. */
export function* printed(index: FlatIndex, root: number, style: Style): Generator<Bytes> {
  const { bytes, depths } = index;
  const cursor = new Cursor(index);
  const end = endOf(index, root);
  const top = depths[root] ?? 0;
  const part = new Part();
  const closers: number[] = [];
  const newLine = (level: number): void => {
    if (style === "pretty") part.indent(level * INDENT);
  };
  for (let node = root; node < end; node++) {
    const level = (depths[node] ?? 0) - top;
    while (closers.length > level) {
      newLine(closers.length - 1);
      part.byte(closers.pop() ?? 0);
    }
    cursor.to(node);
    if (node > root) {
      if (depths[node - 1] === depths[node] || (depths[node - 1] ?? 0) > (depths[node] ?? 0)) part.byte(COMMA);
      newLine(level);
      if (cursor.keyStart >= 0) {
        part.copy(bytes, cursor.keyStart, cursor.keyEnd);
        part.byte(COLON);
        if (style === "pretty") part.byte(SPACE);
      }
    }
    if (hasChildren(index, node)) {
      const opener = bytes[cursor.valueStart] ?? 0;
      part.byte(opener);
      closers.push(opener === OPEN_ARRAY ? CLOSE_ARRAY : CLOSE_OBJECT);
    } else {
      emptyOrToken(part, bytes, cursor);
    }
    if (part.length >= PART) yield part.take();
  }
  while (closers.length > 0) {
    newLine(closers.length - 1);
    part.byte(closers.pop() ?? 0);
  }
  yield part.take();
}

/** Blanks inside of an empty container are not its content. */
function emptyOrToken(part: Part, bytes: Bytes, cursor: Cursor): void {
  const first = bytes[cursor.valueStart] ?? 0;
  if (first + 2 !== CLOSE_OBJECT && first + 2 !== CLOSE_ARRAY) {
    part.copy(bytes, cursor.valueStart, cursor.tokenEnd);
    return;
  }
  part.byte(first);
  part.byte(first + 2);
}

/** The branch as text; of one that is known to be small. */
export function printedText(index: FlatIndex, root: number, style: Style): string {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let text = "";
  for (const part of printed(index, root, style)) text += decoder.decode(part, { stream: true });
  return text + decoder.decode();
}

/** Bytes that grow until they are taken. */
class Part {
  length = 0;
  private bytes: Bytes = new Uint8Array(PART + 4 * KiB);

  byte(byte: number): void {
    this.reserve(1);
    this.bytes[this.length++] = byte;
  }

  copy(from: Bytes, start: number, end: number): void {
    this.reserve(end - start);
    this.bytes.set(from.subarray(start, end), this.length);
    this.length += end - start;
  }

  indent(blanks: number): void {
    this.reserve(blanks + 1);
    this.bytes[this.length] = NEWLINE;
    this.bytes.fill(SPACE, this.length + 1, this.length + 1 + blanks);
    this.length += blanks + 1;
  }

  take(): Bytes {
    const taken = this.bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const longer = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    longer.set(this.bytes.subarray(0, this.length));
    this.bytes = longer;
  }
}
