// The JSON viewer: a text as a tree that is folded and walked by keyboard, or as the text that was received.
import { useMemo, useState } from "react";
import { CopyAction } from "./CopyAction.tsx";
import { readDocument } from "./document.ts";
import { PlainText } from "./PlainText.tsx";
import { depthOf, fittingDepth, openTo, type Openness } from "./rows.ts";
import { TreeView } from "./TreeView.tsx";
import "./json.css";

interface Properties {
  /** As it was received. */
  readonly text: string;
  /** What the root is called, e.g. the path that was asked. */
  readonly name?: string;
  /** How many levels are open at first; by default as many as fit about a screen or two. */
  readonly initialDepth?: number;
}

const ROWS_AT_FIRST = 80;
/** Deeper is `All`: a button for each of fifty levels helps nobody. */
const DEPTH_BUTTONS = 5;

export function JsonTree({ text, name = "JSON", initialDepth }: Properties) {
  const document = useMemo(() => readDocument(text), [text]);
  const [view, setView] = useState<"tree" | "text">("tree");
  const [chosen, setChosen] = useState<Openness | null>(null);
  const initial = useMemo(
    () =>
      document.kind === "text"
        ? openTo(0)
        : openTo(initialDepth ?? fittingDepth(document.root, document.inside, ROWS_AT_FIRST)),
    [document, initialDepth],
  );
  const depth = useMemo(() => (document.kind === "text" ? 0 : depthOf(document.root, document.inside)), [document]);
  if (document.kind === "text") {
    return (
      <div className="json">
        <div className="json-bar">
          <span className="json-size">
            {document.error === null ? "Text" : "Not JSON"}, {lengthText(text)}
          </span>
          <span className="json-gap" />
          <CopyAction label="Copy all" text={() => text} />
        </div>
        {document.error !== null && (
          <p className="json-error" role="status">
            This sets out as JSON but cannot be read as such: {document.error.message}. Shown as text.
          </p>
        )}
        <PlainText text={text} />
      </div>
    );
  }
  const openness = chosen ?? initial;
  return (
    <div className="json">
      <div className="json-bar">
        <div role="group" aria-label="View" className="json-group">
          <Toggle pressed={view === "tree"} onPress={() => setView("tree")} label="Tree" />
          <Toggle pressed={view === "text"} onPress={() => setView("text")} label="Text" />
        </div>
        {view === "tree" && depth > 0 && (
          <div role="group" aria-label="Levels open" className="json-group">
            <span className="json-hint">Levels</span>
            {Array.from({ length: Math.min(depth, DEPTH_BUTTONS + 1) - 1 }, (_, index) => index + 1).map((level) => (
              <Toggle
                key={level}
                pressed={openness.depth === level && openness.turned.size === 0}
                onPress={() => setChosen(openTo(level))}
                label={String(level)}
              />
            ))}
            <Toggle
              pressed={openness.depth >= depth && openness.turned.size === 0}
              onPress={() => setChosen(openTo(Infinity))}
              label="All"
            />
            <Toggle
              pressed={openness.depth === 0 && openness.turned.size === 0}
              onPress={() => setChosen(openTo(0))}
              label="None"
            />
          </div>
        )}
        <span className="json-gap" />
        <span className="json-size">{lengthText(text)}</span>
        <CopyAction label="Copy all" text={() => text} />
      </div>
      {view === "tree" ? (
        <TreeView document={document} name={name} openness={openness} onOpenness={setChosen} />
      ) : (
        <PlainText text={text} />
      )}
    </div>
  );
}

function Toggle({ pressed, onPress, label }: { pressed: boolean; onPress: () => void; label: string }) {
  return (
    <button type="button" className="json-toggle" aria-pressed={pressed} onClick={onPress}>
      {label}
    </button>
  );
}

const NUMBER = new Intl.NumberFormat("en-US");

function lengthText(text: string): string {
  return text.length === 1 ? "1 character" : `${NUMBER.format(text.length)} characters`;
}
