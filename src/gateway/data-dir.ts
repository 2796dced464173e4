// Where audit, sign-in and history are kept, and what follows when they cannot be.
import { mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { Audit } from "./audit.ts";
import type { Log } from "./log.ts";
import { Vault } from "./people/vault.ts";

export interface DataDir {
  readonly audit: Audit | null;
  readonly vault: Vault;
  /** Where history may be kept; null: nowhere. */
  readonly place: string | null;
  /** Removes what was temporary. */
  clean(): void;
}

/** `$XDG_STATE_HOME/pegasus-dashboard`, or where that is by the XDG rules. */
export function standardDataDir(environment: Readonly<Record<string, string | undefined>>): string {
  const state = environment["XDG_STATE_HOME"];
  const base = state === undefined || state === "" ? join(homedir(), ".local", "state") : state;
  return join(base, "pegasus-dashboard");
}

/** Opens `directory`, or a temporary one for null. A place that cannot be written costs changes, not the dashboard. */
export function openDataDir(directory: string | null, log: Log, temporaries = tmpdir()): DataDir {
  let temporary: string | null = null;
  const clean = (): void => {
    if (temporary !== null) rmSync(temporary, { recursive: true, force: true });
  };
  try {
    if (directory === null) temporary = mkdtempSync(join(temporaries, "pegasus-dashboard-"));
    const place = directory ?? temporary ?? temporaries;
    const audit = new Audit(place);
    return { audit, vault: new Vault(place, log), place, clean };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const place = directory ?? temporaries;
    log.say(`${place} cannot be written (${why}): changes are refused, because none is made without an audit log.`);
    return { audit: null, vault: new Vault(null, log), place: null, clean };
  }
}
