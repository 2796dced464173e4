// What the leader lets itself do (reference 6.4).
import { LEVEL_FACTS, readLevel, type FunctionLevel } from "#pegasus/level.ts";

export function isAbove(level: FunctionLevel, other: FunctionLevel): boolean {
  return LEVEL_FACTS[level].value > LEVEL_FACTS[other].value;
}

/** What a flag says; `steady` where it says nonsense. */
export function levelOf(text: string): FunctionLevel {
  return readLevel(text) ?? "steady";
}
