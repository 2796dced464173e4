// The tree: only the rows in view are drawn, one of them is chosen, and the keyboard walks it.
import { useId, useLayoutEffect, useRef, type KeyboardEvent, type MouseEvent } from "react";
import { useRowScroll } from "../scroll/useRowScroll.ts";
import type { DocumentStore, Snapshot } from "../viewer/document-store.ts";
import type { DocumentState, RowFacts } from "../worker/protocol.ts";
import { Above } from "./Above.tsx";
import { pressed, type Typed } from "./keys.ts";
import type { Meaning } from "./meaning.ts";
import { Row, rowAt } from "./Row.tsx";

interface Properties {
  readonly store: DocumentStore;
  readonly snapshot: Snapshot;
  readonly state: DocumentState;
  readonly name: string;
  readonly meaning: Meaning;
  readonly needle: string;
  readonly onFind: () => void;
}

/** Rows that are drawn take turns on so many elements: scrolling alters elements instead of making new ones. */
const ELEMENTS = 256;

export function TreeView({ store, snapshot, state, name, meaning, needle, onFind }: Properties) {
  const { rows } = snapshot;
  const { rowCount, chosen, above } = state;
  const { attach, onScroll, onWheel, sizer, first, end, top, page, place, show } = useRowScroll(rowCount, (...seen) =>
    store.look(...seen),
  );
  const typed = useRef<Typed | null>(null);
  const treeId = useId();

  const times = chosen?.times ?? 0;
  const chosenRow = chosen?.facts.row ?? 0;
  const shownTimes = useRef(0);
  useLayoutEffect(() => {
    if (times === shownTimes.current) return;
    shownTimes.current = times;
    show(chosenRow);
  });

  function onKeyDown(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.key === "f") {
      // The browser's own search finds only what is drawn.
      event.preventDefault();
      return onFind();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const key = pressed(event.key, typed.current, event.timeStamp, page);
    if (key === undefined) return;
    typed.current = key.typed;
    if (key.move !== null) store.send({ kind: "move", move: key.move });
    event.preventDefault();
  }

  /** A click chooses a row and opens or closes it; a string that holds JSON opens by its triangle only. */
  function onClick(event: MouseEvent): void {
    if (event.target instanceof Element && event.target.closest("a") !== null) return;
    const clicked = rowAt(event.target);
    if (clicked === null) return;
    const facts = [...rows.values(), chosen?.facts].find((row) => row?.id === clicked.id);
    const selecting = window.getSelection()?.isCollapsed === false;
    const turns = facts?.open !== null && (clicked.onTriangle || (facts?.kind !== "string" && !selecting));
    store.send({ kind: turns ? "turn" : "choose", id: clicked.id });
  }

  const drawn: RowFacts[] = [];
  for (let row = first; row < end; row++) {
    const facts = rows.get(row);
    if (facts !== undefined) drawn.push(facts);
  }
  // Assistive technology is pointed to the chosen row: it is there even when it is far away.
  const chosenFacts = chosen?.facts;
  const chosenIsDrawn = chosenFacts !== undefined && drawn.some(({ id }) => id === chosenFacts.id);
  return (
    <>
      <Above rows={above} name={name} onChoose={(id) => store.send({ kind: "choose", id })} />
      <div
        ref={attach}
        className="json-tree"
        role="tree"
        aria-label="JSON"
        aria-activedescendant={chosen === null ? undefined : `${treeId}-${chosen.facts.id}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onScroll={onScroll}
        onWheel={onWheel}
      >
        <div role="presentation" className="json-rows" style={sizer}>
          {drawn.map((facts) => (
            <Row
              key={facts.row % ELEMENTS}
              id={`${treeId}-${facts.id}`}
              facts={facts}
              name={name}
              chosen={facts.id === chosenFacts?.id}
              top={place(facts.row)}
              meaning={meaning}
              needle={facts.match ? needle : ""}
            />
          ))}
          {chosenFacts !== undefined && !chosenIsDrawn && (
            <Row
              key="chosen"
              id={`${treeId}-${chosenFacts.id}`}
              facts={chosenFacts}
              name={name}
              chosen
              away
              top={place(top)}
              meaning={meaning}
              needle=""
            />
          )}
        </div>
      </div>
    </>
  );
}
