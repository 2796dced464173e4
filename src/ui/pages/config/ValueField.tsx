// The field for a new value, fit for the flag's type and unit, with how Pegasus will read it, or what is wrong with it.
import { Switch } from "@mantine/core";
import { useId } from "react";
import type { FlagInput } from "#pegasus/flag-input.ts";
import { unitOfFlag, unitsWords, unitSymbol } from "#pegasus/flag-units.ts";
import { limitWords, typeWords, type KnownFlag } from "#pegasus/flag-value.ts";

interface Properties {
  readonly flag: KnownFlag;
  readonly typed: string;
  readonly read: FlagInput;
  /** All chosen servers have it already. */
  readonly idle: boolean;
  readonly onType: (text: string) => void;
}

export function ValueField({ flag, typed, read, idle, onType }: Properties) {
  const id = useId();
  const hint = useId();
  const unit = unitOfFlag(flag);
  return (
    <div className="edit-value">
      {flag.type === "FV_BOOL" ? (
        <Switch
          size="sm"
          label={`New value: ${typed.trim().toLowerCase()}`}
          checked={typed.trim().toLowerCase() === "true"}
          onChange={(event) => onType(String(event.currentTarget.checked))}
        />
      ) : (
        <>
          <label htmlFor={id}>New value</label>
          <span className="edit-input">
            <input
              id={id}
              type="text"
              value={typed}
              spellCheck={false}
              autoComplete="off"
              aria-invalid={!read.ok}
              aria-describedby={hint}
              onChange={(event) => onType(event.currentTarget.value)}
            />
            {unit !== null && <span className="edit-unit">{unitSymbol(unit)}</span>}
          </span>
          <p id={hint} className="edit-hint">
            {flag.type}: {typeWords(flag.type)}
            {flag.limit !== undefined && `; here ${limitWords(flag.limit)}`}
            {unit !== null && `. ${unitsWords(unit)}`}.
          </p>
        </>
      )}
      <p className="edit-change" role="status">
        {read.ok ? (
          <Meaning typed={typed} read={read} idle={idle} />
        ) : (
          <span className="edit-error">{read.reason}</span>
        )}
      </p>
    </div>
  );
}

interface MeaningProperties {
  readonly typed: string;
  readonly read: Extract<FlagInput, { ok: true }>;
  readonly idle: boolean;
}

function Meaning({ typed, read: { text, shown, words }, idle }: MeaningProperties) {
  return (
    <>
      <code>{shown}</code>
      {words !== null && ` = ${words}`}
      {text !== typed.trim() && `, sent for ${typed.trim()}`}
      {text === typed.trim() && shown !== text && ` (how Pegasus reads and shows ${text})`}
      {idle && ", as all chosen servers have it already"}
    </>
  );
}
