// The text as it was received, or indented; only the lines in view are drawn.
import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { formatCount } from "../../format.ts";
import { ROW_HEIGHT, useRowScroll } from "../scroll/useRowScroll.ts";
import type { DocumentStore } from "../viewer/document-store.ts";
import { WindowStore } from "../viewer/windowed.ts";
import type { Line } from "../worker/protocol.ts";
import "./text.css";

interface Properties {
  /** Its document must not change: give the view another React key with another document. */
  readonly store: DocumentStore;
  readonly form: "raw" | "pretty";
  /** A byte whose line is marked and brought into view: where the text stops being JSON. */
  readonly mark?: number;
}

export function TextView({ store, form, mark }: Properties) {
  const [lines] = useState(() => linesOf(store, form));
  const { count, rows, failed } = useSyncExternalStore(lines.subscribe, lines.current);
  const { attach, onScroll, onWheel, sizer, first, end, place, show } = useRowScroll(count, (from, to) =>
    lines.look(from, to),
  );
  const marked = useMarkedLine(store, mark);
  const shown = useRef(false);
  useLayoutEffect(() => {
    if (marked === null || count <= marked || shown.current) return;
    shown.current = true;
    show(Math.max(0, marked - 3));
    show(Math.min(count - 1, marked + 3));
  });
  const drawn = Array.from({ length: end - first }, (_, index) => first + index).filter((line) => rows.has(line));
  return (
    // What scrolls must be reachable by keyboard, though it does nothing.
    <section
      className="json-text"
      aria-label="Text"
      ref={attach}
      onScroll={onScroll}
      onWheel={onWheel}
      {...{ tabIndex: 0 }}
    >
      {failed !== null && <p role="alert">{failed}</p>}
      <div className="json-rows" style={sizer}>
        {drawn.map((line) => (
          <div
            key={line}
            className="json-line"
            style={{ transform: `translateY(${place(line)}px)`, height: ROW_HEIGHT }}
            data-marked={line === marked || undefined}
          >
            <span className="json-line-number">{numberText(rows.get(line)?.number ?? null)}</span>
            <span className="json-line-text">{rows.get(line)?.text}</span>
          </div>
        ))}
      </div>
    </section>
  );
}

function linesOf(store: DocumentStore, form: "raw" | "pretty"): WindowStore<Line> {
  return new WindowStore(async (from, to) => {
    const part = await store.ask("lines", { style: form, from, to });
    return { from: part.from, rows: part.lines, count: part.count };
  });
}

function useMarkedLine(store: DocumentStore, mark: number | undefined): number | null {
  const [line, setLine] = useState<number | null>(null);
  useEffect(() => {
    if (mark === undefined) return;
    let gone = false;
    store.ask("lineOf", { at: mark }).then(
      (found) => {
        if (!gone) setLine(found);
      },
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [store, mark]);
  return line;
}

function numberText(number: number | null): string {
  return number === null ? "" : formatCount(number);
}
