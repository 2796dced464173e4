// The gateway over a real, simulated or replayed cluster, as one handle. Vite, the server and the tests all start here.
import { isDeepStrictEqual } from "node:util";
import { OPEN, type AccessSettings } from "#gateway/access.ts";
import type { Source } from "#gateway/arguments.ts";
import { systemClock, type Clock } from "#gateway/clock.ts";
import { openDataDir, standardDataDir } from "#gateway/data-dir.ts";
import { gateway, type Gateway, type GatewayOptions } from "#gateway/gateway.ts";
import type { Doors } from "#gateway/guard.ts";
import { openHistory, type HistoryWanted } from "#gateway/history/open-history.ts";
import type { Log } from "#gateway/log.ts";
import { systemResolve, type Resolve } from "#gateway/names.ts";
import type { ClusterSettings } from "#gateway/settings.ts";
import type { Limits } from "#gateway/upstream.ts";
import { startCluster, type SimulatedCluster } from "#sim/cluster.ts";
import { startReplay, type Replay } from "#sim/replay/replay.ts";
import { SCENARIOS } from "#sim/scenarios.ts";
import manifest from "../package.json" with { type: "json" };

export interface BackendOptions {
  readonly source: Source;
  readonly doors: Doors;
  /** Open to everybody unless told. */
  readonly access?: AccessSettings;
  readonly log: Log;
  /** Null: the standard place for a real cluster, a temporary one for demo and replay. */
  readonly dataDir?: string | null;
  /** Nothing is sampled while nobody looks, and nothing remembered, unless told. */
  readonly history?: HistoryWanted;
  readonly clock?: Clock;
  readonly resolve?: Resolve;
  readonly limits?: Limits;
  /** Simulated time runs this much faster; for tests. */
  readonly timeScale?: number;
}

export interface Backend {
  /** Straight from a connection; false: nothing was done, and `fetch` is to answer. */
  readonly answer: Gateway["answer"];
  /** @param peer the address at the other end of the connection; null: not known, and so trusted in nothing. */
  fetch(request: Request, peer?: string | null): Promise<Response>;
  /** Gives an answer that somebody else made its number, and a line in the log. */
  readonly note: Gateway["note"];
  /** From the next request on. Returns what can only change with a restart, in words; the rest is done. */
  change(settings: { readonly source: Source; readonly access: AccessSettings }): Promise<string[]>;
  /** The simulated cluster behind a demo, for tests to break; null otherwise. */
  readonly simulated: SimulatedCluster | null;
  readonly replay: Replay | null;
  close(): Promise<void>;
}

interface Watched {
  readonly clusters: GatewayOptions["clusters"];
  readonly simulated: SimulatedCluster | null;
  readonly replay: Replay | null;
}

/** @throws an Error with a sentence when a recording cannot be read or a scenario is unknown. */
export async function backend(options: BackendOptions): Promise<Backend> {
  const { source, doors, log, access = OPEN, clock = systemClock, resolve = systemResolve, limits } = options;
  const place = options.dataDir ?? (source.kind === "real" ? standardDataDir(process.env) : null);
  const watched = await watch(source, options);
  const data = openDataDir(place, log);
  const handler = gateway({
    clusters: watched.clusters,
    clock,
    resolve,
    doors,
    access,
    audit: data.audit,
    vault: data.vault,
    log,
    version: manifest.version,
    ...(options.history === undefined ? {} : { history: openHistory(options.history, data.place, clock, log) }),
    ...(limits === undefined ? {} : { limits }),
  });
  const begin = beginnerOf(watched.replay);
  return {
    answer: (incoming, outgoing) => {
      if (incoming.url?.startsWith("/api/") === true) begin();
      return handler.answer(incoming, outgoing);
    },
    note: handler.note,
    fetch: (request, peer) => {
      begin();
      return handler.fetch(request, peer);
    },
    change: async (next) => {
      const same = next.source.kind === "real" && source.kind === "real";
      const clusters = same ? configured(next.source.clusters) : watched.clusters;
      await handler.change({ clusters, access: next.access });
      return same || isDeepStrictEqual(next.source, source) ? [] : ["what is shown (clusters, --demo or --replay)"];
    },
    simulated: watched.simulated,
    replay: watched.replay,
    close: async () => {
      await handler.close();
      await watched.simulated?.close();
      await watched.replay?.close();
      data.clean();
    },
  };
}

async function watch(source: Source, { clock, timeScale }: BackendOptions): Promise<Watched> {
  const time = clock === undefined ? {} : { clock };
  switch (source.kind) {
    case "real":
      return { clusters: configured(source.clusters), simulated: null, replay: null };
    case "demo": {
      const scenario = SCENARIOS.find(({ name }) => name === source.scenario);
      if (scenario === undefined) {
        throw new Error(
          `There is no scenario "${source.scenario}". The scenarios are: ${SCENARIOS.map(({ name }) => name).join(", ")}.`,
        );
      }
      const simulated = await startCluster({
        scenario: scenario.name,
        ...time,
        ...(timeScale === undefined ? {} : { timeScale }),
      });
      const settings: ClusterSettings = {
        name: "demo",
        title: "Demo",
        environment: "development",
        metas: simulated.metas,
        writes: true,
        kind: "demo",
        scenario: scenario.name,
      };
      return { clusters: [{ settings }], simulated, replay: null };
    }
    case "replay": {
      const { files, at, speed } = source;
      const replay = await startReplay({ files, speed, ...time, ...(at === null ? {} : { at }) });
      return { clusters: [{ settings: replaySettings(replay), replay: controlOf(replay) }], simulated: null, replay };
    }
  }
}

function configured(clusters: readonly ClusterSettings[]): GatewayOptions["clusters"] {
  return clusters.map((settings) => ({ settings }));
}

/** A recording begins to run when somebody looks, however long after the start that is. */
function beginnerOf(replay: Replay | null): () => void {
  const from = replay?.at() ?? 0;
  let begun = false;
  return () => {
    if (!begun) replay?.seek(from);
    begun = true;
  };
}

function replaySettings(replay: Replay): ClusterSettings {
  return {
    name: "replay",
    title: replay.title,
    environment: null,
    metas: replay.metas,
    writes: false,
    writesRefused: "This is a recording: there is nothing to change.",
    kind: "replay",
  };
}

function controlOf(replay: Replay) {
  return {
    state: () => ({ title: replay.title, from: replay.from, to: replay.to, at: replay.at(), speed: replay.speed() }),
    move: ({ at, speed }: { at?: number | undefined; speed?: number | undefined }) => {
      if (speed !== undefined) replay.setSpeed(speed);
      if (at !== undefined) replay.seek(at);
    },
  };
}
