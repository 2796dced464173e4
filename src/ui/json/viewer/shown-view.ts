import type { View } from "../view-state.ts";
import type { DocumentState } from "../worker/protocol.ts";

/** The wanted view, or the nearest that the document has. */
export function shownView(wanted: View, { kind, rowCount }: DocumentState, compares: boolean): View {
  if (kind === "text" || (kind === "broken" && rowCount === 0)) return "text";
  if (kind === "broken") return wanted === "text" ? "text" : "tree";
  return wanted === "compare" && !compares ? "tree" : wanted;
}
