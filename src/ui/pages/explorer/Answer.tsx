// Asks one server, once or again and again, and shows the answer whatever its status.
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useLocation } from "react-router";
import { formatTime } from "../../format.ts";
import { Icon } from "../../parts/Icon.tsx";
import { useLiveOptional, useRepeated } from "../../live.ts";
import { queries, seenExchange } from "../../queries.ts";
import type { Exchange } from "../../send.ts";
import { AnswerView } from "./AnswerView.tsx";
import type { Pair, Side } from "./comparison.ts";
import { idOf } from "./history.ts";
import { REPEATS } from "./url-state.ts";
import { pin, remember, useHistory } from "./useHistory.ts";

interface Properties {
  readonly cluster: string;
  readonly server: string;
  readonly target: string;
  /** Seconds; 0: not repeated. */
  readonly every: number;
  readonly onEvery: (seconds: number) => void;
  readonly onCompare: (pair: Pair) => void;
}

export function Answer({ cluster, server, target, every, onEvery, onCompare }: Properties) {
  const client = useQueryClient();
  const state: unknown = useLocation().state;
  // Whoever comes from a page by "Raw JSON" wants to see what that page shows, not what would be said now.
  const fromPage = typeof state === "object" && state !== null && "seen" in state;
  const seen = useMemo(
    () => (fromPage ? seenExchange(client, cluster, server, target) : null),
    [fromPage, client, cluster, server, target],
  );
  const onExchange = (exchange: Exchange): void => void remember({ cluster, server, target }, exchange, every > 0);
  const { exchange, failure, refreshing, refresh } = useRepeated(
    queries.raw(cluster, server, target, { onExchange, seen }),
    every,
  );
  return (
    <AnswerView
      cluster={cluster}
      server={server}
      exchange={exchange}
      failure={failure}
      target={target}
      markChanges={every > 0}
      actions={
        <>
          <button type="button" className="text-button" onClick={refresh} disabled={refreshing && every === 0}>
            <Icon name="refresh" size={13} />
            <span>{refreshing && every === 0 ? "Sending…" : "Send again"}</span>
          </button>
          <Repeat every={every} onEvery={onEvery} />
          <Keep cluster={cluster} server={server} target={target} exchange={exchange} />
          <CompareWith cluster={cluster} server={server} target={target} exchange={exchange} onCompare={onCompare} />
        </>
      }
    />
  );
}

function Repeat({ every, onEvery }: Pick<Properties, "every" | "onEvery">) {
  return (
    <label className="answer-choice">
      <span>Repeat</span>
      <select value={every} onChange={(event) => onEvery(Number(event.currentTarget.value))}>
        {REPEATS.map((seconds) => (
          <option key={seconds} value={seconds}>
            {seconds === 0 ? "never" : `every ${seconds} s`}
          </option>
        ))}
      </select>
    </label>
  );
}

type OfAnswer = Pick<Properties, "cluster" | "server" | "target"> & { readonly exchange: Exchange };

/** Pins the answer, so that it stays when others make room. */
function Keep({ cluster, server, target, exchange }: OfAnswer) {
  const id = idOf(exchange);
  const entry = useHistory().find((one) => one.id === id);
  const pinned = entry?.pinned === true;
  async function keep(): Promise<void> {
    const kept = entry === undefined ? await remember({ cluster, server, target }, exchange) : id;
    pin(kept, !pinned);
  }
  return (
    <button type="button" className="text-button" aria-pressed={pinned} onClick={() => void keep()}>
      <Icon name={pinned ? "done" : "pin"} size={13} />
      <span>{pinned ? "Kept" : "Keep"}</span>
    </button>
  );
}

/** Earlier answers to the same request first, then the same request to other servers. */
function CompareWith(properties: OfAnswer & Pick<Properties, "onCompare">) {
  const { cluster, server, target, exchange, onCompare } = properties;
  const roster = useLiveOptional(queries.roster(cluster)).live?.data ?? [];
  const current = idOf(exchange);
  const earlier = useHistory().filter(
    (entry) => entry.kept && entry.cluster === cluster && entry.target === target && entry.id !== current,
  );
  const others = roster.filter((entry) => entry.server !== exchange.server);
  async function compare(other: Side): Promise<void> {
    const id = await remember({ cluster, server, target }, exchange);
    onCompare([other, { kind: "kept", id }]);
  }
  return (
    <label className="answer-choice">
      <span>Compare with</span>
      <select
        value=""
        onChange={(event) => {
          const { value } = event.currentTarget;
          void compare(
            value.startsWith("kept ") ? { kind: "kept", id: value.slice(5) } : { kind: "server", server: value },
          );
        }}
      >
        <option value="">…</option>
        {earlier.length > 0 && (
          <optgroup label="Earlier answers">
            {earlier.map((entry) => (
              <option key={entry.id} value={`kept ${entry.id}`}>
                {formatTime(entry.at)} {entry.answeredBy ?? ""} {entry.pinned ? "(kept)" : ""}
              </option>
            ))}
          </optgroup>
        )}
        <optgroup label="The same, asked now of">
          {others.map((entry) => (
            <option key={entry.server} value={entry.server}>
              {entry.server}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  );
}
