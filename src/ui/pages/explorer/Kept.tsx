// An answer of the history as it was, without asking anybody.
import { Button } from "@mantine/core";
import { formatTime } from "../../format.ts";
import { queries, useLive } from "../../queries.ts";
import { AnswerView } from "./AnswerView.tsx";
import { keptAnswer } from "./answer-store.ts";

interface Properties {
  readonly cluster: string;
  readonly server: string;
  readonly target: string;
  readonly id: string;
  /** Asks the same now. */
  readonly onAsk: () => void;
}

export function Kept({ cluster, server, target, id, onAsk }: Properties) {
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
