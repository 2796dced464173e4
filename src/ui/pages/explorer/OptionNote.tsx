import type { Suggestion } from "./suggestions.ts";

interface Properties {
  readonly value: string;
  readonly suggestions: readonly Suggestion[];
}

/** A suggestion, and what it means. */
export function OptionNote({ value, suggestions }: Properties) {
  const note = suggestions.find((suggestion) => suggestion.value === value)?.note;
  return (
    <span className="option">
      <code>{value}</code>
      {note !== undefined && <span className="option-note">{note}</span>}
    </span>
  );
}

/** Each once: Mantine refuses duplicates. */
export function optionsOf(suggestions: readonly Suggestion[]): string[] {
  return [...new Set(suggestions.map(({ value }) => value))];
}
