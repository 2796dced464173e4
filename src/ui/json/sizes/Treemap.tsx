import { useCallback, useState } from "react";
import { formatBytes } from "../../format.ts";
import type { SizeNode } from "./size-tree.ts";
import { squarified, type Rectangle } from "./treemap.ts";

interface Properties {
  readonly tree: SizeNode;
  readonly onOpen: (place: number) => void;
}

/** px; it is as wide as there is room, which is known when it stands there. */
const FIRST_WIDTH = 1000;
const HEIGHT = 300;
/** px; smaller parts are not drawn. */
const SEEN = 3;
/** Room for the name above what a branch holds. */
const HEAD = 16;
const CHARACTER = 7;

/** The table below says the same: this is for the eye and the mouse. */
export function Treemap({ tree, onOpen }: Properties) {
  const [width, setWidth] = useState(FIRST_WIDTH);
  const attach = useCallback((element: SVGSVGElement) => {
    const measure = new ResizeObserver(() => setWidth(Math.max(1, element.clientWidth)));
    measure.observe(element);
    return () => measure.disconnect();
  }, []);
  const places = squarified(
    tree.holds.map(({ bytes }) => bytes),
    { x: 0, y: 0, width, height: HEIGHT },
  );
  return (
    <svg ref={attach} className="json-treemap" height={HEIGHT} role="img" aria-label="Sizes as areas">
      {tree.holds.map((held, place) => {
        const at = places[place];
        if (at === undefined || at.width < 1 || at.height < 1) return null;
        return (
          <Area
            key={`${held.name} ${held.node ?? place}`}
            held={held}
            at={at}
            nested={NESTED}
            onOpen={() => onOpen(place)}
          />
        );
      })}
    </svg>
  );
}

/** Levels of branches within each other; deeper ones have no room. */
const NESTED = 5;

interface AreaProperties {
  readonly held: SizeNode;
  readonly at: Rectangle;
  readonly nested: number;
  /** Opens the outermost; those inside are part of it. */
  readonly onOpen?: () => void;
}

function Area({ held, at, nested, onOpen }: AreaProperties) {
  const fits = at.width > 40 && at.height > HEAD;
  const inside = { x: at.x + 2, y: at.y + HEAD, width: at.width - 4, height: at.height - HEAD - 2 };
  const room = nested > 0 && fits && inside.height > HEAD;
  const parts = room
    ? squarified(
        held.holds.map(({ bytes }) => bytes),
        inside,
      )
    : [];
  const letters = Math.floor((at.width - 8) / CHARACTER);
  return (
    <g
      className="json-area"
      {...(onOpen === undefined ? {} : { "data-opens": held.holds.length > 0 || undefined, onClick: onOpen })}
    >
      <title>
        {held.name}: {formatBytes(held.bytes)}
      </title>
      <rect {...at} />
      {fits && (
        <text x={at.x + 4} y={at.y + 12}>
          {held.name.length > letters ? `${held.name.slice(0, Math.max(1, letters - 1))}…` : held.name}
        </text>
      )}
      {parts.map((part, place) => {
        const inner = held.holds[place];
        if (inner === undefined || part.width < SEEN || part.height < SEEN) return null;
        return <Area key={`${part.x} ${part.y}`} held={inner} at={part} nested={nested - 1} />;
      })}
    </g>
  );
}
