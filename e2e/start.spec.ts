// The program itself, as the README starts it: arguments, the ready line, exit codes, signals.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
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
  return runWith(null, ...args);
}

/** `input`: what it reads from standard input. */
function runWith(input: string | null, ...args: string[]): Run {
  const child = spawn(process.execPath, [SERVER, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(input ?? "");
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
  const script = /src="\/(assets\/[^"]+\.js)"/.exec(await index.text())?.[1] ?? "";
  for (const encoding of ["br", "gzip"]) {
    const { headers } = await fetch(`${url}${script}`, { headers: { "accept-encoding": encoding } });
    expect([headers.get("content-type"), headers.get("content-encoding")]).toEqual([
      "text/javascript; charset=utf-8",
      encoding,
    ]);
  }
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
  { args: ["--config", "/no/such/file.yaml"], says: /^The configuration \/no\/such\/file\.yaml cannot be read/ },
  { args: ["hash-password"], says: /^.*hash-password takes no options/ },
  { args: ["--meta", "127.0.0.1:1", "--demo", "healthy"], says: /exclude/ },
] as const;

for (const { args, says } of REFUSED) {
  test(`${args.join(" ")} is refused in a plain sentence`, async () => {
    const program = args[0] === "hash-password" ? run(...args, "--port", "0") : run("--port", "0", ...args);
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

async function readyUrl(program: Run): Promise<string> {
  await expect.poll(() => program.stdout, { timeout: 20_000 }).toMatch(/\n/);
  return / at (http:\/\/\S+)\/\n$/.exec(program.stdout)?.[1] ?? "";
}

test("hash-password makes a hash that the configuration takes, and SIGHUP reads the file anew, a wrong one apart", async () => {
  const hashing = runWith("open sesame\n", "hash-password");
  expect(await hashing.ended).toBe(0);
  expect(hashing.stdout).toMatch(/^scrypt\$32768\$8\$3\$[\w-]+\$[\w-]+\n$/);
  expect(hashing.stderr).toBe("");
  const folder = mkdtempSync(join(tmpdir(), "pegasus-config-"));
  const file = join(folder, "dashboard.yaml");
  const users = (role: string): string =>
    `signIn: { users: [{ name: ann, role: ${role}, passwordHash: "${hashing.stdout.trim()}" }] }\n`;
  writeFileSync(file, users("viewer"));
  const program = run("--port", "0", "--config", file, "--data-dir", join(folder, "data"));
  try {
    const url = await readyUrl(program);
    expect((await fetch(`${url}/api/clusters`)).status).toBe(401);
    const signed = await fetch(`${url}/api/session`, {
      method: "POST",
      headers: { origin: url },
      body: JSON.stringify({ name: "ann", password: "open sesame" }),
    });
    const cookie = signed.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const role = async (): Promise<unknown> =>
      ((await (await fetch(`${url}/api/session`, { headers: { cookie } })).json()) as { role: unknown }).role;
    expect(await role()).toBe("viewer");

    writeFileSync(file, users("operator"));
    program.child.kill("SIGHUP");
    await expect.poll(role).toBe("operator");

    writeFileSync(file, users("king"));
    program.child.kill("SIGHUP");
    await expect.poll(() => program.stderr).toContain("role must be one of viewer, operator");
    expect(await role()).toBe("operator");

    writeFileSync(file, users("operator").replaceAll("ann", "bea"));
    program.child.kill("SIGHUP");
    await expect.poll(role).toBeNull();
    for (const secret of ["open sesame", "scrypt$", cookie.slice(16, 60)]) expect(program.stderr).not.toContain(secret);
  } finally {
    program.child.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  }
  expect(await program.ended).toBe(0);
});

test("an empty password has no hash", async () => {
  const program = runWith("\n", "hash-password");
  expect(await program.ended).toBe(2);
  expect([program.stdout, program.stderr]).toEqual(["", "The password is empty; write it to standard input.\n"]);
});

test("a file that is wrong is refused with the place of what is wrong", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pegasus-config-"));
  const file = join(folder, "dashboard.yaml");
  writeFileSync(file, "listen:\n  prot: 81\n");
  const program = run("--port", "0", "--config", file);
  expect(await program.ended).toBe(2);
  expect(program.stderr).toBe(
    `${file}:2:3: listen.prot is not a key that is known here; those are host, port, publicUrl, hosts, trusted.\n`,
  );
  rmSync(folder, { recursive: true, force: true });
});
