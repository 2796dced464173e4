// The field for a new value, fit for the flag's type, with the old value, the new one, and what is wrong with it.
import { Switch } from "@mantine/core";
import { useId } from "react";
import type { ConfigItem } from "#pegasus/answers/config.ts";
import { checkValue, typeWords } from "./flag-value.ts";

interface Properties {
  readonly flag: ConfigItem;
  readonly old: string;
  readonly typed: string;
  readonly onType: (text: string) => void;
}

export function ValueField({ flag, old, typed, onType }: Properties) {
  const id = useId();
  const hint = useId();
  const checked = checkValue(flag.type, typed);
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
          <input
            id={id}
            type="text"
            value={typed}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={!checked.ok}
            aria-describedby={hint}
            onChange={(event) => onType(event.currentTarget.value)}
          />
          <p id={hint} className="edit-hint">
            {flag.type}: {typeWords(flag.type)}.
          </p>
        </>
      )}
      <p className="edit-change" role="status">
        {checked.ok ? (
          <>
            <code>{old}</code> → <code>{checked.meaning}</code>
            {checked.meaning === old && " (the same as now on this server)"}
            {checked.meaning !== checked.text &&
              checked.meaning !== old &&
              ` (as Pegasus reads and shows ${checked.text})`}
          </>
        ) : (
          <span className="edit-error">{checked.reason}</span>
        )}
      </p>
    </div>
  );
}
