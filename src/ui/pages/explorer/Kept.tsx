// An answer of the history as it was, without asking anybody.
import { Button } from "@mantine/core";
import { formatTime } from "../../format.ts";
import { useLive } from "../../live.ts";
import { queries } from "../../queries.ts";
import { AnswerView } from "./AnswerView.tsx";
import { keptAnswer } from "./answer-store.ts";
import { useHistory } from "./useHistory.ts";

interface Properties {
  readonly cluster: string;
  readonly server: string;
  readonly target: string;
  readonly id: string;
  /** Asks the same now. */
  readonly onAsk: () => void;
}

export function Kept(properties: Properties) {
  const { id, onAsk } = properties;
  if (useHistory().some((entry) => entry.id === id && entry.kept)) return <AsItWas {...properties} />;
  return (
    <p className="explorer-note">
      This answer is not kept in this browser: it was cleared, made room for others, or the link comes from another
      browser.{" "}
      <Button size="compact-xs" variant="default" onClick={onAsk}>
        Ask now
      </Button>
    </p>
  );
}

function AsItWas({ cluster, server, target, id, onAsk }: Properties) {
  const { exchange } = useLive(queries.kept(id, () => keptAnswer(id)));
  return (
    <>
      <p className="explorer-note">
        This is the answer of {formatTime(exchange.at)}, as this browser has kept it.{" "}
        <Button size="compact-xs" variant="default" onClick={onAsk}>
          Ask now
        </Button>
      </p>
      <AnswerView cluster={cluster} server={server} exchange={exchange} target={target} />
    </>
  );
}
