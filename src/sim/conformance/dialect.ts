// Which of the JSON dialects of Pegasus a body is written in (reference 1.6), judged by its bytes and without the writer that the
// simulator uses.

export type BodyForm = "table" | "compact" | "two spaces" | "four spaces" | "text";

export function formOf(body: string): BodyForm {
  const first = body[0];
  if ((first !== "{" && first !== "[" && body !== "null") || !isJson(body)) return "text";
  if (body.startsWith('{\n    "') || body.startsWith("{\n    }")) return isPretty(body, 4) ? "four spaces" : "text";
  if (body.startsWith('{\n  "')) return isPretty(body, 2) ? "two spaces" : "text";
  const outside = body.replaceAll(/"(?:[^"\\]|\\.)*"/g, "");
  if (outside.endsWith("\n")) return /\s./s.test(outside) ? "text" : "table";
  return /\s/.test(outside) ? "text" : "compact";
}

function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

/** Numbers beyond 2^53 (there is one, `timestamp_ns`) would come back rounded. */
function isPretty(body: string, indent: number): boolean {
  const small = body.replace(/"timestamp_ns": \d+/, '"timestamp_ns": 1');
  return JSON.stringify(JSON.parse(small), null, indent) === small;
}
