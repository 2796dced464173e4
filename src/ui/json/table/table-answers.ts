// Answers the page's questions about tables. Made when the first is asked; a table is kept while its branch is looked at.
import { Cursor } from "../core/cursor.ts";
import { OPEN_ARRAY } from "../core/bytes.ts";
import { jsonPath } from "../core/path.ts";
import { inTurns, type Turns } from "../worker/background.ts";
import { idOf, stepsTo, type Place } from "../worker/outline.ts";
import type { TablePart, TableQuestion } from "../worker/protocol.ts";
import { pathOf } from "../worker/row-facts.ts";
import { csvParts } from "./csv.ts";
import { orderedRows } from "./table-order.ts";
import { tableNode, TableSource } from "./table-source.ts";
import type { TableWish } from "./table-words.ts";

export class TableAnswers {
  private readonly turns: Turns;
  private known: { readonly place: Place; readonly source: Promise<TableSource> } | null = null;
  private order: { readonly source: TableSource; readonly wish: string; readonly rows: Promise<Uint32Array> } | null =
    null;

  constructor(turns: Turns) {
    this.turns = turns;
  }

  async part(chosen: Place, { from, to, sort, filter }: TableQuestion): Promise<TablePart> {
    const { place, source, rows } = await this.rows(chosen, { sort, filter });
    const names = source.columns.map(({ name }) => name);
    const part = [...rows.subarray(from, to)].map((row) => ({
      id: idOf({ outline: place.outline, node: source.nodeOfRow(row) }),
      name: source.nameOfRow(row),
      cells: names.map((name) => source.text(row, name)),
    }));
    const cursor = new Cursor(source.index);
    cursor.to(source.node);
    return {
      from,
      rows: part,
      count: rows.length,
      total: source.rowCount,
      columns: source.columns,
      columnsLeft: source.columnsLeft,
      jsonPath: jsonPath(stepsTo(place)),
      path: pathOf(place),
      isArray: source.index.bytes[cursor.valueStart] === OPEN_ARRAY,
    };
  }

  async file(chosen: Place, { columns, sort, filter }: TableQuestion): Promise<Blob> {
    const { source, rows } = await this.rows(chosen, { sort, filter });
    const parts: string[] = [];
    const collect = function* (): Generator<void> {
      for (const part of csvParts(source, rows, columns, "key")) {
        parts.push(part);
        yield;
      }
    };
    await inTurns(collect(), this.turns, () => false);
    return new Blob(parts, { type: "text/csv" });
  }

  private async rows(chosen: Place, wish: TableWish) {
    const { index } = chosen.outline;
    const node = tableNode(index, chosen.node);
    if (this.known?.place.node !== node || this.known.place.outline.index !== index) {
      this.known = { place: { outline: chosen.outline, node }, source: this.read(new TableSource(index, node)) };
    }
    const { place } = this.known;
    const source = await this.known.source;
    const key = JSON.stringify(wish.sort) + wish.filter;
    if (this.order?.source !== source || this.order.wish !== key) {
      this.order = { source, wish: key, rows: this.ordered(source, wish) };
    }
    return { place, source, rows: await this.order.rows };
  }

  private async read(source: TableSource): Promise<TableSource> {
    await inTurns(source.read(), this.turns, () => false);
    return source;
  }

  private async ordered(source: TableSource, wish: TableWish): Promise<Uint32Array> {
    const found: Uint32Array[] = [];
    await inTurns(
      orderedRows(source, wish, (rows) => found.push(rows)),
      this.turns,
      () => false,
    );
    return found[0] ?? new Uint32Array(0);
  }
}
