// The audit log: every change and costly call is written down before it is sent, and its verdict after.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import * as z from "zod/mini";
import { AUDIT_LIMIT, auditSchema, type AuditEntry } from "#api/changes.ts";
import { GatewayFailure } from "./failure.ts";

export interface AuditRecord {
  readonly at: number;
  readonly cluster: string;
  readonly user: string;
  readonly reason: string | null;
  readonly server: string;
  readonly what: string;
  readonly flag: string | null;
  readonly before: string | null;
  /** As in #api/changes.ts. */
  readonly started?: string | null;
  readonly batch?: string | null;
}

export interface AuditVerdict {
  readonly verdict: Exclude<AuditEntry["verdict"], "pending">;
  readonly after: string | null;
  readonly message: string | null;
}

/** A change of a flag of which nobody saw the answer, and that was not looked at since. */
export interface CutOff {
  readonly id: number;
  readonly server: string;
  readonly flag: string;
}
const columnsSchema = z.array(z.object({ name: z.string() }));
const cutOffSchema = z.array(z.object({ id: z.number(), server: z.string(), flag: z.string() }));
/** What was left in doubt is looked at again, the newest first; older ones have been overtaken by so much else. */
const MOST_CUT_OFF = 100;
const CUT_OFF = "The dashboard stopped before the answer came";

const SCHEMA = `
CREATE TABLE IF NOT EXISTS change (
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, cluster TEXT NOT NULL, user TEXT NOT NULL, reason TEXT, server TEXT NOT NULL,
  what TEXT NOT NULL, flag TEXT, before TEXT, after TEXT, verdict TEXT NOT NULL, message TEXT, started TEXT, batch TEXT);
CREATE INDEX IF NOT EXISTS change_by_cluster ON change (cluster, id);`;

/** What files of earlier versions lack. */
const LATER_COLUMNS = ["started", "batch"];

export class Audit {
  private readonly database: Database.Database;

  /** Opens, or makes, `audit.db` in `directory`. What a stopped process left pending becomes unknown. @throws when it cannot be written. */
  constructor(directory: string) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.database = new Database(join(directory, "audit.db"));
    this.database.pragma("journal_mode = WAL");
    this.database.exec(SCHEMA);
    const columns = columnsSchema.parse(this.database.prepare("PRAGMA table_info(change)").all());
    for (const column of LATER_COLUMNS) {
      if (!columns.some(({ name }) => name === column))
        this.database.exec(`ALTER TABLE change ADD COLUMN ${column} TEXT`);
    }
    this.database
      .prepare("UPDATE change SET verdict = 'unknown', message = ? WHERE verdict = 'pending'")
      .run(`${CUT_OFF}; read the value to know.`);
  }

  /** Written before anything is sent. @returns the entry's id @throws {GatewayFailure} read-only: no audit, no change */
  begin(record: AuditRecord): number {
    const { at, cluster, user, reason, server, what, flag, before, started = null, batch = null } = record;
    try {
      const done = this.database
        .prepare(
          "INSERT INTO change (at, cluster, user, reason, server, what, flag, before, started, batch, verdict) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending')",
        )
        .run(Math.round(at), cluster, user, reason, server, what, flag, before, started, batch);
      return Number(done.lastInsertRowid);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const message = `The audit log cannot be written (${why}), and no change is made without it.`;
      throw new GatewayFailure("read-only", message, { cause: error });
    }
  }

  /** Never throws: what was sent was sent. An entry that cannot be ended reads `unknown` after the next start. */
  end(id: number, { verdict, after, message }: AuditVerdict): void {
    try {
      this.database
        .prepare("UPDATE change SET verdict = ?, after = ?, message = ? WHERE id = ?")
        .run(verdict, after, message, id);
    } catch {
      return; // its `begin` was written, so that there is a trace of it
    }
  }

  /** What was asked of the leader, whoever that was, cannot be asked again of the same server. */
  cutOff(cluster: string): CutOff[] {
    const rows = this.database
      .prepare(
        "SELECT id, server, flag FROM change WHERE cluster = ? AND verdict = 'unknown' AND flag IS NOT NULL AND after IS NULL AND server <> 'leader' ORDER BY id DESC LIMIT ?",
      )
      .all(cluster, MOST_CUT_OFF);
    return cutOffSchema.parse(rows);
  }

  /** It stays `unknown` whether it was this change that made the value what it is. */
  reread(id: number, value: string): void {
    this.database
      .prepare("UPDATE change SET after = ?, message = ? WHERE id = ?")
      .run(value, `${CUT_OFF}. Read again at the next start: the value was ${value} then.`, id);
  }

  /** Newest first. */
  list(cluster: string, limit: number = AUDIT_LIMIT.standard): AuditEntry[] {
    const rows = this.database
      .prepare(
        "SELECT id, at, user, reason, server, what, flag, before, after, verdict, message, started, batch FROM change WHERE cluster = ? ORDER BY id DESC LIMIT ?",
      )
      .all(cluster, limit);
    return auditSchema.parse(rows);
  }

  close(): void {
    this.database.close();
  }
}
