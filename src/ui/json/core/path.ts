// How a node is called: as steps from the root, as JSONPath (RFC 9535), and as jq says it.

/**
 * One step down. `nth` counts the members of the same key from 1: duplicates stay apart. `into` goes into the document that a
 * string holds.
 */
export type Step =
  | { readonly kind: "key"; readonly key: string; readonly nth: number }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "into" };

const ROOT = "$";

/**
 * `$.general_info['1'].app_name`. Two things JSONPath cannot say: `#2` marks the second of two equal keys, and `|fromjson|$` a
 * step into the JSON that a string holds (as jq says it).
 */
export function jsonPath(steps: readonly Step[]): string {
  return ROOT + steps.map(pathStep).join("");
}

function pathStep(step: Step): string {
  switch (step.kind) {
    case "index":
      return `[${step.index}]`;
    case "into":
      return `|fromjson|${ROOT}`;
    case "key": {
      const nth = step.nth === 1 ? "" : `#${step.nth}`;
      return (isName(step.key) ? `.${step.key}` : `['${singleQuoted(step.key)}']`) + nth;
    }
  }
}

function isName(key: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key);
}

function singleQuoted(key: string): string {
  return JSON.stringify(key).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
}

/** `.general_info["1"].app_name`; of equal keys jq sees the last one only. */
export function jqPath(steps: readonly Step[]): string {
  let text = "";
  for (const step of steps) {
    if (step.kind === "into") text = `${text === "" ? "." : text} | fromjson | `;
    else if (step.kind === "index") text += `${atStart(text) ? "." : ""}[${step.index}]`;
    else if (isName(step.key)) text += `.${step.key}`;
    else text += `${atStart(text) ? "." : ""}[${JSON.stringify(step.key)}]`;
  }
  return text === "" || text.endsWith("| ") ? `${text}.` : text;
}

function atStart(text: string): boolean {
  return text === "" || text.endsWith("| ");
}

const STEP =
  /\.([A-Za-z_][A-Za-z0-9_]*)(?:#([0-9]+))?|\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\](?:#([0-9]+))?|\[([0-9]+)\]|\|fromjson\|\$/y;

/** The steps of what `jsonPath` has written, or somebody by hand. Null: not such a path. */
export function readPath(text: string): Step[] | null {
  if (!text.startsWith(ROOT)) return null;
  const steps: Step[] = [];
  const pattern = new RegExp(STEP);
  for (let at = ROOT.length; at < text.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return null;
    const step = stepOf(found);
    if (step === null) return null;
    steps.push(step);
  }
  return steps;
}

function stepOf([, name, nameNth, single, double, quotedNth, index]: RegExpExecArray): Step | null {
  if (index !== undefined) return { kind: "index", index: Number(index) };
  if (name !== undefined) return { kind: "key", key: name, nth: Number(nameNth ?? 1) };
  const quoted = single?.replaceAll('"', '\\"').replaceAll("\\'", "'") ?? double;
  if (quoted === undefined) return { kind: "into" };
  try {
    return { kind: "key", key: String(JSON.parse(`"${quoted}"`)), nth: Number(quotedNth ?? 1) };
  } catch {
    return null;
  }
}
