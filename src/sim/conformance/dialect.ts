// Which of the JSON dialects of Pegasus a body is written in (reference 1.6), judged by its bytes and without the writer that the
// simulator uses.

export type BodyForm = "table" | "compact" | "two spaces" | "four spaces" | "text";

/** By its looks: how it begins and ends. */
export function formOf(body: string): BodyForm {
  if (body.startsWith('{\n    "')) return "four spaces";
  if (body.startsWith('{\n  "')) return "two spaces";
  if (body !== "null" && !/^[[{]["[\]{}]/.test(body)) return "text";
  return body.endsWith("\n") ? "table" : "compact";
}

/** Whether every blank and line end is where this form has it. */
export function isWrittenAs(form: BodyForm, body: string): boolean {
  switch (form) {
    case "four spaces":
      return isPretty(body, 4);
    case "two spaces":
      return isPretty(body, 2);
    case "table":
      return !/\s/.test(withoutStrings(body.slice(0, -1)));
    case "compact":
      return !/\s/.test(withoutStrings(body));
    case "text":
      return true;
  }
}

function withoutStrings(body: string): string {
  return body.replaceAll(/"(?:[^"\\]|\\.)*"/g, "");
}

/** Numbers beyond 2^53 (there is one, `timestamp_ns`) would come back rounded. */
function isPretty(body: string, indent: number): boolean {
  const small = body.replace(/"timestamp_ns": \d+/, '"timestamp_ns": 1');
  const parsed: unknown = JSON.parse(small);
  return JSON.stringify(parsed, null, indent) === small;
}
