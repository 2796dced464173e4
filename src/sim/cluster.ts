// A simulated Pegasus cluster on real ports: the sockets around the model, and the handle by which tests and the demo hold it.
import { setTimeout as delay } from "node:timers/promises";
import { byHostPort } from "./answers/loaded.ts";
import { serve } from "./answers/serve.ts";
import { systemClock, type Clock } from "./clock.ts";
import { Listener } from "./http/listener.ts";
import type { Outcome } from "./http/outcome.ts";
import type { Request } from "./http/request.ts";
import { withFault } from "./http/faults.ts";
import { STOCK_PLAN, type ClusterPlan } from "./model/plan.ts";
import { scaledTimes } from "./model/times.ts";
import type { StartOptions } from "./model/lives.ts";
import { World } from "./model/world.ts";
import { beginOf, tellPast } from "./past.ts";
import { RequestLog, type LoggedRequest } from "./request-log.ts";
import { findScenario, type ScenarioName } from "./scenarios.ts";
import type { Scenario, ScenarioCluster } from "./scenarios/scenario.ts";
import { shellOf } from "./shell.ts";
import { warmUp } from "./warm-up.ts";

export interface ClusterOptions {
  readonly scenario: ScenarioName;
  /** A cluster of the asker's own: it bears the scenario's name, and nothing of the scenario's story happens to it. */
  readonly plan?: ClusterPlan;
  /** The same seed gives the same cluster, ports apart. */
  readonly seed?: number;
  readonly clock?: Clock;
  /** Factor of all durations of the cluster's own (time-outs, elections, the scenario's timeline); 1 by default. */
  readonly timeScale?: number;
  /** How the scenario waits; rejects with an AbortError when `signal` aborts. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Servers are named `127.0.0.1:PORT`, as the cluster itself names them. An unknown name throws and lists the known ones. */
export interface SimulatedCluster extends ScenarioCluster {
  /** The cluster's name, as `/metrics` tells it. */
  readonly name: string;
  readonly scenario: ScenarioName;
  readonly collectors: readonly string[];
  /** From now on clients ask a partition so many times as much as was planned. */
  readonly heat: (app: string, partition: number, factor: number) => void;
  readonly restart: (server: string, options?: StartOptions) => Promise<void>;
  /** How many starting metas were killed by a `/meta/*` request. */
  readonly deaths: () => number;
  /** The latest requests, oldest first: 10,000 of all servers together. */
  readonly requests: (server?: string) => readonly LoggedRequest[];
  /** All requests that a server has got, however long ago. */
  readonly requestCount: (server: string) => number;
  readonly close: () => Promise<void>;
}

/** Of a cluster that somebody has planned for themselves. */
const STORYLESS: Scenario = { name: "", title: "" };

export async function startCluster(options: ClusterOptions): Promise<SimulatedCluster> {
  const named: Scenario = findScenario(options.scenario);
  const scenario: Scenario = options.plan === undefined ? named : { ...STORYLESS, plan: options.plan };
  const { seed = 1, clock = systemClock, timeScale = 1 } = options;
  const wait = options.wait ?? ((ms, signal) => delay(ms, undefined, { signal }));
  const plan = scenario.plan ?? STOCK_PLAN;
  const log = new RequestLog();
  const ending = new AbortController();
  let deaths = 0;

  const listeners = Array.from({ length: plan.metas + plan.replicas + plan.collectors }, () => {
    const listener: Listener = new Listener({
      answer: (request) => answer(listener, request),
      wait: (ms) => wait(ms, ending.signal),
      chance: Math.random,
    });
    return listener;
  });
  await Promise.all(listeners.map((listener) => listener.listen()));
  const byAddress = new Map(listeners.map((listener) => [listener.address, listener]));
  // In the order of a onebox (metas, collectors, replica servers), since servers sort each other by port.
  const all = [...byAddress.keys()].toSorted(byHostPort);
  const firstReplica = plan.metas + plan.collectors;
  const addresses = {
    metas: all.slice(0, plan.metas),
    collectors: all.slice(plan.metas, firstReplica),
    replicas: all.slice(firstReplica),
  };
  const began = clock.now();
  const world = new World({
    plan,
    addresses,
    seed,
    now: beginOf(scenario, began, timeScale),
    times: { ...scaledTimes(timeScale), ...plan.times },
    exited: (address) => void listenerAt(address).kill(),
  });
  tellPast(world, scenario, began, timeScale);
  warmUp(world);
  for (const listener of listeners) {
    const { state } = world.processAt(listener.address);
    if (state === "down") await listener.kill();
    else if (state === "frozen") listener.freeze();
  }

  function answer({ address, sessions }: Listener, request: Request): Outcome | Promise<Outcome> {
    const now = clock.now();
    log.add({ at: now, server: address, method: request.method, target: request.target });
    world.advance(now);
    const process = world.processAt(address);
    if (process.state === "down") return "closes"; // it has just ended by itself
    const pause = (ms: number): Promise<void> => wait(ms, ending.signal);
    const outcome = serve(request, { process, world, now, sessions, wait: pause });
    if (outcome === "dies") {
      deaths++;
      world.died(address, now);
    }
    if (scenario.faults === undefined) return outcome instanceof Promise ? outcome.catch(closesAtEnd) : outcome;
    const fault = scenario.faults({ key: process.key, number: log.count(address), target: request.target });
    return withFault(fault, outcome, (ms) => pause(ms * timeScale)).catch(closesAtEnd);
  }

  /** @throws for a server that is not of this cluster. */
  function listenerAt(server: string): Listener {
    const { address } = world.processAt(server);
    const listener = byAddress.get(address);
    if (listener === undefined) throw new Error(`${address} has no port`);
    return listener;
  }

  const cluster: SimulatedCluster = {
    name: plan.name,
    scenario: options.scenario,
    ...addresses,
    shell: shellOf(world, () => clock.now()),
    zookeeper: {
      freeze() {
        world.advance(clock.now());
        world.zookeeper.freeze(world.now);
      },
      leave() {
        world.advance(clock.now());
        world.zookeeper.leave(world.now);
      },
      thaw() {
        world.advance(clock.now());
        world.zookeeper.back(world.now);
      },
    },
    heat(app, partition, factor) {
      world.heat(app, partition, factor, clock.now());
    },
    install(server, build) {
      world.fleet.install(server, build);
    },
    leader() {
      world.advance(clock.now());
      return world.election.leader;
    },
    async kill(server) {
      const listener = listenerAt(server);
      world.died(server, clock.now());
      await listener.kill();
    },
    freeze(server) {
      listenerAt(server).freeze();
      world.froze(server, clock.now());
    },
    thaw(server) {
      world.thawed(server, clock.now());
      listenerAt(server).thaw();
    },
    async start(server, startOptions) {
      if (world.processAt(server).state !== "down")
        throw new Error(`${server} runs already; kill it first or restart it`);
      await listenerAt(server).listen();
      world.started(server, clock.now(), startOptions);
    },
    async restart(server, startOptions) {
      await cluster.kill(server);
      await cluster.start(server, startOptions);
    },
    deaths: () => deaths,
    requests: (server) => log.latest(server),
    requestCount: (server) => log.count(world.processAt(server).address),
    async close() {
      ending.abort();
      try {
        await running; // first, so that it starts no server behind our back
      } finally {
        await Promise.all(listeners.map((listener) => listener.kill()));
      }
    },
  };

  const running = runScenario();
  // A scenario that fails is reported by `close`; until then it must not end the process as an unhandled rejection.
  running.catch(() => undefined);
  return cluster;

  async function runScenario(): Promise<void> {
    const { signal } = ending;
    const ended = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => {
        reject(signal.reason);
      });
    });
    ended.catch(() => undefined);
    try {
      // Whatever `wait` makes of the signal, a scenario ends with its cluster.
      await scenario.run?.({ cluster, wait: (ms) => Promise.race([wait(ms * timeScale, signal), ended]) });
    } catch (error) {
      if (!isAbort(error)) throw error;
    }
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

/** An answer that was still waited for when the cluster was closed. */
function closesAtEnd(error: unknown): Outcome {
  if (isAbort(error)) return "closes";
  throw error;
}
