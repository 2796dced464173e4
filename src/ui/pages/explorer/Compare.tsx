// Two answers side by side: of the same request at two times, or of two servers.
import { curlOf } from "../../asked.ts";
import { formatBytes, formatTime } from "../../format.ts";
import { CopyButton } from "../../parts/CopyButton.tsx";
import { Icon } from "../../parts/Icon.tsx";
import { useLive } from "../../live.ts";
import { queries } from "../../queries.ts";
import type { Exchange } from "../../send.ts";
import { keptAnswer } from "./answer-store.ts";
import type { Pair, Side } from "./comparison.ts";
import { statusText } from "./Facts.tsx";
import { useHistory } from "./useHistory.ts";
import { contentOf, Viewer } from "./Viewer.tsx";

interface Properties {
  readonly cluster: string;
  readonly target: string;
  readonly pair: Pair;
  readonly onPair: (pair: Pair | null) => void;
}

export function Compare(properties: Properties) {
  const history = useHistory();
  const missing = properties.pair.some(
    (side) => side.kind === "kept" && !history.some(({ id, kept }) => kept && id === side.id),
  );
  if (!missing) return <Both {...properties} />;
  return (
    <p className="explorer-note">
      An answer of this comparison is not kept in this browser: it was cleared, made room for others, or the link comes
      from another browser.{" "}
      <button type="button" className="text-button" onClick={() => properties.onPair(null)}>
        Ask now
      </button>
    </p>
  );
}

function Both({ cluster, target, pair, onPair }: Properties) {
  const left = useSide(cluster, target, pair[0]);
  const right = useSide(cluster, target, pair[1]);
  return (
    <>
      <div className="compare-bar">
        <SideFacts title="Left" target={target} {...left} />
        <SideFacts title="Right" target={target} {...right} />
        <span className="answer-actions">
          <button type="button" className="text-button" onClick={() => onPair([pair[1], pair[0]])}>
            <Icon name="swap" size={13} />
            <span>Swap</span>
          </button>
          <button
            type="button"
            className="text-button"
            disabled={left.refresh === null && right.refresh === null}
            onClick={() => {
              left.refresh?.();
              right.refresh?.();
            }}
          >
            <Icon name="refresh" size={13} />
            <span>Ask again</span>
          </button>
          <CopyButton wide text={window.location.href} label="Copy link" />
          <button type="button" className="text-button" onClick={() => onPair(null)}>
            <Icon name="close" size={13} />
            <span>End the comparison</span>
          </button>
        </span>
      </div>
      <Viewer
        cluster={cluster}
        server={right.exchange.server ?? "leader"}
        target={right.asked}
        label={labelOf(right)}
        exchange={right.exchange}
        against={{ content: contentOf(left.exchange), label: labelOf(left) }}
      />
    </>
  );
}

interface Loaded {
  readonly exchange: Exchange;
  /** Path and query that it answers. */
  readonly asked: string;
  /** Null: a kept answer stays what it was. */
  readonly refresh: (() => void) | null;
}

function useSide(cluster: string, target: string, side: Side): Loaded {
  const history = useHistory();
  const { exchange, refresh } = useLive(
    side.kind === "kept"
      ? queries.kept(side.id, () => keptAnswer(side.id))
      : { ...queries.raw(cluster, side.server, target), staleTime: Number.POSITIVE_INFINITY },
  );
  const entry = side.kind === "kept" ? history.find(({ id }) => id === side.id) : undefined;
  return { exchange, asked: entry?.target ?? target, refresh: side.kind === "kept" ? null : refresh };
}

function labelOf({ exchange }: Loaded): string {
  return `${exchange.server ?? "the dashboard"}, ${formatTime(exchange.at)}`;
}

function SideFacts({ title, target, exchange, asked }: Loaded & { readonly title: string; readonly target: string }) {
  const curl = curlOf(exchange);
  return (
    <div className="compare-side">
      <h3>{title}</h3>
      <p>
        <code>{exchange.server ?? "the dashboard"}</code>{" "}
        {curl !== null && <CopyButton text={curl} label="Copy as curl" />}
      </p>
      {asked !== target && (
        <p>
          <code>{asked}</code>
        </p>
      )}
      <p className="compare-dim">
        {formatTime(exchange.at)}, {statusText(exchange.status)}, {formatBytes(exchange.size)}
      </p>
    </div>
  );
}
