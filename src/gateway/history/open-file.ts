// Opening the file of the history: who may write it, and what becomes of one that is damaged or has other steps.
import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { FILE_NAME, HistoryFile } from "./history-file.ts";
import type { Keeping } from "./tiers.ts";

const LOCK_NAME = "history.lock";
const STEPS = "steps";

/** Only one process writes. What holds this is an operating system's lock, which ends with its process however that ends. */
export class WriterLock {
  private readonly path: string;
  private held: Database.Database | null = null;

  constructor(directory: string) {
    this.path = join(directory, LOCK_NAME);
  }

  /** Whether it is ours now. @throws where the place cannot be written */
  take(): boolean {
    if (this.held !== null) return true;
    const database = new Database(this.path);
    try {
      database.pragma("busy_timeout = 0");
      database.exec("BEGIN EXCLUSIVE");
    } catch (error) {
      database.close();
      if (codeOfError(error).startsWith("SQLITE_BUSY")) return false;
      throw error;
    }
    this.held = database;
    return true;
  }

  release(): void {
    this.held?.exec("ROLLBACK"); // closing alone would wait for it
    this.held?.close();
    this.held = null;
  }
}

export interface Opened {
  readonly file: HistoryFile;
  /** What has become of an older file, in a sentence. */
  readonly note: string | null;
}

/** Sets aside what cannot be used, when this process is the writer. @throws what SQLite throws */
export function openFile(directory: string, keeping: Keeping, writer: boolean, now: number): Opened {
  const steps = keeping.tiers.map(({ step, period }) => `${step}/${period}`).join(" ");
  let note: string | null = null;
  for (;;) {
    let file: HistoryFile | null = null;
    try {
      file = new HistoryFile(directory, keeping.maxSize);
      const before = file.about(STEPS);
      if (before === null && writer) file.tell(STEPS, steps);
      if (before === null || before === steps) return { file, note };
      if (!writer) throw new Error("The history was written with other steps than this configuration has.");
      note = "It was kept with other steps (history.keep)";
    } catch (error) {
      if (!writer || note !== null || !isDamage(error)) {
        file?.close();
        throw error;
      }
      note = `It was damaged (${messageOf(error)})`;
    }
    file?.close();
    note = `${note}: the history until now was set aside as ${setAside(directory, now)}.`;
  }
}

/** Returns the new name. */
export function setAside(directory: string, now: number): string {
  const path = join(directory, FILE_NAME);
  const aside = `${path}.${new Date(now).toISOString().replaceAll(/[:.]/g, "-")}`;
  for (const end of ["", "-wal", "-shm"]) if (existsSync(path + end)) renameSync(path + end, aside + end);
  return aside;
}

/** Whether the file is no good any more, whatever is tried. */
export function isDamage(error: unknown): boolean {
  const code = codeOfError(error);
  return code.startsWith("SQLITE_CORRUPT") || code === "SQLITE_NOTADB";
}

function codeOfError(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
