// Manual compaction: how far the replicas on all servers are, what is set, and starting one.
import { useMemo } from "react";
import { compactionProgress, sumCompactions, type CompactionCounts } from "#pegasus/progress.ts";
import type { Step } from "./Course.tsx";
import { formatPercent, plural } from "../../format.ts";
import { useLive, useRepeated } from "../../live.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { Source } from "../../parts/Page.tsx";
import { PartialNote } from "../../parts/PartialNote.tsx";
import { StaleNotice } from "../../parts/StaleNotice.tsx";
import { queries } from "../../queries.ts";
import { appQueries } from "../../queries-apps.ts";
import { CompactionStart } from "./CompactionStart.tsx";
import { Course } from "./Course.tsx";
import { useFollowed, type Followed } from "./followed.ts";

interface Properties {
  readonly cluster: string;
  readonly app: string;
  readonly appId: number;
}

export function Compaction({ cluster, app, appId }: Properties) {
  const { data, exchange, failure, refresh } = useLive(appQueries.compactions(cluster, appId));
  const { data: envs } = useLive(queries.appEnvs(cluster, app));
  const [followed, setFollowed] = useFollowed(cluster, app, "compaction");
  const counts = useMemo(() => sumCompactions([...data.answers.values()]), [data]);
  return (
    <>
      <Source exchange={exchange} failed={failure !== null} />
      <StaleNotice failure={failure} at={exchange.at} onRetry={refresh} />
      <PartialNote one="node" answered={data.answers.size} silent={data.silent} />
      <Progress counts={counts} before={followed?.counts ?? null} />
      <Settings envs={envs} />
      {followed !== null && (
        <CompactionCourse
          cluster={cluster}
          app={app}
          followed={followed}
          now={counts}
          onDismiss={() => setFollowed(null)}
        />
      )}
      <CompactionStart
        cluster={cluster}
        app={app}
        onAccepted={(sent) => setFollowed({ at: Date.now(), sent, envs, counts })}
      />
    </>
  );
}

function Progress({ counts, before }: { readonly counts: CompactionCounts; readonly before: CompactionCounts | null }) {
  const { replicas, busy, done } = compactionProgress(counts, before);
  return (
    <>
      <p>
        <HealthBadge severity={busy > 0 ? "notice" : "ok"}>
          {busy > 0 ? "Compacting" : "No compaction is under way"}
        </HealthBadge>{" "}
        {plural(replicas, "replica")}: {counts.running} running, {counts.queuing} queued, {counts.finished} finished,{" "}
        {counts.idle} idle
      </p>
      {done !== null && (busy > 0 || before !== null) && (
        <p className="form-line">
          <progress max={1} value={done} aria-label="Manual compaction" /> {formatPercent(done)}
          {before === null
            ? ", if none of those that have finished did so before it began: servers remember that until they restart"
            : ", counted from how many had finished when it was started from this tab"}
        </p>
      )}
    </>
  );
}

const PREFIX = "manual_compact.";

function Settings({ envs }: { readonly envs: Readonly<Record<string, string>> }) {
  const set = Object.entries(envs).filter(([key]) => key.startsWith(PREFIX));
  if (set.length === 0) return <p className="page-intro">Nothing of manual compactions is set for this app.</p>;
  const periodic = envs["manual_compact.periodic.trigger_time"];
  return (
    <>
      {envs["manual_compact.disabled"] === "true" && (
        <p>
          <HealthBadge severity="warning">Disabled</HealthBadge> The env manual_compact.disabled is true: what is
          started does not run.
        </p>
      )}
      {periodic !== undefined && (
        <p>
          <HealthBadge severity="notice">Every day</HealthBadge> at {periodic} in the servers' own time. Only the admin
          shell can end it, by removing the env.
        </p>
      )}
      <dl className="facts">
        {set.map(([key, value]) => (
          <div key={key} className="fact-row">
            <dt>{key.slice(PREFIX.length)}</dt>
            <dd>{key.endsWith("once.trigger_time") ? `${value} (${secondsInWords(value)})` : value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** `trigger_time` of one that is done once is seconds since the epoch. */
function secondsInWords(text: string): string {
  const date = new Date(Number(text) * 1000);
  return Number.isNaN(date.getTime()) ? "no time" : `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

interface CourseProperties {
  readonly cluster: string;
  readonly app: string;
  readonly followed: Followed;
  readonly now: CompactionCounts;
  readonly onDismiss: () => void;
}

const LOOK_SECONDS = 2;

function CompactionCourse({ cluster, app, followed, now, onDismiss }: CourseProperties) {
  const { data: envs } = useRepeated(appQueries.followedEnvs(cluster, app), LOOK_SECONDS);
  const key = `${PREFIX}${String(followed.sent["type"])}.trigger_time`;
  const set =
    envs[key] !== undefined && (envs[key] !== followed.envs[key] || envs[key] === followed.sent["trigger_time"]);
  const { busy, done } = compactionProgress(now, followed.counts);
  const began = busy > 0 || now.finished > (followed.counts?.finished ?? 0);
  const steps: Step[] = [{ text: `The table's env ${key} is set.`, severity: set ? "ok" : null }];
  if (followed.sent["type"] === "once") {
    steps.push({
      text: "Replicas have begun; they look at their configuration every 30 s.",
      severity: set && began ? "ok" : null,
    });
    steps.push({ text: "All have finished.", severity: set && began && busy === 0 && done === 1 ? "ok" : null });
  }
  return <Course followed={followed} steps={steps} onDismiss={onDismiss} />;
}
