// What is asked, in two ways that follow each other: the path and query as text, and a field for each parameter.
import { Button } from "@mantine/core";
import { useId, useState } from "react";
import { checkRequest } from "./checks.ts";
import { Field } from "./Field.tsx";
import type { FieldProperties } from "./field-properties.ts";
import { queryParameters, readRequest, splitTarget, withParameter } from "./request.ts";

interface Properties {
  /** What the URL asks; the form follows when that changes. */
  readonly asked: string;
  readonly where: FieldProperties["where"];
  readonly onSubmit: (text: string) => void;
}

export function RequestForm({ asked, where, onSubmit }: Properties) {
  const id = useId();
  const [text, setText] = useState(asked);
  const [followed, setFollowed] = useState(asked);
  if (followed !== asked) {
    setFollowed(asked);
    setText(asked);
  }
  const reading = readRequest(splitTarget(text));
  const endpoint = reading.ok ? reading.endpoint : undefined;
  const parameters = queryParameters(endpoint);
  const guarded = reading.ok && reading.effect !== "read";
  const warnings = reading.ok ? checkRequest(reading) : [];
  return (
    <form
      className="request-form"
      aria-label="Request"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(text);
      }}
    >
      <div className="request-line">
        <label htmlFor={id}>Path and query</label>
        <input
          id={id}
          type="text"
          value={text}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {!(guarded && text === asked) && (
          <Button size="compact-sm" type="submit" disabled={!reading.ok}>
            {guarded ? "Prepare" : "Send"}
          </Button>
        )}
      </div>
      {reading.ok && endpoint !== undefined && parameters.length > 0 && (
        <div className="request-parameters">
          {parameters.map((parameter) => (
            <Field
              key={`${endpoint.path} ${parameter.name}`}
              where={where}
              endpoint={endpoint}
              parameter={parameter}
              target={reading.target}
              onChange={(value) => setText(withParameter(reading.target, parameter.name, value))}
            />
          ))}
        </div>
      )}
      {reading.ok && reading.effect === "read" && <p className="request-help">{endpoint?.help}</p>}
      {warnings.length > 0 && (
        <ul className="request-warnings" aria-label="Looks wrong">
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </form>
  );
}
