// A simulated cluster in a process of its own, as somebody starts it by hand, and what the system tells about that process.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { createInterface } from "node:readline";
import { ROOT } from "../../scripts/sources.ts";
import { STOCK_PLAN } from "../../src/sim/model/plan.ts";
import { findScenario, type ScenarioName } from "../../src/sim/scenarios.ts";
import type { Scenario } from "../../src/sim/scenarios/scenario.ts";

const NS_PER_MS = 1e6;

export interface Simulator extends AsyncDisposable {
  /** ms from the order until it has told its addresses. */
  readonly startMs: number;
  readonly leader: string;
  readonly replicas: readonly string[];
  /** MiB that are resident now. */
  readonly residentMiB: () => number;
  /** ms of a processor that its main thread has had. */
  readonly cpuMs: () => number;
  /** Bytes of the answer. @throws when it is not 200. */
  readonly ask: (server: string, target: string) => Promise<number>;
}

function serversOf(name: ScenarioName): number {
  const scenario: Scenario = findScenario(name);
  const { metas, replicas, collectors } = scenario.plan ?? STOCK_PLAN;
  return metas + replicas + collectors;
}

export async function startSimulator(scenario: ScenarioName): Promise<Simulator> {
  const began = performance.now();
  const child = spawn(process.execPath, ["--import", "tsx", "src/sim/main.ts", scenario], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  let leader: string | undefined;
  const replicas: string[] = [];
  let left = serversOf(scenario) + 1; // the first line is the cluster's
  for await (const line of createInterface(child.stdout)) {
    const [role, url = ""] = line.trim().split(/\s+/);
    const address = url.replace(/^http:\/\/|\/$/g, "");
    if (role === "replica") replicas.push(address);
    else if (line.endsWith("leads")) leader = address;
    if (--left === 0) break;
  }
  const startMs = performance.now() - began;
  const { pid } = child;
  if (pid === undefined || leader === undefined)
    throw new Error(`The simulator did not start "${scenario}"; see above`);
  const agent = new Agent({ keepAlive: true });
  return {
    startMs,
    leader,
    replicas,
    residentMiB: () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024,
    cpuMs: () => Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "utf8").split(" ")[0]) / NS_PER_MS,
    ask: (server, target) => ask(agent, server, target),
    async [Symbol.asyncDispose]() {
      agent.destroy();
      child.kill("SIGTERM");
      await exited;
    },
  };
}

function ask(agent: Agent, server: string, target: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(`http://${server}${target}`, { agent }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on("error", reject);
      response.on("end", () => {
        if (response.statusCode === 200) resolve(bytes);
        else reject(new Error(`${server}${target} answered ${response.statusCode}`));
      });
    })
      .on("error", reject)
      .end();
  });
}
