// What sign-in keeps in the data folder: the key that signs cookies, and which sessions were ended before their time. Owner only.
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { Log } from "../log.ts";

const KEY_BYTES = 32;
const OWNER_ONLY = 0o600;
/** Ended sessions that are kept apart for one user; beyond that, all that began before now are over. */
const MOST_ENDED = 100;

const endedSchema = z.record(z.string(), z.object({ before: z.number(), sessions: z.record(z.string(), z.number()) }));
interface Ended {
  /** Sessions that began before this moment (ms since epoch) are over. */
  before: number;
  /** By session: when it would have ended by itself. */
  sessions: Record<string, number>;
}

export interface SessionId {
  readonly user: string;
  readonly id: string;
  readonly began: number;
  readonly expires: number;
}

export class Vault {
  readonly key: Buffer;
  private readonly file: string | null;
  private readonly log: Log;
  private readonly ended: Map<string, Ended>;

  /** `folder`: null where nothing can be kept; sessions then end with this process. */
  constructor(folder: string | null, log: Log) {
    this.log = log;
    this.file = folder === null ? null : join(folder, "ended-sessions.json");
    this.key = folder === null ? randomBytes(KEY_BYTES) : keyIn(folder, log);
    this.ended = new Map(Object.entries(this.file === null ? {} : endedIn(this.file)));
  }

  /** Whether it was signed out of, however good its signature is. */
  isEnded({ user, id, began }: SessionId): boolean {
    const ended = this.ended.get(user);
    return ended !== undefined && (began < ended.before || Object.hasOwn(ended.sessions, id));
  }

  end({ user, id, expires }: SessionId, now: number): void {
    const before = this.ended.get(user) ?? { before: 0, sessions: {} };
    const sessions = Object.fromEntries(Object.entries(before.sessions).filter(([, until]) => until > now));
    sessions[id] = expires;
    const many = Object.keys(sessions).length > MOST_ENDED;
    this.ended.set(user, many ? { before: now + 1, sessions: {} } : { before: before.before, sessions });
    this.write();
  }

  private write(): void {
    if (this.file === null) return;
    try {
      writeOwned(this.file, JSON.stringify(Object.fromEntries(this.ended)));
    } catch (error) {
      this.log.mistake(error); // it is over as long as this process lives
    }
  }
}

/** The key of the last start, or a new one. One that others could read is no secret any more. */
function keyIn(folder: string, log: Log): Buffer {
  const file = join(folder, "session-key");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const known = readKey(file);
    if (known !== null && (statSync(file).mode & 0o077) === 0) return known;
    if (known !== null) log.say(`${file} could be read by others, so it is replaced: everybody has to sign in anew.`);
    const key = randomBytes(KEY_BYTES);
    writeOwned(file, `${key.toString("base64url")}\n`);
    return key;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log.say(`${file} cannot be kept (${why}): everybody has to sign in anew after a restart.`);
    return randomBytes(KEY_BYTES);
  }
}

function readKey(file: string): Buffer | null {
  const text = readIfThere(file);
  const key = Buffer.from(text?.trim() ?? "", "base64url");
  return key.length === KEY_BYTES ? key : null;
}

function endedIn(file: string): Record<string, Ended> {
  const text = readIfThere(file);
  if (text === null) return {};
  try {
    return endedSchema.parse(JSON.parse(text));
  } catch {
    return {}; // half a file cannot be: it is renamed into place
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

/** Whole or not at all, and at no moment readable by others. */
function writeOwned(file: string, text: string): void {
  const next = `${file}.new`;
  rmSync(next, { force: true });
  writeFileSync(next, text, { mode: OWNER_ONLY, flag: "wx" });
  chmodSync(next, OWNER_ONLY);
  renameSync(next, file);
}
