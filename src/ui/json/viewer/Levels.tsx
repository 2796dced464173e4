import type { DocumentState } from "../worker/protocol.ts";
import { Toggle } from "./Toggle.tsx";

interface Properties {
  readonly state: DocumentState;
  readonly onLevel: (level: number | "all") => void;
}

/** Deeper is `All`: a button for each of fifty levels helps nobody. */
const BUTTONS = 4;

/** How many levels are open. */
export function Levels({ state: { levels, level }, onLevel }: Properties) {
  if (levels === 0) return null;
  return (
    <div role="group" aria-label="Levels open" className="json-group">
      <span className="json-hint">Levels</span>
      {Array.from({ length: Math.min(levels - 1, BUTTONS) }, (_, index) => index + 1).map((depth) => (
        <Toggle key={depth} pressed={level === depth} onPress={() => onLevel(depth)} label={String(depth)} />
      ))}
      <Toggle pressed={level === "all"} onPress={() => onLevel("all")} label="All" />
      <Toggle pressed={level === 0} onPress={() => onLevel(0)} label="None" />
    </div>
  );
}
