// Flags that should be equal on all servers of a role, and are not. That somebody changed one since its process started is told
// elsewhere: this only compares what runs now.
import { ok, over, verdict, type Check, type Verdict } from "./check.ts";
import { both } from "./fact.ts";
import type { ClusterFacts, Fleet, ServerFact } from "./facts.ts";
import { partial } from "./fleet-words.ts";
import { count, few, many } from "./words.ts";

/** A server's own: addresses, interfaces, folders (reference 4.3). */
const OWN = new Set([
  "data_dirs",
  "data_dirs_black_list_file",
  "explicit_host_address",
  "primary_interface",
  "slog_dir",
]);

export interface Drift {
  readonly flag: string;
  readonly role: ServerFact["role"];
  /** The commonest value first. */
  readonly values: readonly (readonly [value: string, servers: readonly string[]])[];
}

type Configs = Extract<ClusterFacts["configs"], { kind: "known" }>["value"];

/** Compares servers of one role and one version: another version has other flags and defaults. */
export function driftOf(configs: Configs, roleOf: (server: string) => string): Drift[] {
  const found = new Map<string, Map<string, string[]>>();
  for (const [server, flags] of configs.answers) {
    for (const [flag, { value }] of Object.entries(flags)) {
      if (OWN.has(flag)) continue;
      const key = `${roleOf(server)} ${flag}`;
      const values = found.get(key) ?? new Map<string, string[]>();
      values.set(value, [...(values.get(value) ?? []), server]);
      found.set(key, values);
    }
  }
  return [...found].flatMap(([key, values]): Drift[] => {
    if (values.size < 2) return [];
    const flag = key.slice(key.lastIndexOf(" ") + 1);
    const role = key.startsWith("meta") ? "meta" : key.startsWith("collector") ? "collector" : "replica";
    return [{ flag, role, values: [...values].toSorted(([, a], [, b]) => b.length - a.length) }];
  });
}

export const drift: Check = {
  id: "drift",
  title: "Config drift",
  judge: ({ configs, roster, versions }) =>
    over(both(configs, roster), ([answers, servers]) => {
      const roles = new Map(servers.map(({ server, role }) => [server, role]));
      const builds = versions.kind === "known" ? versions.value.answers : new Map<string, { Version: string }>();
      const [usual = ""] = [...builds.values()].map(({ Version }) => Version);
      const found = driftOf(
        answers,
        (server) => `${roles.get(server) ?? "replica"} ${builds.get(server)?.Version ?? usual}`,
      );
      return judge(found, answers);
    }),
};

function judge(found: readonly Drift[], answers: Fleet<unknown>): Verdict {
  if (found.length === 0) return ok(`Servers of a role have the same flags.${partial(answers)}`);
  const words = found.map(({ flag, role, values }) => {
    const parts = values.map(([value, servers]) => `${value === "" ? "nothing" : value} on ${count(servers.length)}`);
    return `${flag} of ${role} servers (${parts.join(", ")})`;
  });
  const odd = [...new Set(found.flatMap(({ values }) => values.slice(1).flatMap(([, servers]) => servers)))];
  const sentence = `${many(found.length, "flag")} ${found.length === 1 ? "differs" : "differ"}: ${few(words, 4)}.`;
  return verdict("warning", `${sentence}${partial(answers)}`, { servers: odd });
}
