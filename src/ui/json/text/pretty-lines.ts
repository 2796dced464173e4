// The text indented, by lines: a line a value, and one for each closing bracket. No line is made before it is looked at.
import { CLOSE_ARRAY, CLOSE_OBJECT, OPEN_ARRAY } from "../core/bytes.ts";
import { Cursor } from "../core/cursor.ts";
import { BLOCK, BLOCK_BITS, type FlatIndex } from "../core/flat-index.ts";
import { ancestorAt, hasChildren } from "../core/nodes.ts";
import { shownText } from "../core/text.ts";
import type { Line } from "../worker/protocol.ts";

const INDENT = "  ";
/** Deeper lines are indented no further. */
const INDENTED = 40;
/** Bytes of a string that are shown. */
const SHOWN = 2000;

export class PrettyLines {
  private readonly index: FlatIndex;
  private readonly cursor: Cursor;
  /** By block: the closing brackets on lines before its first node. */
  private readonly closersBefore: Uint32Array;
  private readonly lines: number;

  constructor(index: FlatIndex) {
    this.index = index;
    this.cursor = new Cursor(index);
    const { depths, nodeCount } = index;
    this.closersBefore = new Uint32Array((nodeCount >>> BLOCK_BITS) + 1);
    let closers = 0;
    for (let node = 1; node < nodeCount; node++) {
      const fall = (depths[node - 1] ?? 0) - (depths[node] ?? 0);
      if (fall > 0) closers += fall;
      if ((node & (BLOCK - 1)) === 0) this.closersBefore[node >>> BLOCK_BITS] = closers;
    }
    this.lines = nodeCount === 0 ? 0 : nodeCount + closers + (depths[nodeCount - 1] ?? 0);
  }

  get count(): number {
    return this.lines;
  }

  at(from: number, to: number): Line[] {
    const { depths, nodeCount } = this.index;
    const lines: Line[] = [];
    let node = this.nodeAtOrBefore(from);
    let line = this.lineOf(node);
    const end = Math.min(to, this.lines);
    for (; line < end && node < nodeCount; node++) {
      if (line >= from) lines.push({ number: line + 1, text: this.nodeText(node) });
      line++;
      const depth = depths[node] ?? 0;
      const next = node + 1 < nodeCount ? (depths[node + 1] ?? 0) : 0;
      for (let open = depth - 1; open >= next && line < end; open--, line++) {
        if (line >= from) lines.push({ number: line + 1, text: this.closerText(node, open) });
      }
    }
    return lines;
  }

  /** The line on which a node begins. */
  private lineOf(node: number): number {
    const { depths } = this.index;
    const first = node & ~(BLOCK - 1);
    let closers = this.closersBefore[first >>> BLOCK_BITS] ?? 0;
    for (let at = first + 1; at <= node; at++) closers += Math.max(0, (depths[at - 1] ?? 0) - (depths[at] ?? 0));
    return node + closers;
  }

  private nodeAtOrBefore(line: number): number {
    let low = 0;
    let high = Math.max(0, this.index.nodeCount - 1);
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.lineOf(middle) <= line) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private nodeText(node: number): string {
    const { index, cursor } = this;
    const { bytes, depths } = index;
    cursor.to(node);
    const key = cursor.keyStart < 0 ? "" : `${shownText(bytes, cursor.keyStart, cursor.keyEnd, SHOWN).text}: `;
    const indent = INDENT.repeat(Math.min(INDENTED, depths[node] ?? 0));
    const first = bytes[cursor.valueStart] ?? 0;
    if (hasChildren(index, node)) return indent + key + String.fromCharCode(first);
    const comma = this.hasFollower(node) ? "," : "";
    if (first + 2 === CLOSE_OBJECT || first + 2 === CLOSE_ARRAY) {
      return `${indent}${key}${String.fromCharCode(first, first + 2)}${comma}`;
    }
    const { text, cut } = shownText(bytes, cursor.valueStart, cursor.tokenEnd, SHOWN);
    return indent + key + (cut ? `${text}…` : text) + comma;
  }

  /** The bracket that closes the container of that depth which a node is in. */
  private closerText(node: number, depth: number): string {
    const { index, cursor } = this;
    const container = ancestorAt(index, node, depth);
    cursor.to(container);
    const closer = index.bytes[cursor.valueStart] === OPEN_ARRAY ? "]" : "}";
    const next = node + 1;
    const comma = next < index.nodeCount && index.depths[next] === depth ? "," : "";
    return INDENT.repeat(Math.min(INDENTED, depth)) + closer + comma;
  }

  private hasFollower(node: number): boolean {
    const { depths, nodeCount } = this.index;
    return node + 1 < nodeCount && depths[node + 1] === depths[node];
  }
}
