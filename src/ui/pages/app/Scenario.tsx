// How RocksDB is tuned for the app, and changing it.
import { useId, useState } from "react";
import { WRITE_CALLS } from "#pegasus/calls/write.ts";
import { HTTP_SCENARIOS } from "#pegasus/requests/usage-scenario.ts";
import { SCENARIO_FACTS, scenarioOf } from "#pegasus/usage-scenario.ts";
import { useLive, useRepeated } from "../../live.ts";
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

export function Scenario({ cluster, app }: Properties) {
  const field = useId();
  const { data: envs, exchange, failure, refresh } = useLive(queries.appEnvs(cluster, app));
  const now = scenarioOf(envs);
  const [wanted, setWanted] = useState<(typeof HTTP_SCENARIOS)[number]>(now === "bulk_load" ? "normal" : "bulk_load");
  const [followed, setFollowed] = useFollowed(cluster, app, "scenario");
  return (
    <>
      <Source exchange={exchange} failed={failure !== null} />
      <StaleNotice failure={failure} at={exchange.at} onRetry={refresh} />
      <p>
        Now <strong>{now ?? envs["rocksdb.usage_scenario"]}</strong>
        {now === null ? ", which this dashboard does not know." : `: ${SCENARIO_FACTS[now].meaning}`}
      </p>
      <p className="form-line">
        <label htmlFor={field}>Change it to</label>{" "}
        <select
          id={field}
          value={wanted}
          onChange={(event) => setWanted(HTTP_SCENARIOS.find((one) => one === event.currentTarget.value) ?? wanted)}
        >
          {HTTP_SCENARIOS.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>{" "}
        <span>{SCENARIO_FACTS[wanted].meaning} prefer_write is set with the admin shell: HTTP refuses it.</span>
      </p>
      <SendChange
        cluster={cluster}
        endpoint={WRITE_CALLS.usageScenario}
        body={{ app_name: app, scenario: wanted }}
        wrong={now === wanted ? `It is ${wanted} already.` : null}
        verb="Change the scenario"
        title={`Change the usage scenario of ${app} to ${wanted}?`}
        onAccepted={() => setFollowed({ at: Date.now(), sent: { scenario: wanted }, envs, counts: null })}
      >
        <p>
          {wanted === "bulk_load"
            ? "Its replicas stop compacting by themselves: files pile up and reads become slower until it is set back to normal. Do not leave it so."
            : "Its replicas compact by themselves again. After a load, a manual compaction should follow."}
        </p>
      </SendChange>
      {followed !== null && (
        <ScenarioCourse cluster={cluster} app={app} followed={followed} onDismiss={() => setFollowed(null)} />
      )}
    </>
  );
}

interface CourseProperties extends Properties {
  readonly followed: Followed;
  readonly onDismiss: () => void;
}

const LOOK_SECONDS = 2;

function ScenarioCourse({ cluster, app, followed, onDismiss }: CourseProperties) {
  const { data } = useRepeated(appQueries.followedEnvs(cluster, app), LOOK_SECONDS);
  const wanted = String(followed.sent["scenario"]);
  const seen = data["rocksdb.usage_scenario"] === wanted;
  return (
    <>
      <Course
        followed={followed}
        onDismiss={onDismiss}
        steps={[{ text: `The table's env rocksdb.usage_scenario says ${wanted}.`, severity: seen ? "ok" : null }]}
      />
      {seen && (
        <p className="page-intro">
          Replica servers take it over with their next look at the configuration, 30 s later at most (flag
          config_sync_interval_ms). No call tells when each has.
        </p>
      )}
    </>
  );
}
