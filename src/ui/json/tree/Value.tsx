// A leaf's value as it was written, with a link where it leads somewhere, and what was found in it marked.
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { RowFacts } from "../worker/protocol.ts";
import type { Meaning } from "./meaning.ts";

interface Properties {
  readonly facts: RowFacts;
  readonly meaning: Meaning;
  readonly needle: string;
}

export function Value({ facts, meaning, needle }: Properties) {
  const { kind, text, cut } = facts;
  const href = meaning.valueLink(facts);
  const hint = meaning.hint(facts);
  const shown: ReactNode = needle === "" ? text : <Marked text={text} needle={needle} />;
  return (
    <>
      <span className="json-value" data-kind={kind} title={hint ?? undefined}>
        {href === null ? shown : <Link to={href}>{shown}</Link>}
        {cut && "…"}
      </span>
      {cut && <span className="json-count">{meaning.sizeText(facts)}</span>}
    </>
  );
}

/** Twice as many as are marked in a text: more than fit on a screen. */
const MARKED = 80;

/** Text with what was sought marked wherever it is. */
export function Marked({ text, needle }: { readonly text: string; readonly needle: string }) {
  const folded = text.toLowerCase();
  const parts: ReactNode[] = [];
  let done = 0;
  // A text whose small letters are of another length cannot be marked by place.
  for (
    let at = folded.length === text.length ? folded.indexOf(needle) : -1;
    at >= 0 && parts.length < MARKED;
    at = folded.indexOf(needle, done)
  ) {
    parts.push(text.slice(done, at), <mark key={at}>{text.slice(at, at + needle.length)}</mark>);
    done = at + needle.length;
  }
  return (
    <>
      {parts}
      {text.slice(done)}
    </>
  );
}
