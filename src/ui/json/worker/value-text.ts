// What the value of a row means.
import { QUOTE } from "../core/bytes.ts";
import { byteEndOf } from "../core/nodes.ts";
import { decoded, stringValue } from "../core/text.ts";
import type { Place } from "./outline.ts";
import type { ValueText } from "./protocol.ts";

/** Characters that are told with the chosen row; more is asked for. */
const BEGINNING = 2000;

/** A string without its quotes, a number with all its digits; of an object or array its text as received. */
export function valueText({ outline, node }: Place): string {
  const { index, cursor } = outline;
  cursor.to(node);
  const { valueStart, tokenEnd } = cursor;
  if (index.bytes[valueStart] === QUOTE) return stringValue(index.bytes, valueStart, tokenEnd);
  return decoded(index.bytes, valueStart, byteEndOf(index, node, cursor));
}

/** Of a string its beginning; null of anything else. */
export function stringBeginning(place: Place): ValueText | null {
  const { index, cursor } = place.outline;
  cursor.to(place.node);
  if (index.bytes[cursor.valueStart] !== QUOTE) return null;
  const text = valueText(place);
  return { text: text.slice(0, BEGINNING), length: text.length };
}
