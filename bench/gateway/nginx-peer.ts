// A peer: Debian's nginx in front of the origin, one worker, kept connections to the origin, everything else as Debian has it.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Peer } from "./peers.ts";

/** Null, and the reason on stderr, where there is no nginx and none can be installed. */
export async function nginxPeer(origin: string): Promise<Peer | null> {
  if (!installed()) {
    process.stderr.write("LEFT OUT: nginx is not installed and could not be (root and apt-get are needed).\n");
    return null;
  }
  const folder = mkdtempSync(join(tmpdir(), "pegasus-bench-nginx-"));
  const address = `127.0.0.1:${await freePort()}`;
  const file = join(folder, "nginx.conf");
  writeFileSync(file, configuration(folder, address, origin));
  const child = spawn("nginx", ["-c", file, "-e", join(folder, "error.log"), "-g", "daemon off;"], { stdio: "ignore" });
  await answers(address);
  return {
    name: "nginx",
    base: `http://${address}`,
    pid: null,
    close: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function installed(): boolean {
  const there = (): boolean => spawnSync("nginx", ["-v"]).status === 0;
  if (there()) return true;
  if (process.getuid?.() !== 0) return false;
  spawnSync("apt-get", ["update"], { stdio: "ignore" });
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "nginx-light"], { stdio: "ignore" });
  return there();
}

function configuration(folder: string, address: string, origin: string): string {
  // Where root starts it, its worker would else be somebody who may not write the temporary files of large bodies.
  return `
    ${process.getuid?.() === 0 ? "user root;" : ""}
    worker_processes 1;
    pid ${folder}/nginx.pid;
    events { worker_connections 1024; }
    http {
      access_log off;
      client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
      keepalive_requests 1000000;
      upstream origin { server ${origin}; keepalive 64; keepalive_requests 1000000; }
      server {
        listen ${address};
        location / { proxy_pass http://origin; proxy_http_version 1.1; proxy_set_header Connection ""; }
      }
    }`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return address !== null && typeof address === "object" ? address.port : 0;
}

async function answers(address: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answered = await fetch(`http://${address}/version`).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nginx does not answer at ${address}.`);
}
