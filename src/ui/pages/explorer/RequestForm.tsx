// What is asked, in two ways that follow each other: the path and query as text, and a field for each parameter.
import { Button } from "@mantine/core";
import { useId, useState } from "react";
import type { Parameter } from "#pegasus/endpoint.ts";
import type { Target } from "#pegasus/target.ts";
import { queryParameters, readRequest, splitTarget, withParameter } from "./request.ts";

interface Properties {
  /** What the URL asks; the form follows when that changes. */
  readonly asked: string;
  readonly onSubmit: (text: string) => void;
}

export function RequestForm({ asked, onSubmit }: Properties) {
  const id = useId();
  const [text, setText] = useState(asked);
  const [followed, setFollowed] = useState(asked);
  if (followed !== asked) {
    setFollowed(asked);
    setText(asked);
  }
  const reading = readRequest(splitTarget(text));
  const parameters = reading.ok ? queryParameters(reading.endpoint) : [];
  const guarded = reading.ok && reading.effect !== "read";
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
      {reading.ok && parameters.length > 0 && (
        <div className="request-parameters">
          {parameters.map((parameter) => (
            <Field
              key={parameter.name}
              parameter={parameter}
              target={reading.target}
              onChange={(value) => setText(withParameter(reading.target, parameter.name, value))}
            />
          ))}
        </div>
      )}
      {reading.ok && reading.effect === "read" && <p className="request-help">{reading.endpoint?.help}</p>}
    </form>
  );
}

interface FieldProperties {
  readonly parameter: Parameter;
  readonly target: Target;
  /** Null takes the parameter out. */
  readonly onChange: (value: string | null) => void;
}

function Field({ parameter, target, onChange }: FieldProperties) {
  const id = useId();
  const { name, kind, required } = parameter;
  const value = target.query.get(name);
  if (kind === "flag") {
    return (
      <label className="request-field">
        <input
          type="checkbox"
          checked={value !== undefined}
          onChange={(event) => onChange(event.currentTarget.checked ? "" : null)}
        />
        {name}
      </label>
    );
  }
  if (kind === "boolean") {
    return (
      <span className="request-field">
        <label htmlFor={id}>{name}</label>
        <select id={id} value={value ?? ""} onChange={(event) => onChange(event.currentTarget.value || null)}>
          <option value="">(not sent)</option>
          <option>true</option>
          <option>false</option>
        </select>
      </span>
    );
  }
  return (
    <span className="request-field">
      <label htmlFor={id}>
        {name}
        {required && <span className="request-required"> (required)</span>}
      </label>
      <input
        id={id}
        type="text"
        value={value ?? ""}
        required={false}
        aria-required={required}
        spellCheck={false}
        autoComplete="off"
        placeholder={kind === "list" ? "a,b,c" : kind === "integer" ? "a whole number" : ""}
        onChange={(event) => onChange(event.currentTarget.value || null)}
      />
    </span>
  );
}
