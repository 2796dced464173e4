// Changes that a stopped dashboard left in doubt: what the flag is now is read from its server before anything is said of it.
import { masked } from "#pegasus/secrets.ts";
import type { Audit } from "./audit.ts";
import { SECOND, type Clock } from "./clock.ts";
import { askFlag } from "./flag-value.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

/** A server that was killed along with the dashboard may take a while to come up; the next start tries again. */
const PAUSES = [0, 10 * SECOND, 60 * SECOND, 600 * SECOND];

/** Resolves when nothing is left to read, all tries are used up, or the signal aborts. */
export async function rereadCutOff(
  cluster: WatchedCluster,
  audit: Audit,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  for (const pause of PAUSES) {
    if (audit.cutOff(cluster.settings.name).length === 0) return;
    await clock.sleep(pause, signal);
    if (signal.aborted) return;
    for (const { id, server, flag } of audit.cutOff(cluster.settings.name)) {
      try {
        audit.reread(id, masked(await askFlag(cluster, server, flag)).value);
      } catch {
        continue; // its server cannot be asked now: a later try may
      }
    }
  }
}
