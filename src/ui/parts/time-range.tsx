// How far back a page looks, kept in the URL as `range`. Bad values there fall back quietly.
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { LASTS, lengthOf, type Last } from "./chart/range.ts";

export interface TimeRange {
  /** As it stands in the URL, and after a minus in the history's routes. */
  readonly name: Last;
  readonly words: string;
  /** ms. */
  readonly length: number;
}

const WORDS: Readonly<Record<Last, string>> = {
  "15m": "15 minutes",
  "1h": "hour",
  "6h": "6 hours",
  "24h": "24 hours",
  "7d": "7 days",
  "30d": "30 days",
  "90d": "90 days",
};

export function useTimeRange(standard: Last): readonly [range: TimeRange, pick: (name: Last) => void] {
  const [name, setName] = useQueryState("range", parseAsStringLiteral(LASTS).withDefault(standard));
  return [
    { name, words: WORDS[name], length: lengthOf({ last: name, between: null }) },
    (picked) => void setName(picked),
  ];
}

interface Properties {
  readonly range: TimeRange;
  readonly onPick: (name: Last) => void;
}

export function RangeSelect({ range, onPick }: Properties) {
  return (
    <label className="table-choice">
      The last
      <select
        value={range.name}
        onChange={(event) => {
          const picked = LASTS.find((name) => name === event.currentTarget.value);
          if (picked !== undefined) onPick(picked);
        }}
      >
        {LASTS.map((name) => (
          <option key={name} value={name}>
            {WORDS[name]}
          </option>
        ))}
      </select>
    </label>
  );
}
