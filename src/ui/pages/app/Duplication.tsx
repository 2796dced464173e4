// The duplications of an app: where to, in which state, how far behind, as the leader and as each node tells it.
import { duplicationLag, pendingMutations, partitionLag } from "#pegasus/duplication-lag.ts";
import type {
  Duplication as Entry,
  DuplicationStatus,
  FailMode,
  ReplicaDuplications,
} from "#pegasus/answers/duplication.ts";
import type { Fleet } from "#pegasus/checks/facts.ts";
import type { Severity } from "#pegasus/health.ts";
import { formatCount, NONE, plural } from "../../format.ts";
import { useLive, useLiveOptional } from "../../live.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { Source } from "../../parts/Page.tsx";
import { PartialNote } from "../../parts/PartialNote.tsx";
import { StaleNotice } from "../../parts/StaleNotice.tsx";
import { appQueries } from "../../queries-apps.ts";
import { DuplicationPartitions, type PartitionLine } from "./DuplicationPartitions.tsx";

const STATUS_WORDS: Readonly<Record<DuplicationStatus, { readonly severity: Severity; readonly meaning: string }>> = {
  DS_INIT: { severity: "notice", meaning: "It has been added and not begun." },
  DS_PREPARE: { severity: "notice", meaning: "Primaries make a checkpoint; no write is shipped yet." },
  DS_APP: { severity: "notice", meaning: "The follower copies that checkpoint; no write is shipped yet." },
  DS_LOG: { severity: "ok", meaning: "Writes are shipped as they come." },
  DS_PAUSE: { severity: "warning", meaning: "Paused: nothing is shipped, and logs pile up until it goes on." },
  DS_REMOVED: { severity: "notice", meaning: "Removed; it disappears soon." },
};

const FAIL_WORDS: Readonly<Record<FailMode, string>> = {
  FAIL_SLOW: "a write that cannot be shipped is tried for ever",
  FAIL_SKIP: "a write that cannot be shipped is skipped, and lost for the follower",
  FAIL_FAST: "a write that cannot be shipped makes the server stop",
};

interface Properties {
  readonly cluster: string;
  readonly app: string;
  readonly appId: number;
}

export function Duplication({ cluster, app, appId }: Properties) {
  const { data, exchange, failure, refresh } = useLive(appQueries.duplication(cluster, app));
  const any = data !== null && data.duplications.length > 0;
  const fleet = useLiveOptional(appQueries.shipping(cluster, appId), any).live?.data ?? null;
  return (
    <>
      <Source exchange={exchange} failed={failure !== null} />
      <StaleNotice failure={failure} at={exchange.at} onRetry={refresh} />
      {!any && <p>This app is not duplicated to another cluster. Duplications are added with the admin shell.</p>}
      {fleet !== null && <PartialNote one="node" answered={fleet.answers.size} silent={fleet.silent} />}
      {data?.duplications.map((entry) => (
        <OneDuplication key={entry.dupid} entry={entry} fleet={fleet} />
      ))}
    </>
  );
}

function OneDuplication({
  entry,
  fleet,
}: {
  readonly entry: Entry;
  readonly fleet: Fleet<ReplicaDuplications> | null;
}) {
  const status = STATUS_WORDS[entry.status];
  const lag = duplicationLag(entry);
  const pending = fleet === null ? null : pendingMutations([...fleet.answers.values()], entry.dupid);
  return (
    <section className="duplication" aria-label={`Duplication to ${entry.remote}`}>
      <h3>
        To {entry.remote}
        {entry.remote_app_name === undefined ? "" : `, table ${entry.remote_app_name}`}
      </h3>
      <p>
        <HealthBadge severity={status.severity}>{entry.status}</HealthBadge> {status.meaning}
      </p>
      <dl className="facts">
        <dt>Behind, as the leader was told</dt>
        <dd>
          {lag === null
            ? "This version does not tell."
            : `${formatCount(lag.total)} writes over ${plural(lag.reported, "partition")}` +
              (lag.worst === null
                ? ""
                : `, the most in partition ${lag.worst.partition}: ${formatCount(lag.worst.lag)}`) +
              (lag.silent === 0 ? "" : `; ${plural(lag.silent, "partition")} have not reported yet`)}
        </dd>
        <dt>Pending, as the nodes tell now</dt>
        <dd>
          {pending === null
            ? NONE
            : `${formatCount(pending.notShipped)} not shipped, ${formatCount(pending.notConfirmed)} not confirmed, over ${plural(pending.partitions, "primary", "primaries")}` +
              (pending.idle === 0 ? "" : `; ${formatCount(pending.idle)} of them do not ship now`)}
        </dd>
        <dt>On failure</dt>
        <dd>
          {entry.fail_mode}: {FAIL_WORDS[entry.fail_mode]}
        </dd>
        <dt>Created</dt>
        <dd>{entry.create_ts} server time</dd>
        <dt>Id</dt>
        <dd>{entry.dupid}</dd>
      </dl>
      <DuplicationPartitions remote={entry.remote} lines={partitionLines(entry, fleet)} />
    </section>
  );
}

function partitionLines(entry: Entry, fleet: Fleet<ReplicaDuplications> | null): PartitionLine[] {
  const told = new Map(
    [...(fleet?.answers ?? [])].flatMap(([server, answer]) =>
      Object.entries(answer[String(entry.dupid)] ?? {}).map(([id, state]) => {
        return [Number(id.slice(id.indexOf(".") + 1)), { server, state }] as const;
      }),
    ),
  );
  const indexes = new Set([...Object.keys(entry.partition_states ?? {}).map(Number), ...told.keys()]);
  return [...indexes]
    .toSorted((a, b) => a - b)
    .map((partition) => {
      const progress = entry.partition_states?.[String(partition)];
      const node = told.get(partition);
      return {
        partition,
        lag: progress === undefined ? null : partitionLag(progress),
        confirmed: progress?.confirmed_decree ?? null,
        committed: progress?.last_committed_decree ?? null,
        node: node?.server ?? null,
        notShipped: node?.state.not_duplicated_mutations_num ?? null,
        notConfirmed: node?.state.not_confirmed_mutations_num ?? null,
        ships: node?.state.duplicating ?? null,
      };
    });
}
