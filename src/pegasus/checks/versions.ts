import { over, ok, verdict, type Check, type Verdict } from "./check.ts";
import type { ClusterFacts } from "./facts.ts";
import { partial } from "./fleet-words.ts";
import { count, many } from "./words.ts";

/** One build everywhere; another mix is a rolling upgrade, or one that was forgotten (reference 6.7). */
export const versions: Check = {
  id: "versions",
  title: "Versions",
  judge: ({ versions: answers }) => over(answers, judge),
};

type Answers = Extract<ClusterFacts["versions"], { kind: "known" }>["value"];

function judge(fleet: Answers): Verdict {
  const builds = new Map<string, string[]>();
  for (const [server, { Version, GitCommit }] of fleet.answers) {
    const build = `${Version} (${GitCommit.slice(0, 8)})`;
    builds.set(build, [...(builds.get(build) ?? []), server]);
  }
  const most = [...builds].toSorted(([, a], [, b]) => b.length - a.length);
  const [first] = most;
  if (first === undefined) return verdict("unknown", `No server has told its version.${partial(fleet)}`);
  if (most.length === 1)
    return ok(
      `${fleet.silent.length === 0 ? "All " : ""}${many(first[1].length, "server")} run ${first[0]}.${partial(fleet)}`,
    );
  const parts = most.map(([build, servers]) => `${build} on ${count(servers.length)}`);
  const others = most.slice(1).flatMap(([, servers]) => servers);
  return verdict("notice", `Different versions: ${parts.join(", ")}.${partial(fleet)}`, { servers: others });
}
