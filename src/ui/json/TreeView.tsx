// The tree itself: only the rows in view are drawn, one of them is current, and the keyboard walks it.
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useId, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from "react";
import type { Document } from "./document.ts";
import { moveFor, typeAhead, typed, type Move, type Typed } from "./keyboard.ts";
import { Row, rowAt } from "./Row.tsx";
import { RowDetail } from "./RowDetail.tsx";
import { ROOT, turn, turnAll, visibleRows, type Openness } from "./rows.ts";

const ROW_HEIGHT = 22;

interface Properties {
  readonly document: Extract<Document, { kind: "json" }>;
  readonly name: string;
  readonly openness: Openness;
  readonly onOpenness: (openness: Openness) => void;
}

export function TreeView({ document, name, openness, onOpenness }: Properties) {
  const { root, inside, text } = document;
  const rows = useMemo(() => visibleRows(root, inside, openness), [root, inside, openness]);
  const [current, setCurrent] = useState<Place>({ id: ROOT, index: 0 });
  const at = useMemo(() => indexOf(rows, current), [rows, current]);
  const scroller = useRef<HTMLDivElement>(null);
  const lastTyped = useRef<Typed | null>(null);
  const treeId = useId();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
    // The current row is always drawn: assistive technology is pointed to it.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), at])].toSorted((a, b) => a - b),
  });

  function apply(move: Move): void {
    switch (move.kind) {
      case "go":
        return goTo(move.to);
      case "turn":
        return turnRow(move.index);
      case "open-siblings": {
        const parent = rows[move.index]?.parent;
        const siblings = rows.filter((row) => row.parent === parent);
        return onOpenness(turnAll(openness, siblings, inside, true));
      }
    }
  }

  function goTo(index: number): void {
    const row = rows[index];
    if (row === undefined) return;
    setCurrent({ id: row.id, index });
    virtual.scrollToIndex(index);
  }

  function turnRow(index: number): void {
    const row = rows[index];
    if (row === undefined || inside(row.node) === null) return;
    setCurrent({ id: row.id, index });
    onOpenness(turn(openness, row.id));
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
    const move = moveFor(event.key, rows, at, inside, page);
    if (move !== null) {
      apply(move);
    } else if (event.key.length === 1 && event.key !== " ") {
      lastTyped.current = typed(lastTyped.current, event.key, event.timeStamp);
      const found = typeAhead(rows, at, lastTyped.current.text);
      if (found !== null) goTo(found);
    } else if (!WALKING.has(event.key)) {
      return;
    }
    event.preventDefault();
  }

  /** A click chooses a row and opens or closes it; a string that holds JSON opens by its triangle only. */
  function onClick(event: MouseEvent): void {
    const clicked = rowAt(event.target);
    const row = clicked === null ? undefined : rows[clicked.index];
    if (clicked === null || row === undefined) return;
    setCurrent({ id: row.id, index: clicked.index });
    const selecting = window.getSelection()?.isCollapsed === false;
    if (clicked.onTriangle || (row.node.kind !== "string" && !selecting)) turnRow(clicked.index);
  }

  return (
    <>
      <div
        ref={scroller}
        className="json-tree"
        role="tree"
        aria-label="JSON"
        aria-activedescendant={`${treeId}-${at}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <div role="presentation" className="json-rows" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <Row
                key={row.id}
                id={`${treeId}-${index}`}
                index={index}
                row={row}
                name={name}
                inside={inside(row.node)}
                current={index === at}
                top={start}
              />
            );
          })}
        </div>
      </div>
      <RowDetail text={text} rows={rows} at={at} />
    </>
  );
}

/** Keys of the tree that had nothing to do: the page must not scroll away under them. */
const WALKING = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Enter", " "]);

interface Place {
  readonly id: string;
  /** Where it was when it was chosen: nearly always still right, and spares a search among all rows. */
  readonly index: number;
}

/** Where the current row is; where it is folded away, its nearest visible ancestor. */
function indexOf(rows: readonly { readonly id: string }[], { id, index: guess }: Place): number {
  if (rows[guess]?.id === id) return guess;
  for (let sought = id; ; sought = sought.slice(0, Math.max(0, sought.lastIndexOf("/")))) {
    const index = rows.findIndex((row) => row.id === sought);
    if (index >= 0 || sought === "") return Math.max(0, index);
  }
}
