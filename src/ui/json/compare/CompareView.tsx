// Two documents beside each other or merged: differences counted, jumped between, and shown alone.
import {
  useId,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
  type MouseEvent,
} from "react";
import { formatCount } from "../../format.ts";
import { useRowScroll } from "../scroll/useRowScroll.ts";
import type { ViewState } from "../view-state.ts";
import type { DocumentStore } from "../viewer/document-store.ts";
import { Toggle } from "../viewer/Toggle.tsx";
import { WindowStore } from "../viewer/windowed.ts";
import type { ComparePart, CompareRow } from "../worker/protocol.ts";
import { DifferenceRow } from "./DifferenceRow.tsx";
import "./compare.css";

interface Properties {
  /** Its documents must not change: give the view another React key with others. */
  readonly store: DocumentStore;
  readonly state: ViewState;
  readonly onState: (changed: Partial<ViewState>) => void;
  /** What the two are called: the old one, and the new one. */
  readonly before: string;
  readonly after: string;
}

export function CompareView({ store, state, onState, before, after }: Properties) {
  const { layout, onlyDifferences: only } = state;
  const [rows, setRows] = useState(() => new CompareStore(store, only, null));
  const { count, rows: known, failed } = useSyncExternalStore(rows.subscribe, rows.current);
  const [chosen, setChosen] = useState(0);
  const { attach, onScroll, onWheel, sizer, first, end, page, place, show } = useRowScroll(count, (from, to) =>
    rows.look(from, to),
  );
  const gridId = useId();
  const shown = useRef({ chosen, only });
  useLayoutEffect(() => {
    if (shown.current.chosen === chosen || count === 0) return;
    shown.current = { chosen, only };
    show(chosen);
  });
  const { part } = rows;

  function renew(nextOnly: boolean): void {
    setRows(new CompareStore(store, nextOnly, rows.part));
  }
  function step(by: 1 | -1): void {
    void store.ask("compareStep", { row: chosen, step: by, only }).then((row) => {
      if (row < 0) return;
      renew(only);
      setChosen(row);
    });
  }
  function turn(row: CompareRow): void {
    void store.ask("compareTurn", { node: row.node, only }).then(() => renew(only));
  }
  function go(row: number): void {
    setChosen(Math.max(0, Math.min(count - 1, row)));
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = known.get(chosen);
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => go(chosen + 1),
      ArrowUp: () => go(chosen - 1),
      PageDown: () => go(chosen + page),
      PageUp: () => go(chosen - page),
      Home: () => go(0),
      End: () => go(count - 1),
      ArrowRight: () => row?.open === false && turn(row),
      ArrowLeft: () => row?.open === true && turn(row),
      Enter: () => row !== undefined && row.open !== null && turn(row),
      n: () => step(1),
      p: () => step(-1),
    };
    const action = steps[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  }
  function onClick(event: MouseEvent): void {
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-row]") : null;
    if (element === null) return;
    const row = Number(element.dataset["row"]);
    setChosen(row);
    const facts = known.get(row);
    if (facts !== undefined && facts.open !== null) turn(facts);
  }

  if (failed !== null) return <p role="alert">{failed}</p>;
  if (part === null) {
    // The grid's hook asks for its first rows as soon as it is drawn.
    return <p role="status">Comparing…</p>;
  }
  const drawn = Array.from({ length: end - first }, (_, index) => first + index);
  return (
    <>
      <div className="json-bar">
        <div role="group" aria-label="Layout" className="json-group">
          <Toggle pressed={layout === "side"} onPress={() => onState({ layout: "side" })} label="Side by side" />
          <Toggle pressed={layout === "merged"} onPress={() => onState({ layout: "merged" })} label="Merged" />
        </div>
        <Toggle
          pressed={only}
          onPress={() => {
            onState({ onlyDifferences: !only });
            setChosen(0);
            renew(!only);
          }}
          label="Only differences"
        />
        <div role="group" aria-label="Differences" className="json-group">
          <Toggle onPress={() => step(-1)} label="↑" title="Previous difference (p)" />
          <Toggle onPress={() => step(1)} label="↓" title="Next difference (n)" />
        </div>
        <span role="status" className="json-size" aria-label="Differences">
          {differencesText(part)}
        </span>
      </div>
      {layout === "side" && (
        <div className="json-sides" aria-hidden="true">
          <span>{before}</span>
          <span>{after}</span>
        </div>
      )}
      <div
        ref={attach}
        className="json-tree"
        role="treegrid"
        aria-label="Comparison"
        aria-rowcount={count}
        aria-activedescendant={`${gridId}-${chosen}`}
        tabIndex={0}
        onScroll={onScroll}
        onWheel={onWheel}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <div role="presentation" className="json-rows" style={sizer}>
          {drawn.map((row) => {
            const facts = known.get(row);
            if (facts === undefined) return null;
            return (
              <DifferenceRow
                key={row}
                id={`${gridId}-${row}`}
                row={row}
                facts={facts}
                name="$"
                layout={layout}
                chosen={row === chosen}
                top={place(row)}
              />
            );
          })}
        </div>
      </div>
    </>
  );
}

function differencesText({ changed, removed, added }: ComparePart): string {
  const all = changed + removed + added;
  if (all === 0) return "No difference";
  const parts = [
    [changed, "changed"],
    [removed, "removed"],
    [added, "added"],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`);
  return `${formatCount(all)} difference${all === 1 ? "" : "s"}: ${told.join(", ")}`;
}

/** The rows as they are folded now, and the counts. */
class CompareStore extends WindowStore<CompareRow> {
  part: ComparePart | null;

  /** @param before what is known until the first answer */
  constructor(store: DocumentStore, only: boolean, before: ComparePart | null) {
    super(async (from, to) => {
      const part = await store.ask("compare", { only, from, to });
      this.part = part;
      return part;
    });
    this.part = before;
  }
}
