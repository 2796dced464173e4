import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { silentLog, type Log } from "../log.ts";
import { Vault, type SessionId } from "./vault.ts";

let folder: string;
let said: string[];
const log: Log = { ...silentLog, say: (message) => said.push(message) };

beforeEach(() => {
  said = [];
  folder = join(mkdtempSync(join(tmpdir(), "pegasus-vault-")), "data");
});

afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

function session(id: string, more: Partial<SessionId> = {}): SessionId {
  return { user: "ann", id, began: 1000, expires: 5000, ...more };
}

it("makes a key that its owner alone can read, and has the same at the next start", () => {
  const { key } = new Vault(folder, log);
  expect(key).toHaveLength(32);
  expect(statSync(join(folder, "session-key")).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(new Vault(folder, log).key.equals(key)).toBe(true);
  expect(said).toEqual([]);
});

it("replaces a key that others could read, and says so", () => {
  const { key } = new Vault(folder, log);
  chmodSync(join(folder, "session-key"), 0o640);
  expect(new Vault(folder, log).key.equals(key)).toBe(false);
  expect(statSync(join(folder, "session-key")).mode & 0o777).toBe(0o600);
  expect(said).toEqual([
    `${join(folder, "session-key")} could be read by others, so it is replaced: everybody has to sign in anew.`,
  ]);
});

it.each(["", "short", "x".repeat(100)])("replaces a key that is none: %j", (text) => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "session-key"), text, { mode: 0o600 });
  const { key } = new Vault(folder, log);
  expect(key).toHaveLength(32);
  expect(new Vault(folder, log).key.equals(key)).toBe(true);
});

it("has a key of its own for as long as it lives where none can be kept", () => {
  writeFileSync(folder, "a file where the folder should be");
  const one = new Vault(folder, log);
  expect(one.key).toHaveLength(32);
  expect(said[0]).toMatch(/session-key cannot be kept \(.*\): everybody has to sign in anew after a restart\.$/);
  expect(new Vault(null, log).key.equals(new Vault(null, log).key)).toBe(false);
});

it("remembers over a restart which sessions were ended, and lets the others be", () => {
  const before = new Vault(folder, log);
  before.end(session("one"), 2000);
  for (const vault of [before, new Vault(folder, log)]) {
    expect(vault.isEnded(session("one"))).toBe(true);
    expect(vault.isEnded(session("two"))).toBe(false);
    expect(vault.isEnded(session("one", { user: "vic" }))).toBe(false);
  }
  expect(statSync(join(folder, "ended-sessions.json")).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).toSorted((a, b) => a.localeCompare(b))).toEqual(["ended-sessions.json", "session-key"]);
});

it("keeps a bounded number of them: who ends a hundred ends all that were before", () => {
  const vault = new Vault(folder, log);
  for (let index = 0; index < 101; index++) vault.end(session(`s${index}`, { began: index, expires: 1e6 }), 200);
  for (const id of ["s0", "s100", "never ended"]) expect(vault.isEnded(session(id, { began: 100 }))).toBe(true);
  expect(vault.isEnded(session("later", { began: 201 }))).toBe(false);
  expect(readFileSync(join(folder, "ended-sessions.json"), "utf8").length).toBeLessThan(100);
});

it("forgets those that would be over by themselves", () => {
  const vault = new Vault(folder, log);
  vault.end(session("one", { expires: 3000 }), 2000);
  vault.end(session("two", { expires: 9000 }), 4000);
  expect(readFileSync(join(folder, "ended-sessions.json"), "utf8")).toBe(
    '{"ann":{"before":0,"sessions":{"two":9000}}}',
  );
});

it("does not fall over a file that is damaged", () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "ended-sessions.json"), '{"ann":');
  expect(new Vault(folder, log).isEnded(session("one"))).toBe(false);
});
