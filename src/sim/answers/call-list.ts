// Which calls a process serves, by its release, its role and its build (reference 2.1 and 7).
import type { Endpoint } from "#pegasus/endpoint.ts";
import { CALL } from "#pegasus/endpoints.ts";
import { callListOf, endpointsOf, HABITS, type Release, type ReleaseHabits } from "#pegasus/releases.ts";
import { ok, type Answer } from "../http/answer.ts";
import type { Build } from "../model/plan.ts";
import type { Process } from "../model/process.ts";
import type { Ask } from "./ask.ts";

function releaseOf({ metrics }: Build): Release {
  return metrics ? "2.6.0" : "2.5.0";
}

export function isOld(build: Build): boolean {
  return releaseOf(build) === "2.5.0";
}

export function habitsOf({ build }: Process): ReleaseHabits {
  return HABITS[releaseOf(build)];
}

const BY_PATH: Readonly<Record<Release, ReadonlyMap<string, Endpoint>>> = {
  "2.5.0": byPath("2.5.0"),
  "2.6.0": byPath("2.6.0"),
};

function byPath(release: Release): ReadonlyMap<string, Endpoint> {
  return new Map(endpointsOf(release).map((endpoint) => [endpoint.path, endpoint]));
}

/** `path` in normal form; undefined where the process serves nothing. */
export function servedAt(path: string, { role, build }: Process): Endpoint | undefined {
  const endpoint = BY_PATH[releaseOf(build)].get(`/${path}`);
  if (endpoint === undefined || !endpoint.servers.includes(role)) return undefined;
  return build.pprof || !path.startsWith("pprof/") ? endpoint : undefined;
}

export function calls({ process: { role, build } }: Ask): Answer {
  return ok(CALL.calls.answer.encode(callListOf(releaseOf(build), role, build.pprof)));
}
