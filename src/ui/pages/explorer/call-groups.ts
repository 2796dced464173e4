// The calls of a server in groups: what it lists at `/` itself, and what it lacks of those that the dashboard knows. Pure.
import type { CallList } from "#pegasus/answers/builtin.ts";
import type { Effect, Endpoint, Role } from "#pegasus/endpoint.ts";
import { ENDPOINTS, endpointAt } from "#pegasus/endpoints.ts";

export interface Call {
  readonly path: string;
  /** In the server's own words; in those of HEAD where it does not offer the call. */
  readonly help: string;
  readonly effect: Effect;
  /** Undefined: this dashboard does not know the call, and takes it for a change. */
  readonly endpoint: Endpoint | undefined;
  /** Why the server does not offer it; null: it does. */
  readonly lacking: string | null;
}

export interface CallGroup {
  readonly title: string;
  readonly calls: readonly Call[];
}

const UNKNOWN = "Not known to this dashboard";
const LACKING = "Not offered by this server";

/** In the order in which they are shown. The first that fits a path is its group. */
const SUBJECTS: readonly { readonly title: string; readonly holds: (path: string) => boolean }[] = [
  { title: "Cluster", holds: (path) => ["/meta/cluster", "/meta/nodes", "/meta/backup_policy"].includes(path) },
  { title: "Apps", holds: (path) => path.startsWith("/meta/app") || path === "/envs/list" },
  { title: "Replicas", holds: (path) => path.startsWith("/replica/") },
  { title: "Metrics", holds: (path) => path === "/metrics" || path === "/perfCounter" },
  { title: "Config", holds: (path) => ["/config", "/configs", "/updateConfig"].includes(path) },
  { title: "Process", holds: (path) => ["/", "/version", "/recentStartTime"].includes(path) },
  { title: "Profiling", holds: (path) => path.startsWith("/pprof/") },
];
const TITLES = [...SUBJECTS.map(({ title }) => title), UNKNOWN, LACKING];

/** `listed` null: the server did not say what it offers, so all calls are shown that its kind has. `role` null: not known. */
export function groupCalls(listed: CallList | null, role: Role | null = null, search = ""): CallGroup[] {
  const offered = listed ?? Object.fromEntries(ofRole(role).map(({ path, help }) => [path, help]));
  const calls = [
    ...Object.entries(offered).map(([path, help]) => callOf(path, help, null)),
    ...ENDPOINTS.filter(({ path }) => !Object.hasOwn(offered, path)).map((endpoint) =>
      callOf(endpoint.path, endpoint.help, whyLacking(endpoint, role)),
    ),
  ].filter((call) => matches(call, search));
  return TITLES.map((title) => ({ title, calls: calls.filter((call) => titleOf(call) === title) })).filter(
    (group) => group.calls.length > 0,
  );
}

function ofRole(role: Role | null): readonly Endpoint[] {
  return role === null ? ENDPOINTS : ENDPOINTS.filter(({ servers }) => servers.includes(role));
}

function callOf(path: string, help: string, lacking: string | null): Call {
  const endpoint = endpointAt(path.slice(1));
  return { path, help, endpoint, effect: endpoint?.effect ?? "change", lacking };
}

function whyLacking({ servers }: Endpoint, role: Role | null): string {
  return role === null || servers.includes(role)
    ? "Its version or its build lacks it."
    : `A call of ${servers.join(" and ")} servers.`;
}

function titleOf({ path, endpoint, lacking }: Call): string {
  if (lacking !== null) return LACKING;
  return (
    SUBJECTS.find(({ holds }) => holds(path) && (endpoint !== undefined || path === "/perfCounter"))?.title ?? UNKNOWN
  );
}

function matches({ path, help, effect }: Call, search: string): boolean {
  const text = `${path} ${help} ${effect}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** What a call that is no `read` does, for the one who is about to send it. */
export function effectWords(effect: Effect, endpoint: Endpoint | undefined): string {
  if (endpoint === undefined) {
    return "This dashboard does not know this call, so it takes it for a change: it may alter the cluster at once, for everybody.";
  }
  switch (effect) {
    case "read":
      return "It changes nothing.";
    case "costly":
      return "It changes nothing, but takes one of the few workers of that server while it runs, and slows down what it serves.";
    case "change":
      return "It changes the cluster at once, for everybody. There is no undo.";
  }
}
