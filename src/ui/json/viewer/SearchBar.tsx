// What is sought, how, and what was found.
import type { RefObject } from "react";
import { formatCount } from "../../format.ts";
import { Icon } from "../../parts/Icon.tsx";
import type { SearchMode, SearchScope, ViewState } from "../view-state.ts";
import type { SearchState } from "../worker/protocol.ts";
import { Toggle } from "./Toggle.tsx";

interface Properties {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly state: ViewState;
  readonly onState: (changed: Partial<ViewState>) => void;
  readonly search: SearchState;
  readonly onStep: (step: 1 | -1) => void;
}

const MODES: readonly { readonly mode: SearchMode; readonly label: string; readonly title: string }[] = [
  { mode: "text", label: "Text", title: "Keys and values that hold this text" },
  { mode: "regex", label: ".*", title: "Keys and values that match this regular expression" },
  {
    mode: "path",
    label: "Path",
    title: "What this JSONPath selects, as $..metrics[?@.value > 5] (numbers are compared as doubles)",
  },
];
const SCOPES: readonly { readonly scope: SearchScope; readonly label: string }[] = [
  { scope: "all", label: "keys and values" },
  { scope: "keys", label: "keys" },
  { scope: "values", label: "values" },
];

export function SearchBar({ input, state, onState, search, onStep }: Properties) {
  const { find, mode, scope, matchCase, onlyMatches } = state;
  const byPath = mode === "path";
  return (
    <search className="json-search" aria-label="Search JSON">
      <span className="json-find">
        <Icon name="search" size={13} />
        <input
          ref={input}
          type="search"
          aria-label="Search JSON"
          placeholder={byPath ? "$..metrics[?@.value > 5]" : "Search"}
          value={find}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={search.state === "failed"}
          onChange={(event) => onState({ find: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === "Enter") onStep(event.shiftKey ? -1 : 1);
            else if (event.key === "Escape" && find !== "") onState({ find: "" });
            else return;
            event.preventDefault();
          }}
        />
      </span>
      <div role="group" aria-label="Search by" className="json-group">
        {MODES.map((choice) => (
          <Toggle
            key={choice.mode}
            pressed={mode === choice.mode}
            onPress={() => onState({ mode: choice.mode })}
            label={choice.label}
            title={choice.title}
          />
        ))}
      </div>
      {!byPath && (
        <>
          <select
            aria-label="Search in"
            value={scope}
            onChange={(event) => {
              const chosen = SCOPES.find((choice) => choice.scope === event.currentTarget.value);
              if (chosen !== undefined) onState({ scope: chosen.scope });
            }}
          >
            {SCOPES.map((choice) => (
              <option key={choice.scope} value={choice.scope}>
                {choice.label}
              </option>
            ))}
          </select>
          <Toggle
            pressed={matchCase}
            onPress={() => onState({ matchCase: !matchCase })}
            label="Aa"
            title="Match case"
          />
        </>
      )}
      <Toggle
        pressed={onlyMatches}
        onPress={() => onState({ onlyMatches: !onlyMatches })}
        label="Only matches"
        title="Only rows that match, and those above them"
      />
      <div role="group" aria-label="Matches" className="json-group">
        <Toggle
          onPress={() => onStep(-1)}
          label="↑"
          title="Previous match (Shift+Enter)"
          disabled={search.count === 0}
        />
        <Toggle onPress={() => onStep(1)} label="↓" title="Next match (Enter)" disabled={search.count === 0} />
      </div>
      <span role="status" className="json-found" data-failed={search.state === "failed" || undefined}>
        {foundText(search)}
      </span>
    </search>
  );
}

function foundText({ state, count, at, message }: SearchState): string {
  const matches = `${formatCount(count)} match${count === 1 ? "" : "es"}`;
  switch (state) {
    case "none":
      return "";
    case "failed":
      return message;
    case "running":
      return count === 0 ? "Searching…" : `${matches} so far…`;
    case "done":
      if (count === 0) return "No match";
      return at === 0 ? matches : `${formatCount(at)} of ${matches}`;
  }
}
