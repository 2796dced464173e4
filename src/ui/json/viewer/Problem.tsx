import { formatCount } from "../../format.ts";
import type { Fault } from "../core/tokens.ts";
import type { DocumentProblem } from "../worker/protocol.ts";

interface Properties {
  readonly problem: DocumentProblem;
  /** What follows can be shown no more. */
  readonly fatal: boolean;
  readonly onText: () => void;
}

/** To go on with ` at line 1, column 4`. */
const FAULTS: Readonly<Record<Fault, string>> = {
  "byte-order-mark": "The text begins with a byte order mark",
  control: "A control character stands in a string unescaped",
  escape: "A string has an escape that JSON does not know",
  utf8: "A string has bytes that are not UTF-8",
  word: "JSON has no such word",
  number: "JSON does not write numbers like this",
  end: "The text ends too early",
  value: "A value is missing",
  key: "A key in double quotes is missing",
  colon: "A colon is missing",
  separator: "A comma or a closing bracket is missing",
  trailing: "There is more text after the end",
  depth: "This nests deeper than 65,000 levels",
};

/** What of the text is no JSON, and where. */
export function Problem({ problem, fatal, onText }: Properties) {
  const { fault, line, column, count, around } = problem;
  return (
    <div className="json-error" role="status">
      <p>
        <strong>{fatal ? "This sets out as JSON but is broken." : "This is not quite JSON."}</strong> {FAULTS[fault]} at
        line {formatCount(line)}, column {formatCount(column)}.{" "}
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
