// One thing in which a simulated answer differs from the recorded one.

export interface Mismatch {
  readonly kind: "outcome" | "head" | "dialect" | "keys" | "order" | "type" | "value" | "text" | "after";
  /** Dotted path within the body; empty for all of it. */
  readonly field: string;
  readonly recorded: string;
  readonly simulated: string;
}

const SHOWN = 200;

export function shown(body: string | Buffer): string {
  const text = typeof body === "string" ? body : body.toString("utf8", 0, 4 * SHOWN);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

export function some(verb: string, keys: readonly string[]): string {
  return keys.length === 0 ? "" : `${verb} ${keys.length}: ${shown(keys.join(", "))}`;
}
