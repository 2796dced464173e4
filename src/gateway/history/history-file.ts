// The file of the history: SQL and nothing else. Rows are few and large, writes never wait for the disk; what is written is brought
// into the file by a connection that works outside of the event loop.
import { statSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import AsyncDatabase from "libsql/promise";
import * as z from "zod/mini";

export const FILE_NAME = "history.db";
const PAGE_BYTES = 4096;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS series (
  id INTEGER PRIMARY KEY, cluster TEXT NOT NULL, metric TEXT NOT NULL, scope TEXT NOT NULL, entity TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS journal (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, coarse INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS chunk (key INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS period (
  tier INTEGER NOT NULL, start INTEGER NOT NULL, bytes INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (tier, start));
CREATE TABLE IF NOT EXISTS event (
  id INTEGER PRIMARY KEY, cluster TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, level TEXT NOT NULL, server TEXT, app TEXT,
  message TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS event_by_time ON event (cluster, at);`;

const seriesRows = z.array(
  z.object({ id: z.number(), cluster: z.string(), metric: z.string(), scope: z.string(), entity: z.string() }),
);
export type SeriesRow = z.infer<typeof seriesRows>[number];
const bytes = z.pipe(
  z.custom<ArrayBuffer | Uint8Array>((value) => value instanceof ArrayBuffer || value instanceof Uint8Array),
  z.transform((value) => new Uint8Array(value)),
);
const journalRows = z.array(z.object({ id: z.number(), at: z.number(), coarse: z.number(), data: bytes }));
const chunkRows = z.array(z.object({ key: z.number(), data: bytes }));
const periodRows = z.array(z.object({ tier: z.number(), start: z.number(), bytes: z.number(), count: z.number() }));
const eventRows = z.array(
  z.object({
    id: z.number(),
    at: z.number(),
    kind: z.string(),
    level: z.string(),
    server: z.nullable(z.string()),
    app: z.nullable(z.string()),
    message: z.string(),
  }),
);
type EventRow = z.infer<typeof eventRows>[number];
const valueRow = z.optional(z.object({ value: z.union([z.string(), z.number()]) }));

/** Rows of one page and one tier lie beside each other in time. */
export function chunkKey(tier: number, index: number, page: number): number {
  return (tier * 2 ** 24 + index) * 2 ** 22 + page;
}

export function pageOfKey(key: number): number {
  return key % 2 ** 22;
}

export class HistoryFile {
  readonly path: string;
  private readonly database: Database.Database;
  private readonly background: AsyncDatabase;
  private readonly statements = new Map<string, Database.Statement>();

  /** Opens or makes it. `most`: bytes that it may have. @throws what SQLite throws */
  constructor(directory: string, most: number) {
    this.path = join(directory, FILE_NAME);
    this.database = new Database(this.path);
    this.database.pragma("journal_mode = WAL");
    this.database.pragma("synchronous = NORMAL");
    this.database.pragma("wal_autocheckpoint = 0");
    this.database.pragma("busy_timeout = 200");
    this.database.pragma(`max_page_count = ${Math.floor(most / PAGE_BYTES)}`);
    this.database.exec(SCHEMA);
    this.background = new AsyncDatabase(this.path, {});
  }

  about(name: string): string | null {
    const row = valueRow.parse(this.sql("SELECT value FROM about WHERE name = ?").get(name));
    return row === undefined ? null : String(row.value);
  }

  tell(name: string, value: string): void {
    this.sql("INSERT OR REPLACE INTO about VALUES (?, ?)").run(name, value);
  }

  seriesAfter(id: number): SeriesRow[] {
    return seriesRows.parse(
      this.sql("SELECT id, cluster, metric, scope, entity FROM series WHERE id > ? ORDER BY id").all(id),
    );
  }

  addSeries({ id, cluster, metric, scope, entity }: SeriesRow): void {
    this.sql("INSERT INTO series VALUES (?, ?, ?, ?, ?)").run(id, cluster, metric, scope, entity);
  }

  journalAfter(id: number, most: number): z.infer<typeof journalRows> {
    const sql = "SELECT id, at, coarse, data FROM journal WHERE id > ? ORDER BY id LIMIT ?";
    return journalRows.parse(this.sql(sql).all(id, most));
  }

  addInstant(at: number, coarse: boolean, data: Uint8Array): void {
    this.sql("INSERT INTO journal (at, coarse, data) VALUES (?, ?, ?)").run(at, coarse ? 1 : 0, data);
  }

  /** Up to and with this instant, `most` at a time. Returns whether there may be more. */
  dropJournal(until: number, most: number): boolean {
    const sql = "DELETE FROM journal WHERE id IN (SELECT id FROM journal WHERE at <= ? LIMIT ?)";
    return this.sql(sql).run(until, most).changes === most;
  }

  chunks(keys: readonly number[]): z.infer<typeof chunkRows> {
    // Their number is ours, not an asker's; a text for each number of keys up to a hundred is prepared once.
    const sql = `SELECT key, data FROM chunk WHERE key IN (${keys.map(() => "?").join(",")})`;
    return chunkRows.parse(this.sql(sql).all(...keys));
  }

  /** Pages that have a row between these keys, the second excluded. */
  keysBetween(from: number, to: number): number[] {
    const sql = "SELECT key, x'' AS data FROM chunk WHERE key >= ? AND key < ? ORDER BY key";
    return chunkRows.parse(this.sql(sql).all(from, to)).map(({ key }) => key);
  }

  putChunk(key: number, data: Uint8Array): void {
    this.sql("INSERT OR REPLACE INTO chunk VALUES (?, ?)").run(key, data);
  }

  dropChunks(from: number, to: number, most: number): boolean {
    const sql = "DELETE FROM chunk WHERE key IN (SELECT key FROM chunk WHERE key >= ? AND key < ? LIMIT ?)";
    return this.sql(sql).run(from, to, most).changes === most;
  }

  periods(): z.infer<typeof periodRows> {
    return periodRows.parse(this.sql("SELECT tier, start, bytes, count FROM period ORDER BY tier, start").all());
  }

  putPeriod(tier: number, start: number, size: number, count: number): void {
    this.sql("INSERT OR REPLACE INTO period VALUES (?, ?, ?, ?)").run(tier, start, size, count);
  }

  dropPeriod(tier: number, start: number): void {
    this.sql("DELETE FROM period WHERE tier = ? AND start = ?").run(tier, start);
  }

  addEvent(cluster: string, { at, kind, level, server, app, message }: Omit<EventRow, "id">): void {
    const sql = "INSERT INTO event (cluster, at, kind, level, server, app, message) VALUES (?, ?, ?, ?, ?, ?, ?)";
    this.sql(sql).run(cluster, at, kind, level, server, app, message);
  }

  /** Newest first. */
  events(cluster: string, from: number, to: number, most: number): EventRow[] {
    const sql =
      "SELECT id, at, kind, level, server, app, message FROM event WHERE cluster = ? AND at >= ? AND at <= ? ORDER BY at DESC, id DESC LIMIT ?";
    return eventRows.parse(this.sql(sql).all(cluster, from, to, most));
  }

  dropEvents(before: number, most: number): void {
    this.sql("DELETE FROM event WHERE id IN (SELECT id FROM event WHERE at < ? LIMIT ?)").run(before, most);
  }

  /** All or nothing. @throws what `work` or SQLite throws */
  together(work: () => void): void {
    this.database.exec("BEGIN");
    try {
      work();
      this.database.exec("COMMIT");
    } catch (error) {
      if (this.database.inTransaction) this.database.exec("ROLLBACK");
      throw error;
    }
  }

  /** Bytes in use, and of the files as they lie there. */
  size(): { readonly used: number; readonly files: number } {
    const number = (name: string): number => {
      const row = valueRow.parse(this.sql(`SELECT ${name} AS value FROM pragma_${name}()`).get());
      return Number(row?.value ?? 0);
    };
    const used = (number("page_count") - number("freelist_count")) * PAGE_BYTES;
    const files = [this.path, `${this.path}-wal`].map((path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0);
    return { used, files: files.reduce((sum, one) => sum + one, 0) };
  }

  /** What was written comes to the file and to the disk, beside the event loop. */
  async settle(): Promise<void> {
    await this.background.exec("PRAGMA wal_checkpoint(PASSIVE)");
  }

  close(): void {
    this.background.close();
    this.database.close();
  }

  private sql(text: string): Database.Statement {
    const found = this.statements.get(text);
    if (found !== undefined) return found;
    const made = this.database.prepare(text);
    this.statements.set(text, made);
    return made;
  }
}
