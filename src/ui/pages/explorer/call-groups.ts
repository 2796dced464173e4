// The calls that a server lists at `/`, grouped by what they do to it. Pure.
import type { CallList } from "#pegasus/answers/builtin.ts";
import type { Effect, Endpoint } from "#pegasus/endpoint.ts";
import { endpointAt } from "#pegasus/endpoints.ts";

interface Call {
  readonly path: string;
  /** In the server's own words. */
  readonly help: string;
  /** Undefined: this dashboard does not know the call, and takes it for a change. */
  readonly endpoint: Endpoint | undefined;
}

export interface CallGroup {
  readonly effect: Effect;
  readonly title: string;
  readonly calls: readonly Call[];
}

const TITLES: readonly { readonly effect: Effect; readonly title: string }[] = [
  { effect: "read", title: "Read" },
  { effect: "costly", title: "Costly" },
  { effect: "change", title: "Change" },
];

export function groupCalls(listed: CallList): CallGroup[] {
  const calls = Object.entries(listed).map(([path, help]) => ({ path, help, endpoint: endpointAt(path.slice(1)) }));
  return TITLES.map(({ effect, title }) => ({
    effect,
    title,
    calls: calls.filter(({ endpoint }) => (endpoint?.effect ?? "change") === effect),
  })).filter((group) => group.calls.length > 0);
}

/** What a call that is no `read` does, for the one who is about to send it. */
export function effectWords(effect: Effect, endpoint: Endpoint | undefined): string {
  if (endpoint === undefined) {
    return "This dashboard does not know this call. It may change the cluster, so it is not sent from here.";
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
