// Every HTTP call of a Pegasus server, once: the gateway, the simulator, the pages and the explorer all read this table.
// Source: reference section 2 and what real servers list at `/` (recordings 01 and 01b). The page's first load takes the calls
// that it needs from the files in `calls`, so that the readers of profiles stay out of it.
import { META_CALLS } from "./calls/meta.ts";
import { PPROF_CALLS } from "./calls/pprof.ts";
import { PROCESS_CALLS } from "./calls/process.ts";
import { REPLICA_CALLS } from "./calls/replica.ts";
import { WRITE_CALLS } from "./calls/write.ts";
import type { Effect, Endpoint } from "./endpoint.ts";

/** All calls by name, each with the codec of its answers. */
export const CALL = { ...PROCESS_CALLS, ...META_CALLS, ...WRITE_CALLS, ...REPLICA_CALLS, ...PPROF_CALLS } as const;

/** All endpoints, in the byte order of their paths, as servers list them. */
export const ENDPOINTS: readonly Endpoint[] = Object.values(CALL).toSorted((a, b) => (a.path < b.path ? -1 : 1));

const BY_PATH = new Map(ENDPOINTS.map((endpoint) => [endpoint.path, endpoint]));

/** The endpoint of a path in Pegasus's normal form (no leading slash, see `readTarget`), if there is one. */
export function endpointAt(path: string): Endpoint | undefined {
  return BY_PATH.get("/" + path);
}

/** What a request of this path may do. A path that is not in the table counts as a change. */
export function effectOf(path: string): Effect {
  return endpointAt(path)?.effect ?? "change";
}
