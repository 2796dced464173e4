// The audit log: every change and costly call is written down before it is sent, and its verdict after.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
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
}

export interface AuditVerdict {
  readonly verdict: Exclude<AuditEntry["verdict"], "pending">;
  readonly after: string | null;
  readonly message: string | null;
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS change (
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, cluster TEXT NOT NULL, user TEXT NOT NULL, reason TEXT, server TEXT NOT NULL,
  what TEXT NOT NULL, flag TEXT, before TEXT, after TEXT, verdict TEXT NOT NULL, message TEXT);
CREATE INDEX IF NOT EXISTS change_by_cluster ON change (cluster, id);`;

export class Audit {
  private readonly database: Database.Database;

  /** Opens, or makes, `audit.db` in `directory`. What a stopped process left pending becomes unknown. @throws when it cannot be written. */
  constructor(directory: string) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.database = new Database(join(directory, "audit.db"));
    this.database.pragma("journal_mode = WAL");
    this.database.exec(SCHEMA);
    this.database
      .prepare("UPDATE change SET verdict = 'unknown', message = ? WHERE verdict = 'pending'")
      .run("The dashboard stopped before the answer came; read the value to know.");
  }

  /** Written before anything is sent. @returns the entry's id @throws {GatewayFailure} read-only: no audit, no change */
  begin(record: AuditRecord): number {
    const { at, cluster, user, reason, server, what, flag, before } = record;
    try {
      const done = this.database
        .prepare(
          "INSERT INTO change (at, cluster, user, reason, server, what, flag, before, verdict) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending')",
        )
        .run(Math.round(at), cluster, user, reason, server, what, flag, before);
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

  /** Newest first. */
  list(cluster: string, limit: number = AUDIT_LIMIT.standard): AuditEntry[] {
    const rows = this.database
      .prepare(
        "SELECT id, at, user, reason, server, what, flag, before, after, verdict, message FROM change WHERE cluster = ? ORDER BY id DESC LIMIT ?",
      )
      .all(cluster, limit);
    return auditSchema.parse(rows);
  }

  close(): void {
    this.database.close();
  }
}
