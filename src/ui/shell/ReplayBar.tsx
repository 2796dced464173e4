// The clock of a recording: where it is, how fast it runs, and a slider to move it.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { INTENT, INTENT_HEADER } from "#api/changes.ts";
import type { ReplayMove, ReplayState } from "#api/replay.ts";
import { clusterRoute } from "#api/routes.ts";
import { failureOf, refuseErrors } from "../answer.ts";
import { formatDuration, formatTime } from "../format.ts";
import { Icon } from "../parts/Icon.tsx";
import { useNow } from "../parts/useNow.ts";
import { useLiveOptional } from "../live.ts";
import { queries, refreshCluster } from "../queries.ts";
import { send } from "../send.ts";
import { momentAt } from "./replay-clock.ts";

const SPEEDS = [1, 2, 5, 10, 60] as const;

export function ReplayBar({ cluster }: { readonly cluster: string }) {
  const { live, failure } = useLiveOptional(queries.replay(cluster));
  const client = useQueryClient();
  const move = useMutation({
    mutationFn: async (to: ReplayMove) => {
      refuseErrors(
        await send({
          url: clusterRoute(cluster, "replay"),
          method: "POST",
          body: JSON.stringify(to),
          headers: { "content-type": "application/json", [INTENT_HEADER]: INTENT },
        }),
      );
    },
    onSettled: () => refreshCluster(client, cluster),
  });
  const problem = move.error === null ? failure : failureOf(move.error);
  return (
    <div className="replay-bar" role="group" aria-label="Replay">
      {live === null ? (
        <span>{failure === null ? "Loading the recording's clock…" : null}</span>
      ) : (
        <Controls state={live.data} answeredAt={live.exchange.at} onMove={(to) => move.mutate(to)} />
      )}
      {problem !== null && (
        <span role="alert" className="replay-problem">
          {problem.message}
        </span>
      )}
    </div>
  );
}

interface Properties {
  readonly state: ReplayState;
  /** ms since epoch */
  readonly answeredAt: number;
  readonly onMove: (to: ReplayMove) => void;
}

function Controls({ state, answeredAt, onMove }: Properties) {
  const now = useNow();
  /** Where the slider is being dragged to, before it is let go. */
  const [dragged, setDragged] = useState<number | null>(null);
  /** What play goes back to after a pause. */
  const [speed, setSpeed] = useState<number>(state.speed === 0 ? 1 : state.speed);
  const at = dragged ?? momentAt(state, now - answeredAt);
  const playing = state.speed > 0;
  const label = playing ? "Pause" : "Play";
  const commit = (): void => {
    if (dragged === null) return;
    onMove({ at: dragged });
    setDragged(null);
  };
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label={label}
        title={label}
        onClick={() => onMove({ at, speed: playing ? 0 : speed })}
      >
        <Icon name={playing ? "pause" : "play"} />
      </button>
      <select
        aria-label="Speed"
        value={speed}
        onChange={(event) => {
          const picked = Number(event.currentTarget.value);
          setSpeed(picked);
          if (playing) onMove({ at, speed: picked });
        }}
      >
        {[...new Set([...SPEEDS, speed])].map((one) => (
          <option key={one} value={one}>
            {one}×
          </option>
        ))}
      </select>
      <input
        type="range"
        aria-label="Moment of the recording"
        min={state.from}
        max={state.to}
        step={1000}
        value={at}
        aria-valuetext={formatTime(at)}
        onChange={(event) => setDragged(Number(event.currentTarget.value))}
        onPointerUp={commit}
        onKeyUp={commit}
        onBlur={commit}
      />
      <span className="replay-time" title={`Recorded from ${formatTime(state.from)} to ${formatTime(state.to)}`}>
        {formatTime(at)}
        <span className="replay-length"> of {formatDuration(state.to - state.from)}</span>
      </span>
    </>
  );
}
