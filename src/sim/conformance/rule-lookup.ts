// Finds the rules that speak of a field.
import { RULES, type Rule } from "./rules.ts";

/** The rules for one call in one recording. */
export interface Rules {
  /** The rule of this kind for the field that `keys` lead to, if there is one. */
  readonly find: (keys: readonly string[], differs: Rule["differs"]) => Rule | undefined;
  /** All of this kind for that field. */
  readonly all: (keys: readonly string[], differs: Rule["differs"]) => readonly Rule[];
  /** The path of the field in such a rule; null where it says `*`. */
  readonly pathOf: (keys: readonly string[], differs: Rule["differs"]) => (string | null)[] | undefined;
  /** Whether the map at `keys` may have or lack this key. */
  readonly mayDiffer: (keys: readonly string[], key: string) => boolean;
}

export function rulesOf(recording: string, call: string): Rules {
  const rules = RULES.filter(
    (rule) => matchesCall(rule.call, call) && (rule.recordings?.some((name) => recording.startsWith(name)) ?? true),
  ).flatMap((rule) => rule.fields.map((field) => ({ rule, parts: partsOf(field) })));
  const matching = (keys: readonly string[], differs: Rule["differs"]) =>
    rules.filter(({ rule, parts }) => rule.differs === differs && matchesField(parts, keys));
  return {
    find: (keys, differs) =>
      rules.find(({ rule, parts }) => rule.differs === differs && matchesField(parts, keys))?.rule,
    all: (keys, differs) => matching(keys, differs).map(({ rule }) => rule),
    pathOf: (keys, differs) =>
      matching(keys, differs)[0]?.parts.map((part, at) => (part === null ? null : (keys[at] ?? ""))),
    mayDiffer: (keys, key) => matching(keys, "keys").some(({ rule: { names } }) => names?.test(key) ?? true),
  };
}

function matchesCall(pattern: string, call: string): boolean {
  return pattern.endsWith("*") ? call.startsWith(pattern.slice(0, -1)) : pattern === call;
}

/** Each part: the keys that it stands for; null: any. */
type Parts = readonly (ReadonlySet<string> | null)[];

function partsOf(field: string): Parts {
  return field === "" ? [] : field.split(".").map((part) => (part === "*" ? null : new Set(part.split(","))));
}

function matchesField(parts: Parts, keys: readonly string[]): boolean {
  return parts.length === keys.length && parts.every((part, at) => part === null || part.has(keys[at] ?? ""));
}
