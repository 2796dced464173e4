import type { Load } from "#api/load.ts";
import type { Failure } from "../answer.ts";
import { HealthBadge } from "./HealthBadge.tsx";
import { roundWords, whyNoLoad } from "./load-words.ts";

interface Properties {
  readonly load: Load | null;
  /** Why it could not be had. */
  readonly failure: Failure | null;
}

/** How complete the last round of the load sampler was, beside a table that shows load. */
export function LoadLine({ load, failure }: Properties) {
  const words = load === null ? null : roundWords(load);
  if (load === null || words === null) {
    const why = whyNoLoad(load, failure);
    return (
      <span className="load-line" title={why}>
        {why}
      </span>
    );
  }
  if (load.answered < load.asked) return <HealthBadge severity="warning">{words}</HealthBadge>;
  return <span className="load-line">{words}</span>;
}
