// SIGHUP: the configuration is read anew. A file that is wrong changes nothing; what needs a restart is named.
import type { Arguments } from "#gateway/arguments.ts";
import type { FrontDoors } from "#gateway/front-doors.ts";
import type { Log } from "#gateway/log.ts";
import type { Backend } from "./backend.ts";

export interface ReloadOptions {
  readonly current: Arguments;
  /** @throws an Error with a sentence */
  readonly read: () => Arguments;
  readonly served: { readonly backend: Pick<Backend, "change">; readonly doors: FrontDoors };
  readonly log: Log;
}

/** Returns what holds from now on. */
export function reload({ current, read, served, log }: ReloadOptions): Arguments {
  let next: Arguments;
  try {
    next = read();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log.say(`The configuration stays as it was, because the new one is wrong: ${why}`);
    return current;
  }
  served.doors.change(next.access);
  served.backend
    .change(next)
    .then((unchanged) => {
      const waiting = [
        ...unchanged,
        ...(next.host === current.host && next.port === current.port ? [] : ["where it listens"]),
      ];
      const rest = waiting.length === 0 ? "" : ` It needs a restart to change ${waiting.join(" and ")}.`;
      log.say(`The configuration was read anew.${rest}`);
    })
    .catch((error: unknown) => log.mistake(error));
  // Where it listens, and what it shows, is still what it was at the start.
  return { ...next, host: current.host, port: current.port };
}
