import type { Load } from "#api/load.ts";
import type { Failure } from "../answer.ts";
import { PartialNote } from "./PartialNote.tsx";
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
  if (load.answered < load.asked) {
    const silent = Object.entries(load.nodes).flatMap(([server, { failure: message }]) =>
      message === null ? [] : [{ server, message }],
    );
    return <PartialNote one="node" answered={load.answered} silent={silent} />;
  }
  return <span className="load-line">{words}</span>;
}
