// Serves a recording of a real cluster over real sockets, in its own time.
import { systemClock, type Clock } from "../clock.ts";
import { Decoded } from "./decoded.ts";
import { firstMoment } from "./first-moment.ts";
import { History } from "./history.ts";
import { isRefusing } from "./answer.ts";
import { readRecording } from "./recording.ts";
import { ReplayClock } from "./replay-clock.ts";
import { findServers } from "./servers.ts";
import { Stage, type Part } from "./stage.ts";
import { systemTimers, type Timers } from "./timers.ts";

export interface Replay {
  /** `host:port` to give the gateway, the recorded metas first. All servers where the recording knows no meta. */
  readonly metas: readonly string[];
  /** The recorded span, in ms since the epoch. */
  readonly from: number;
  readonly to: number;
  /** The comment of the recording, or the name of its file. */
  readonly title: string;
  /** The recorded moment that is replayed now, in ms since the epoch. */
  at(): number;
  /** Outside the span: its nearer end. */
  seek(at: number): void;
  speed(): number;
  /** 0 stands still. @throws {RangeError} for anything below */
  setSpeed(speed: number): void;
  /** `localhost:34601` as recorded → its address here. */
  address(recorded: string): string | undefined;
  /** When the ports of servers that died or came back by now have closed or opened. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface ReplayOptions {
  /** HAR 1.2, `.har` or `.har.gz`; several are merged. */
  readonly files: readonly string[];
  /** Where to begin, in ms since the epoch; by default where the main pages have answers. */
  readonly at?: number;
  /** 1 by default. */
  readonly speed?: number;
  readonly clock?: Clock;
  readonly timers?: Timers;
}

const SECOND = 1000;

/**
 * Every server that was recorded, or that an answer names, has a port of its own on 127.0.0.1.
 * @throws {RecordingError} when a file is no recording of Pegasus
 */
export async function startReplay(options: ReplayOptions): Promise<Replay> {
  const { exchanges, title } = await readRecording(options.files);
  const parts = findServers(exchanges).map((server) => ({ ...server, history: new History(server.exchanges) }));
  const moments = parts.flatMap((part) => part.exchanges.map(({ at }) => at)).toSorted((a, b) => a - b);
  const [from = 0, to = 0] = [moments[0], moments.at(-1)];
  const decoded = new Decoded();
  const begin =
    options.at ??
    firstMoment(
      parts.map(({ history }) => history),
      decoded,
    ) ??
    from;
  const clock = new ReplayClock(options.clock ?? systemClock, from, to, begin, options.speed ?? 1);
  const stage = await Stage.open(parts, decoded, () => clock.at());
  const changes = portChanges(parts);
  const timers = options.timers ?? systemTimers;
  let cancel = (): void => undefined;

  /** Ports follow the clock now and at the next moment at which a server dies or comes back. */
  function follow(): void {
    cancel();
    stage.follow();
    const at = clock.at();
    const next = changes.find((change) => change > at);
    const wait = next === undefined ? undefined : clock.until(next);
    // A clock that is not real time can be early or late: look again, though not without pause, and at least each minute.
    if (wait !== undefined) cancel = timers.after(Math.min(Math.max(wait, 10), 60 * SECOND), follow);
  }

  follow();
  await stage.settled();
  const metas = parts.filter(({ meta }) => meta);
  const addressOf = (part: Part): string => stage.addresses.here(part.names[0] ?? "") ?? "";
  return {
    metas: (metas.length > 0 ? metas : parts).map(addressOf),
    from,
    to,
    title,
    at: () => clock.at(),
    seek(at) {
      clock.seek(at);
      follow();
    },
    speed: () => clock.speed(),
    setSpeed(speed) {
      clock.setSpeed(speed);
      follow();
    },
    address: (recorded) => stage.addresses.here(recorded),
    settled: () => stage.settled(),
    async close() {
      cancel();
      await stage.close();
    },
  };
}

/** The moments at which some port closes or opens, in order. */
function portChanges(parts: readonly Part[]): number[] {
  return parts
    .flatMap(({ history }) =>
      history.all
        .map(({ exchange }) => exchange.at)
        .filter((at) => isRefusing(history, at) !== isRefusing(history, at - 1)),
    )
    .toSorted((a, b) => a - b);
}
