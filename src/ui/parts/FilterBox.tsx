import { Icon } from "./Icon.tsx";

interface Properties {
  /** Its accessible name and its placeholder. */
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** A text to filter by; Escape empties it. */
export function FilterBox({ label, text, onText }: Properties) {
  return (
    <div className="filter-box">
      <Icon name="search" size={13} />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && text !== "") {
            event.preventDefault();
            onText("");
          }
        }}
      />
    </div>
  );
}
