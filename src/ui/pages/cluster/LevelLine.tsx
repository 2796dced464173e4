import type { ClusterInfo } from "#pegasus/answers/cluster.ts";
import type { ClusterFacts } from "#pegasus/checks/facts.ts";
import { LEVEL_FACTS, readLevel, type LevelFact } from "#pegasus/level.ts";
import { plural } from "../../format.ts";

interface Properties {
  readonly info: ClusterInfo;
  readonly versions: ClusterFacts["versions"];
}

/** What the metas do by themselves, how even the replicas lie, what elects the leader, what runs. */
export function LevelLine({ info, versions }: Properties) {
  const level = readLevel(info.meta_function_level);
  const builds = versions.kind === "known" ? [...versions.value.answers.values()] : [];
  const names = [...new Set(builds.map(({ Version, GitCommit }) => `${Version} (${GitCommit.slice(0, 8)})`))];
  return (
    <dl className="facts">
      <dt>Function level</dt>
      <dd>
        <strong>{info.meta_function_level}</strong>
        {level === null ? ": not known to this dashboard" : <Permits {...LEVEL_FACTS[level]} />}
      </dd>
      <dt>Balance plan</dt>
      <dd>
        {planWords(info)}; standard deviation per node: {info.primary_replica_count_stddev.toFixed(2)} primaries,{" "}
        {info.total_replica_count_stddev.toFixed(2)} replicas
      </dd>
      <dt>ZooKeeper</dt>
      <dd>
        {info.zookeeper_hosts}, root <code>{info.zookeeper_root}</code>
      </dd>
      <dt>{names.length > 1 ? "Versions" : "Version"}</dt>
      <dd>{names.length === 0 ? "Not known yet" : names.join(", ")}</dd>
    </dl>
  );
}

function planWords({ balance_operation_count: plan }: ClusterInfo): string {
  if (plan.total < 0) return "still collecting";
  if (plan.total === 0) return "no moves planned";
  const { move_pri, copy_pri, copy_sec } = plan;
  return `${plural(plan.total, "move")} planned (${move_pri} primary roles, ${copy_pri} primaries and ${copy_sec} secondaries to copy)`;
}

function Permits({ ddl, downgrades, repairs, balances }: LevelFact) {
  const may = [
    ["create and drop tables", ddl],
    ["depose primaries that are gone", downgrades],
    ["repair", repairs],
    ["balance", balances],
  ] as const;
  const [yes, no] = [may.filter(([, is]) => is), may.filter(([, is]) => !is)].map((some) =>
    some.map(([what]) => what).join(", "),
  );
  return (
    <>
      : the metas {yes === "" ? "do nothing by themselves" : yes}
      {yes !== "" && no !== "" && `; they do not ${no}`}
    </>
  );
}
