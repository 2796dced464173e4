import { formatCount } from "../../format.ts";
import type { DocumentProblem } from "../worker/protocol.ts";

interface Properties {
  readonly problem: DocumentProblem;
  /** What follows can be shown no more. */
  readonly fatal: boolean;
  readonly onText: () => void;
}

/** What of the text is no JSON, and where. */
export function Problem({ problem, fatal, onText }: Properties) {
  const { text, line, column, count, around } = problem;
  return (
    <div className="json-error" role="status">
      <p>
        <strong>{fatal ? "This sets out as JSON but is broken." : "This is not quite JSON."}</strong> {text} at line{" "}
        {formatCount(line)}, column {formatCount(column)}.{" "}
        {fatal
          ? "The tree has what stands before it; the text below has all of it."
          : `The tree has all of it, as written${count > 1 ? `; there are ${formatCount(count)} such places` : ""}.`}{" "}
        {!fatal && (
          <button type="button" className="text-button" onClick={onText}>
            Show it in the text
          </button>
        )}
      </p>
      <pre className="json-around">
        {around.before}
        <mark>{around.from === "" ? "⏎" : around.from.slice(0, 1)}</mark>
        {around.from.slice(1)}
      </pre>
    </div>
  );
}
