// A real Prometheus (Debian's package) on a free port, for tests and benches; it ends with its caller.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface PrometheusProcess {
  readonly url: string;
  readonly folder: string;
  readonly pid: number;
  close(): Promise<void>;
}

/** Whether there is one; tries to install it where this is a Debian machine and this user may. */
export function hasPrometheus(): boolean {
  const there = (): boolean => spawnSync("prometheus", ["--version"]).status === 0;
  if (there()) return true;
  if (process.getuid?.() !== 0) return false;
  spawnSync("apt-get", ["update"], { stdio: "ignore", timeout: 120_000 });
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "prometheus"], {
    stdio: "ignore",
    timeout: 300_000,
  });
  return there();
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  // A TCP server's address is an object; only pipes have text.
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  return port;
}

/** `config`: its YAML. `more`: further arguments. @throws when it does not come up */
export async function startPrometheus(
  config: string,
  more: readonly string[] = [],
  folder = mkdtempSync(join(tmpdir(), "pegasus-prometheus-")),
): Promise<PrometheusProcess> {
  const port = await freePort();
  writeFileSync(join(folder, "prometheus.yml"), config);
  const child = spawn(
    "prometheus",
    [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      ...more,
    ],
    { stdio: "ignore" },
  );
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
  });
  const url = `http://127.0.0.1:${port}`;
  const close = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 300; tries++) {
    const ready = await fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return { url, folder, pid: child.pid ?? 0, close };
    if (child.exitCode !== null) break;
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
  await close();
  throw new Error("Prometheus did not come up.");
}
