// A text as it was received. Long ones are laid out only where they are looked at.
import { useMemo } from "react";

/** Characters of one part. */
const PART = 20_000;
/** What a part takes until it is laid out, px: about 150 lines. */
const PART_HEIGHT = 3000;

export function PlainText({ text }: { readonly text: string }) {
  const parts = useMemo(() => split(text), [text]);
  if (text === "") return <p className="json-empty">The answer is empty.</p>;
  return (
    // What scrolls must be reachable by keyboard, though it does nothing.
    <section className="json-text" aria-label="Text" {...{ tabIndex: 0 }}>
      {parts.length === 1
        ? text
        : parts.map(({ from, part }) => (
            <span key={from} className="json-text-part" style={{ containIntrinsicHeight: `auto ${PART_HEIGHT}px` }}>
              {part}
            </span>
          ))}
    </section>
  );
}

/** Cut at line ends where there are any, since every part begins on a new line. */
function split(text: string): { readonly from: number; readonly part: string }[] {
  const parts = [];
  for (let from = 0; from < text.length;) {
    const lineEnd = text.lastIndexOf("\n", from + PART);
    const to = lineEnd >= from ? lineEnd + 1 : from + PART;
    parts.push({ from, part: text.slice(from, to) });
    from = to;
  }
  return parts;
}
