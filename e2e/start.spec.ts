// The program itself, as the README starts it: arguments, the ready line, exit codes, signals.
import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test } from "@playwright/test";

const SERVER = join(import.meta.dirname, "..", "dist", "server", "server.js");

interface Run {
  readonly child: ChildProcess;
  stdout: string;
  stderr: string;
  readonly ended: Promise<number | null>;
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, [SERVER, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const started: Run = { child, stdout: "", stderr: "", ended };
  child.stdout.on("data", (chunk: Buffer) => {
    started.stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    started.stderr += chunk.toString();
  });
  return started;
}

test("it says exactly one line when it is ready, answers, and ends with 0 on SIGTERM", async () => {
  const program = run("--port", "0");
  await expect.poll(() => program.stdout, { timeout: 20_000 }).toMatch(/\n/);
  const url = /^Pegasus Dashboard is ready at (http:\/\/127\.0\.0\.1:\d+\/)\n$/.exec(program.stdout)?.[1] ?? "";
  expect(url).not.toBe("");
  expect(await (await fetch(`${url}healthz`)).json()).toEqual({ status: "ok" });
  const index = await fetch(url);
  expect(index.headers.get("content-type")).toContain("text/html");
  expect(index.headers.get("content-security-policy")).toContain("default-src 'self'");
  program.child.kill("SIGTERM");
  expect(await program.ended).toBe(0);
  expect(program.stdout.split("\n")).toHaveLength(2);
  for (const line of program.stderr.split("\n").filter((text) => text !== ""))
    expect(() => JSON.parse(line) as unknown).not.toThrow();
});

const REFUSED = [
  { args: ["--demo", "no-such"], says: /healthy.*leader-moves/s },
  { args: ["--meta", "nonsense"], says: /nonsense.*host:port/s },
  { args: ["--port", "99999"], says: /65535/ },
  { args: ["--replay", "/no/such/file.har"], says: /\/no\/such\/file\.har/ },
  { args: ["--host", "0.0.0.0"], says: /insecure-no-sign-in/ },
  { args: ["--frobnicate"], says: /frobnicate/ },
  { args: ["--meta", "127.0.0.1:1", "--demo", "healthy"], says: /exclude/ },
] as const;

for (const { args, says } of REFUSED) {
  test(`${args.join(" ")} is refused in a plain sentence`, async () => {
    const program = run("--port", "0", ...args);
    expect(await program.ended).toBe(2);
    expect(program.stderr).toMatch(says);
    expect(program.stderr).not.toMatch(/\n\s+at /);
    expect(program.stdout).toBe("");
  });
}

test("a port in use is a sentence, and exit code 2", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const program = run("--port", String(port));
  expect(await program.ended).toBe(2);
  expect(program.stderr).toMatch(new RegExp(`Port ${port} .* is in use`));
  await new Promise((resolve) => other.close(resolve));
});

test("--help and --version answer on stdout and end with 0", async () => {
  const help = run("--help");
  expect(await help.ended).toBe(0);
  for (const option of ["--demo", "--replay", "--meta", "--writes", "--data-dir", "--no-history"])
    expect(help.stdout).toContain(option);
  const version = run("--version");
  expect(await version.ended).toBe(0);
  expect(version.stdout).toMatch(/^\d+\.\d+\.\d+/);
});
