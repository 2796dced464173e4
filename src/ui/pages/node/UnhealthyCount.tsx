// How many partitions of the whole cluster are not fully healthy, and how that has changed since the page was opened.
import { useState } from "react";
import type { AppList } from "#pegasus/answers/apps.ts";
import { formatClock, formatCount, plural } from "../../format.ts";
import { useLive } from "../../live.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { queries } from "../../queries.ts";

interface Seen {
  readonly at: number;
  readonly count: number;
}
interface Course {
  readonly first: Seen;
  readonly worst: Seen;
  readonly latest: Seen;
}

export function UnhealthyCount({ cluster }: { readonly cluster: string }) {
  const { data, exchange } = useLive(queries.apps(cluster));
  const now: Seen = { at: exchange.at, count: unhealthyOf(data) };
  const [course, setCourse] = useState<Course>({ first: now, worst: now, latest: now });
  // What is seen is kept while it is shown: React then begins this part anew, with the same data.
  if (course.latest.at !== now.at) {
    setCourse({ first: course.first, worst: now.count > course.worst.count ? now : course.worst, latest: now });
  }
  const { first, worst } = course;
  const healed = now.count === 0 && worst.count > 0;
  return (
    <section aria-label="The cluster meanwhile" className="stop-course">
      <h3>The cluster meanwhile</h3>
      <p role="status">
        <HealthBadge severity={now.count === 0 ? "ok" : "warning"}>
          {now.count === 0
            ? "All partitions are fully healthy"
            : `${plural(now.count, "partition")} ${now.count === 1 ? "is" : "are"} not fully healthy`}
        </HealthBadge>{" "}
        {nextStep(now.count, healed)}
      </p>
      <dl className="facts">
        <dt>When this was opened, {formatClock(first.at)}</dt>
        <dd>{formatCount(first.count)}</dd>
        <dt>At worst since, {formatClock(worst.at)}</dt>
        <dd>{formatCount(worst.count)}</dd>
        <dt>Now, {formatClock(now.at)}</dt>
        <dd>
          {formatCount(now.count)}
          {now.count === first.count
            ? ""
            : `, ${formatCount(Math.abs(now.count - first.count))} ${now.count > first.count ? "more" : "fewer"} than then`}
        </dd>
      </dl>
    </section>
  );
}

function nextStep(count: number, healed: boolean): string {
  if (count > 0) return "Wait until it is 0 again before you stop the next node.";
  return healed ? "It has healed: the next node may follow." : "";
}

function unhealthyOf(list: AppList): number {
  return Object.values(list.healthy_info ?? {}).reduce((sum, { unhealthy }) => sum + unhealthy, 0);
}
