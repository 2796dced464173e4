// Finds a part of a document in the document's own text, so that what is copied is what was received, to the byte.

/**
 * The text of the node that one reaches by taking, at each step, the child at that place (from 0; members of an object
 * count in order, duplicates included). `text` must be JSON, as `parseJson` has read it. Null: there is no such child.
 */
export function sourceAt(text: string, steps: readonly number[]): string | null {
  let at = skipBlank(text, 0);
  for (const step of steps) {
    const child = childAt(text, at, step);
    if (child === null) return null;
    at = child;
  }
  return text.slice(at, skipValue(text, at));
}

function childAt(text: string, container: number, step: number): number | null {
  const keyed = text[container] === "{";
  if (!keyed && text[container] !== "[") return null;
  let at = skipBlank(text, container + 1);
  for (let index = 0; at < text.length && text[at] !== "}" && text[at] !== "]"; index++) {
    if (keyed) at = skipBlank(text, skipBlank(text, skipString(text, at)) + 1);
    if (index === step) return at;
    at = skipBlank(text, skipValue(text, at));
    if (text[at] === ",") at = skipBlank(text, at + 1);
  }
  return null;
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 32) at++;
  return at;
}

const STRING = /"(?:[^"\\]|\\.)*"/y;
const PLAIN = /[^\s,\]}]*/y;
const STRUCTURE = /["{}[\]]/g;

function skipString(text: string, from: number): number {
  return matchEnd(STRING, text, from);
}

function skipValue(text: string, from: number): number {
  const first = text[from];
  if (first === '"') return skipString(text, from);
  if (first !== "{" && first !== "[") return matchEnd(PLAIN, text, from);
  let depth = 0;
  let at = from;
  do {
    STRUCTURE.lastIndex = at;
    const found = STRUCTURE.exec(text);
    if (found === null) return text.length;
    if (found[0] === '"') {
      at = skipString(text, found.index);
      continue;
    }
    depth += found[0] === "{" || found[0] === "[" ? 1 : -1;
    at = found.index + 1;
  } while (depth > 0);
  return at;
}

function matchEnd(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : text.length;
}
