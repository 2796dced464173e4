import { useId, useState } from "react";
import { WRITE_CALLS } from "#pegasus/calls/write.ts";
import { START_COMPACTION } from "#pegasus/requests/start-compaction.ts";
import { compactionBody, EMPTY_FORM, wrongWithForm, type CompactionForm } from "./compaction-form.ts";
import type { Followed } from "./followed.ts";
import { SendChange } from "./SendChange.tsx";

interface Properties {
  readonly cluster: string;
  readonly app: string;
  readonly onAccepted: (sent: Followed["sent"]) => void;
}

const FIELDS = [
  ["type", "type"],
  ["target_level", "level"],
  ["bottommost_level_compaction", "bottommost"],
  ["max_concurrent_running_count", "most"],
  ["trigger_time", "times"],
] as const satisfies readonly (readonly [(typeof START_COMPACTION)[number]["name"], keyof CompactionForm])[];

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  type: ["once", "periodic"],
  bottommost: ["skip", "force"],
};

/** The form for a manual compaction: all six fields, of which the app is the page's own. */
export function CompactionStart({ cluster, app, onAccepted }: Properties) {
  const id = useId();
  const [form, setForm] = useState(EMPTY_FORM);
  const body = compactionBody(app, form);
  return (
    <fieldset className="change-form">
      <legend>Start a manual compaction</legend>
      {FIELDS.filter(([, key]) => key !== "times" || form.type === "periodic").map(([name, key]) => {
        const choices = CHOICES[key];
        const set = (value: string): void => setForm({ ...form, [key]: value });
        return (
          <div key={name}>
            <label htmlFor={`${id}${name}`}>{name}</label>
            {choices === undefined ? (
              <input
                id={`${id}${name}`}
                type="text"
                value={form[key]}
                autoComplete="off"
                onChange={(event) => set(event.currentTarget.value)}
              />
            ) : (
              <select id={`${id}${name}`} value={form[key]} onChange={(event) => set(event.currentTarget.value)}>
                {choices.map((choice) => (
                  <option key={choice}>{choice}</option>
                ))}
              </select>
            )}
            <span>{START_COMPACTION.find((field) => field.name === name)?.meaning}</span>
          </div>
        );
      })}
      <SendChange
        cluster={cluster}
        endpoint={WRITE_CALLS.startCompaction}
        body={body}
        wrong={wrongWithForm(app, form)}
        verb="Start the compaction"
        title={form.type === "once" ? `Compact ${app} now?` : `Compact ${app} every day?`}
        onAccepted={() => onAccepted(body)}
      >
        <p>
          It reads and writes all files of the table on every node that holds it. Over HTTP nothing can stop it; the
          admin shell can, with the env manual_compact.disabled.
        </p>
        {form.type === "periodic" && (
          <p>
            <strong>It cannot be removed over HTTP.</strong> It will run every day at these times, in the servers' own
            time zone, until somebody removes the env with the admin shell. A time that has passed today starts it at
            once.
          </p>
        )}
        {body.max_concurrent_running_count !== 0 && (
          <p>The limit of replicas at once stays set, for later compactions of the table, too.</p>
        )}
      </SendChange>
    </fieldset>
  );
}
