// A branch as a table, in the worker: an array of objects or a map of rows. Of each cell only its node is kept.
import { OPEN_ARRAY, OPEN_OBJECT, QUOTE } from "../core/bytes.ts";
import { Cursor } from "../core/cursor.ts";
import type { FlatIndex } from "../core/flat-index.ts";
import { childCount, endOf, hasChildren, parentOf, positionOf } from "../core/nodes.ts";
import { decoded, shownText, stringValue } from "../core/text.ts";
import { previewOf } from "../worker/preview.ts";
import { ROW_NAME, type Column } from "./table-words.ts";

interface Building {
  readonly name: string;
  cells: Int32Array;
  numeric: boolean;
  width: number;
}

/** Columns beyond that many are not shown; the tree has them. */
const MOST_COLUMNS = 200;
/** Members of an object in a cell that become columns of their own. */
const MOST_INNER = 12;
const NO_CELL = -1;
const CELL_SHOWN = 200;
const WIDEST = 40;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

export class TableSource {
  readonly index: FlatIndex;
  readonly node: number;
  private readonly rowNodes: Int32Array;
  private readonly building = new Map<string, Building>();
  private left = 0;
  private readonly cursor: Cursor;

  constructor(index: FlatIndex, node: number) {
    this.index = index;
    this.node = node;
    this.cursor = new Cursor(index);
    this.rowNodes = new Int32Array(childCount(index, node));
  }

  get rowCount(): number {
    return this.rowNodes.length;
  }
  get columns(): Column[] {
    return [...this.building.values()].map(({ name, numeric, width }) => ({ name, numeric, width }));
  }
  /** Columns that were too many. */
  get columnsLeft(): number {
    return this.left;
  }

  /** To be done before all else; pauses often. */
  *read(): Generator<void> {
    const { index } = this;
    let row = 0;
    const end = endOf(index, this.node);
    for (let child = this.node + 1; child < end; child = endOf(index, child)) {
      this.rowNodes[row] = child;
      if (hasChildren(index, child)) this.readRow(row, child, "", true);
      else this.add("value", row, child);
      row++;
      if (row % 100 === 0) yield;
    }
  }

  nodeOfRow(row: number): number {
    return this.rowNodes[row] ?? 0;
  }

  nodeOfCell(row: number, column: string): number {
    return this.building.get(column)?.cells[row] ?? NO_CELL;
  }

  /** What a row is called by. */
  nameOfRow(row: number): string {
    const node = this.nodeOfRow(row);
    this.cursor.to(node);
    const { keyStart, keyEnd } = this.cursor;
    return keyStart < 0 ? String(positionOf(this.index, node)) : stringValue(this.index.bytes, keyStart, keyEnd);
  }

  /** A cell as it is shown and sorted: a string without its quotes, a container by the first of what it holds. */
  text(row: number, column: string, most = CELL_SHOWN): string {
    if (column === ROW_NAME) return this.nameOfRow(row);
    const node = this.nodeOfCell(row, column);
    if (node === NO_CELL) return "";
    const { index, cursor } = this;
    const { bytes } = index;
    cursor.to(node);
    const { valueStart, tokenEnd } = cursor;
    const first = bytes[valueStart] ?? 0;
    if (first === OPEN_OBJECT || first === OPEN_ARRAY) {
      const count = childCount(index, node);
      const bracketed = first === OPEN_ARRAY ? `[${count}]` : `{${count}}`;
      return count === 0 ? bracketed : `${bracketed} ${previewOf(index, node, cursor)}`;
    }
    if (first !== QUOTE) return shownText(bytes, valueStart, tokenEnd, most).text;
    if (most === Infinity) return stringValue(bytes, valueStart, tokenEnd);
    const { text, cut } = shownText(bytes, valueStart + 1, tokenEnd - 1, most);
    return cut ? `${text}…` : text;
  }

  private readRow(row: number, node: number, prefix: string, open: boolean): void {
    const { index, cursor } = this;
    const end = endOf(index, node);
    let position = 0;
    for (let child = node + 1; child < end; child = endOf(index, child)) {
      cursor.to(child);
      const { keyStart, keyEnd } = cursor;
      const name = prefix + (keyStart < 0 ? String(position) : decoded(index.bytes, keyStart + 1, keyEnd - 1));
      const isObject = index.bytes[cursor.valueStart] === OPEN_OBJECT;
      if (open && isObject && hasChildren(index, child) && isFlat(index, child)) {
        this.readRow(row, child, `${name}.`, false);
      } else {
        this.add(name, row, child);
      }
      position++;
    }
  }

  private add(name: string, row: number, node: number): void {
    let column = this.building.get(name);
    if (column === undefined) {
      if (this.building.size >= MOST_COLUMNS) {
        this.left++;
        return;
      }
      const cells = new Int32Array(this.rowNodes.length).fill(NO_CELL);
      column = { name, cells, numeric: true, width: Math.min(WIDEST, name.length + 2) };
      this.building.set(name, column);
    }
    column.cells[row] = node;
    if (row < 200) column.width = Math.max(column.width, Math.min(WIDEST, this.text(row, name).length));
    if (column.numeric && !NUMBER.test(this.text(row, name))) column.numeric = false;
  }
}

/** An object whose members are few, and leaves. */
function isFlat(index: FlatIndex, node: number): boolean {
  const end = endOf(index, node);
  return end - node - 1 <= MOST_INNER && childCount(index, node) === end - node - 1;
}

/** The branch that makes a table, for a chosen node: itself, the first inside of it, or the nearest above it. */
export function tableNode(index: FlatIndex, chosen: number): number {
  const end = Math.min(endOf(index, chosen), chosen + MOST_LOOKED);
  for (let node = chosen; node < end; node++) if (holdsRows(index, node)) return node;
  for (let node = chosen; node >= 0; node = parentOf(index, node)) if (holdsRows(index, node)) return node;
  if (chosen > 0 && !hasChildren(index, chosen)) return tableNode(index, 0);
  return chosen;
}

/** Nodes among which a table is sought. */
const MOST_LOOKED = 2000;
/** Children that tell what the others are. */
const LOOKED = 20;

/** Most of its first children are rows. */
function holdsRows(index: FlatIndex, node: number): boolean {
  return partOfChildren(index, node, (child) => isRow(index, child)) > 0.5;
}

function isRow(index: FlatIndex, node: number): boolean {
  return partOfChildren(index, node, (cell) => !hasChildren(index, cell)) >= 0.5;
}

/** Which part of the first children passes the test; 0 where there are none. */
function partOfChildren(index: FlatIndex, node: number, test: (child: number) => boolean): number {
  let looked = 0;
  let passed = 0;
  if (!hasChildren(index, node)) return 0;
  const end = endOf(index, node);
  for (let child = node + 1; child < end && looked < LOOKED; child = endOf(index, child)) {
    looked++;
    if (test(child)) passed++;
  }
  return passed / Math.max(1, looked);
}
