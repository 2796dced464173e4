// The bulk load of an app: how far it is, and starting one.
import { useId, useState } from "react";
import { WRITE_CALLS } from "#pegasus/calls/write.ts";
import { BULK_LOAD_PHASES, type BulkLoadPhase } from "#pegasus/progress.ts";
import type { Severity } from "#pegasus/health.ts";
import { START_BULK_LOAD, wrongWithBulkLoad } from "#pegasus/requests/start-bulk-load.ts";
import { useLive, useLiveOptional, useRepeated } from "../../live.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { Source } from "../../parts/Page.tsx";
import { StaleNotice } from "../../parts/StaleNotice.tsx";
import { queries } from "../../queries.ts";
import { appQueries } from "../../queries-apps.ts";
import { Course } from "./Course.tsx";
import { useFollowed, type Followed } from "./followed.ts";
import { SendChange } from "./SendChange.tsx";

interface Properties {
  readonly cluster: string;
  readonly app: string;
}

const SEVERITIES: Readonly<Record<BulkLoadPhase["state"], Severity>> = {
  none: "ok",
  running: "notice",
  paused: "warning",
  done: "ok",
  failed: "critical",
  cancelled: "notice",
};
const STEPS = 4;
const LAST_NAME = "cluster_name";

export function BulkLoad({ cluster, app }: Properties) {
  const { data, exchange, failure, refresh } = useLive(appQueries.bulkLoad(cluster, app));
  const phase = BULK_LOAD_PHASES[data.app_status];
  const [followed, setFollowed] = useFollowed(cluster, app, "bulk-load");
  return (
    <>
      <Source exchange={exchange} failed={failure !== null} />
      <StaleNotice failure={failure} at={exchange.at} onRetry={refresh} />
      <p>
        <HealthBadge severity={SEVERITIES[phase.state]}>{data.app_status.replace("BLS_", "")}</HealthBadge>{" "}
        {phase.meaning} {data.error !== "ERR_OK" && <code>{data.error}</code>}
      </p>
      {phase.step !== null && (
        <p className="form-line">
          <progress max={STEPS} value={phase.step} aria-label="Bulk load" /> step {phase.step} of {STEPS}; no call tells
          a percentage.
        </p>
      )}
      <StartForm
        cluster={cluster}
        app={app}
        busy={phase.state === "running" || phase.state === "paused"}
        onAccepted={(sent) => setFollowed({ at: Date.now(), sent, envs: {}, counts: null })}
      />
      {followed !== null && (
        <LoadCourse cluster={cluster} app={app} followed={followed} onDismiss={() => setFollowed(null)} />
      )}
    </>
  );
}

interface FormProperties extends Properties {
  readonly busy: boolean;
  readonly onAccepted: (sent: Followed["sent"]) => void;
}

function StartForm({ cluster, app, busy, onAccepted }: FormProperties) {
  const id = useId();
  const info = useLiveOptional(queries.clusterInfo(cluster)).live?.data ?? null;
  const [typed, setTyped] = useState({ cluster_name: "", file_provider_type: "", remote_root_path: "" });
  const body = { app_name: app, ...typed };
  const level = info?.meta_function_level ?? null;
  const wrong = busy ? "A bulk load of this app is under way." : wrongWithBulkLoad(body);
  return (
    <fieldset className="change-form">
      <legend>Start a bulk load</legend>
      {START_BULK_LOAD.filter(({ name }) => name !== "app_name").map(({ name, meaning, example }) => (
        <div key={name}>
          <label htmlFor={`${id}${name}`}>{name}</label>
          <input
            id={`${id}${name}`}
            type="text"
            value={typed[name === "app_name" ? LAST_NAME : name]}
            placeholder={example}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value.trim() })}
          />
          <span>{meaning}</span>
        </div>
      ))}
      <p>{levelWords(level)}</p>
      <SendChange
        cluster={cluster}
        endpoint={WRITE_CALLS.startBulkLoad}
        body={body}
        wrong={wrong}
        verb="Start the bulk load"
        title={`Start a bulk load of ${app}?`}
        onAccepted={() => onAccepted(typed)}
      >
        <p>{levelWords(level)}</p>
        <p>
          While files are ingested the table refuses writes. Over HTTP it can be neither paused nor cancelled: that
          needs the admin shell. What the last bulk load has left is replaced.
        </p>
      </SendChange>
    </fieldset>
  );
}

function levelWords(level: string | null): string {
  const now = level === null ? "The meta function level is not known now." : `The meta function level is ${level} now.`;
  return level === "steady"
    ? `${now} Starting sets it to steady, so it stays as it is.`
    : `${now} Starting sets it to steady, for the whole cluster: balancing stops until somebody sets it back with the admin shell.`;
}

interface CourseProperties extends Properties {
  readonly followed: Followed;
  readonly onDismiss: () => void;
}

const LOOK_SECONDS = 2;

function LoadCourse({ cluster, app, followed, onDismiss }: CourseProperties) {
  const { data } = useRepeated(appQueries.followedBulkLoad(cluster, app), LOOK_SECONDS);
  const info = useLiveOptional(queries.clusterInfo(cluster)).live?.data ?? null;
  const { state, step } = BULK_LOAD_PHASES[data.app_status];
  const failed = state === "failed" || state === "cancelled";
  const began = step !== null || failed;
  const steady = info?.meta_function_level === "steady";
  return (
    <Course
      followed={followed}
      onDismiss={onDismiss}
      steps={[
        { text: "The meta function level is steady.", severity: steady ? "ok" : null },
        { text: "The leader says that it is under way.", severity: began ? "ok" : null },
        {
          text: failed ? `It ended with ${data.app_status}.` : "It has succeeded.",
          severity: failed ? "critical" : state === "done" ? "ok" : null,
        },
      ]}
    />
  );
}
