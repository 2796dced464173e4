// What the leader lets itself do (reference 6.4).

export type FunctionLevel = "stopped" | "blind" | "freezed" | "steady" | "lively";

const VALUES: Readonly<Record<FunctionLevel, number>> = {
  stopped: 100,
  blind: 200,
  freezed: 300,
  steady: 400,
  lively: 500,
};

export function isAbove(level: FunctionLevel, other: FunctionLevel): boolean {
  return VALUES[level] > VALUES[other];
}

/** What a flag says; `steady` where it says nonsense. */
export function levelOf(text: string): FunctionLevel {
  switch (text) {
    case "stopped":
    case "blind":
    case "freezed":
    case "lively":
      return text;
    default:
      return "steady";
  }
}
