// The flame graph with what belongs to it: the way from the root to what is zoomed in on, the search's result, the frame under the pointer.
import { useState } from "react";
import { Link } from "react-router";
import { Loading } from "../../parts/Loading.tsx";
import { plural } from "../../format.ts";
import { FlameCanvas } from "./FlameCanvas.tsx";
import { Legend } from "./Legend.tsx";
import { formatAmount, measureName } from "./measures.ts";
import { shareWords, type Model } from "./model.ts";
import type { Flame, FrameFacts } from "./protocol.ts";
import { addressOf, type ProfileUrl, type useProfileUrl } from "./url-state.ts";
import { usePart } from "./usePart.ts";

interface Properties {
  readonly model: Model;
  readonly url: ProfileUrl;
  readonly setUrl: ReturnType<typeof useProfileUrl>[1];
}

/** px, until the place for it has been measured. */
const USUAL_WIDTH = 1000;
const HEIGHT = 420;

export function FlameView({ model, url, setUrl }: Properties) {
  const { background, counted, compares, opened } = model;
  const [width, setWidth] = useState(USUAL_WIDTH);
  const [hovered, setHovered] = useState<number | null>(null);
  const shape = { inverted: url.inverted, byThread: url.threads && opened.threads };
  const { data: flame, problem } = usePart(background, "flame", {
    ...counted,
    shape,
    zoom: url.zoom,
    find: url.find,
    width,
  });
  const frame = usePart(background, "frame", { ...counted, shape, node: hovered ?? 0 }, hovered !== null).data;
  if (problem !== null) return <p role="alert">{problem}</p>;
  if (flame === null) return <Loading height={HEIGHT} label="Drawing…" />;
  if (flame.all.every((amount) => amount === 0)) return <Empty model={model} />;
  const shown = hovered !== null && frame?.node === hovered ? frame : (flame.path.at(-1) ?? null);
  return (
    <figure className="flame" aria-label="Flame graph">
      <Path model={model} url={url} path={flame.path} />
      <p className="flame-said" role="status">
        {searchWords(flame, url.find)}
      </p>
      <FlameCanvas
        rects={flame.rects}
        label={labelOf(model, flame)}
        searching={url.find !== ""}
        onWidth={setWidth}
        onHover={setHovered}
        onZoom={(zoom) => void setUrl({ zoom })}
      />
      <figcaption className="flame-frame">
        {shown !== null && <Frame model={model} url={url} flame={flame} frame={shown} />}
      </figcaption>
      <Legend compares={compares} />
    </figure>
  );
}

/** A process that did nothing has a profile, too. */
function Empty({ model: { opened, measure } }: Pick<Properties, "model">) {
  const kind = opened.profiles[0]?.kind ?? "pprof";
  return (
    <p className="recent-note">
      {kind === "cpu"
        ? "The process used no processor time while it was looked at, so that there is nothing to draw."
        : `There is nothing to draw: ${measureName(measure, kind)} is 0 everywhere. Choose another count, if there is one.`}
    </p>
  );
}

function searchWords({ match, all }: Flame, find: string): string {
  if (match === null) return "";
  if (match.functions === 0) return `No function has “${find}” in its name.`;
  return `${plural(match.functions, "function")} with “${find}”: ${shareWords(match.amounts, all)} of all`;
}

/** For those who do not see it: what is in it, and where it can be read. */
function labelOf({ measure, opened }: Model, { rects, all }: Flame): string {
  const what = measureName(measure, opened.profiles[0]?.kind ?? "pprof");
  const amounts = all.map((amount) => formatAmount(amount, measure.unit)).join(" and ");
  return `${what}, ${amounts}: ${plural(rects.count, "frame")} in ${plural(rects.rows, "row")}. The views Top functions and Callers and callees have the same as tables.`;
}

/** The way back: each step of it takes the whole width again. */
function Path({ model, url, path }: Pick<Properties, "model" | "url"> & { readonly path: readonly FrameFacts[] }) {
  const last = path.length - 1;
  // Of a long way only its beginning and its end are worth the room.
  const steps = path.map((frame, depth) => ({ frame, depth })).filter(({ depth }) => depth === 0 || depth > last - 3);
  return (
    <nav className="flame-path" aria-label="Zoomed in on">
      {steps.map(({ frame, depth }, index) => (
        <span key={depth}>
          {index > 0 && (depth > (steps[index - 1]?.depth ?? 0) + 1 ? " › … › " : " › ")}
          {depth === last ? (
            <strong>{frame.name}</strong>
          ) : (
            <Link to={addressOf(model.cluster, { ...url, zoom: url.zoom.slice(0, depth) })}>{frame.name}</Link>
          )}
        </span>
      ))}
    </nav>
  );
}

function Frame({
  model,
  url,
  flame,
  frame,
}: Pick<Properties, "model" | "url"> & { readonly flame: Flame; readonly frame: FrameFacts }) {
  const { unit } = model.measure;
  const amounts = (parts: readonly number[]): string => parts.map((part) => formatAmount(part, unit)).join(" → ");
  return (
    <>
      <code className="flame-name">{frame.name}</code>
      <span>
        with what it calls {amounts(frame.total)} ({shareWords(frame.total, flame.all)})
      </span>
      <span>
        itself {amounts(frame.self)} ({shareWords(frame.self, flame.all)})
      </span>
      {frame.function >= 0 && (
        <Link to={addressOf(model.cluster, { ...url, view: "calls", fn: frame.name })}>Callers and callees</Link>
      )}
    </>
  );
}
