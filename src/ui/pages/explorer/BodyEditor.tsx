// The body of a POST: a template to begin with, and what is wrong with it, before it is sent.
import { useId } from "react";
import type { BodyFormat } from "./body-check.ts";

interface Properties {
  readonly body: string;
  readonly onBody: (body: string) => void;
  readonly json: boolean;
  readonly format: BodyFormat | null;
  /** Sentences. */
  readonly wrong: readonly string[];
  /** The template, for one who has spoilt it. */
  readonly template: string;
}

export function BodyEditor({ body, onBody, json, format, wrong, template }: Properties) {
  const id = useId();
  const problems = useId();
  return (
    <div className="guarded-body">
      <label htmlFor={id}>Body ({json ? "a JSON object" : "text"})</label>
      <textarea
        id={id}
        rows={Math.min(12, Math.max(3, body.split("\n").length))}
        value={body}
        spellCheck={false}
        aria-invalid={wrong.length > 0}
        aria-describedby={problems}
        onChange={(event) => onBody(event.currentTarget.value)}
      />
      <div id={problems} role="status">
        {wrong.length > 0 && (
          <ul className="request-warnings" aria-label="Wrong with the body">
            {wrong.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        )}
      </div>
      {format !== null && (
        <details>
          <summary>Fields</summary>
          <ul className="body-fields">
            {format.fields.map(({ name, type, oneOf, hint }) => (
              <li key={name}>
                <code>{name}</code> {oneOf === undefined ? type : oneOf.map((one) => `"${one}"`).join(" or ")}
                {hint !== "" && `: ${hint}`}
              </li>
            ))}
          </ul>
        </details>
      )}
      {template !== "" && body !== template && (
        <button type="button" className="text-button" onClick={() => onBody(template)}>
          Begin again with the template
        </button>
      )}
    </div>
  );
}
