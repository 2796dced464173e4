// The processes that the bench compares: the dashboard's own server as it is built, and its peers.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface Peer {
  readonly name: string;
  /** What stands before the origin's path. */
  readonly base: string;
  /** Of the process that serves; null where it is several. */
  readonly pid: number | null;
  readonly close: () => Promise<void>;
}

const TSX = ["--import", "tsx"];

export async function origin(): Promise<{ address: string; close: () => Promise<void> }> {
  const { child, line } = await started([...TSX, join(import.meta.dirname, "origin.ts")]);
  return { address: line, close: () => ended(child) };
}

export async function httpxyPeer(address: string): Promise<Peer> {
  const { child, line } = await started([...TSX, join(import.meta.dirname, "httpxy-peer.ts"), address]);
  return { name: "httpxy", base: `http://${line}`, pid: child.pid ?? null, close: () => ended(child) };
}

/** The server of `npm run build`, the origin being the meta of a cluster. */
export async function dashboard(address: string): Promise<Peer> {
  const data = mkdtempSync(join(tmpdir(), "pegasus-bench-data-"));
  const server = join(import.meta.dirname, "..", "..", "dist", "server", "server.js");
  const { child, line } = await started([server, "--meta", `b=${address}`, "--port", "0", "--data-dir", data]);
  const url = /http:\/\/\S+?(?=\/$)/.exec(line)?.[0] ?? "";
  return {
    name: "dashboard",
    base: `${url}/api/clusters/b/servers/${address}`,
    pid: child.pid ?? null,
    close: async () => {
      await ended(child);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Runs until it has printed its first line. */
async function started(words: readonly string[]): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "ignore"] });
  const lines = createInterface({ input: child.stdout });
  const line = await new Promise<string>((resolve, reject) => {
    lines.once("line", resolve);
    child.once("exit", (code) => reject(new Error(`${words.join(" ")} ended with ${code} before it was ready.`)));
  });
  return { child, line };
}

async function ended(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}
