import { TagsInput } from "@mantine/core";
import { OptionNote, optionsOf } from "./OptionNote.tsx";
import type { Suggestion } from "./suggestions.ts";

interface Properties {
  readonly id: string;
  /** Comma separated. */
  readonly value: string;
  readonly suggestions: readonly Suggestion[];
  /** Somebody is about to choose. */
  readonly onWanted: () => void;
  /** Null takes the parameter out. */
  readonly onChange: (value: string | null) => void;
}

/** As many are shown at once; typing finds the others. */
const SHOWN = 60;

/** A list of names, with suggestions; what is not among them can be typed all the same. */
export function ListInput({ id, value, suggestions, onWanted, onChange }: Properties) {
  const items = value.split(",").flatMap((item) => item.trim() || []);
  return (
    <TagsInput
      id={id}
      size="xs"
      className="list-input"
      value={items}
      data={optionsOf(suggestions)}
      limit={SHOWN}
      maxDropdownHeight={300}
      comboboxProps={{ width: "max-content", position: "bottom-start" }}
      acceptValueOnBlur
      onFocus={onWanted}
      onChange={(next) => onChange(next.length === 0 ? null : next.join(","))}
      renderOption={({ option }) => <OptionNote value={option.value} suggestions={suggestions} />}
    />
  );
}
