import { queries, useLive } from "../../queries.ts";
import { AnswerView } from "./AnswerView.tsx";
import { Icon } from "../../parts/Icon.tsx";

interface Properties {
  readonly cluster: string;
  readonly server: string;
  readonly target: string;
}

/** Asks, and shows the answer whatever its status. */
export function Answer({ cluster, server, target }: Properties) {
  const { exchange, failure, refreshing, refresh } = useLive(queries.raw(cluster, server, target));
  return (
    <AnswerView
      exchange={exchange}
      failure={failure}
      target={target}
      actions={
        <button type="button" className="text-button" onClick={refresh} disabled={refreshing}>
          <Icon name="refresh" size={13} />
          <span>{refreshing ? "Sending…" : "Send again"}</span>
        </button>
      }
    />
  );
}
