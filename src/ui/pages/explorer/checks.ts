// What can be told of a request before it is sent. None of it keeps anybody from sending it: refusals are answers, too. Pure.
import type { Parameter } from "#pegasus/endpoint.ts";
import { queryParameters, type Reading } from "./request.ts";

/** These answer 400 to a parameter that they do not know; all others pass it over (trap 17). */
const STRICT = new Set(["meta/app", "meta/apps", "meta/nodes", "meta/backup_policy", "config", "configs", "metrics"]);
/** The gateway's bounds of a profile, s. */
const SECONDS = { least: 1, most: 60 } as const;

/** Sentences; none: nothing is known to be wrong. Required parameters are told apart, see `Reading.missing`. */
export function checkRequest({ target, endpoint }: Extract<Reading, { ok: true }>): string[] {
  if (endpoint === undefined || target.path === "updateConfig") return [];
  const known = queryParameters(endpoint);
  const unknown = [...target.query.keys()].filter((name) => !known.some((parameter) => parameter.name === name));
  const fate = STRICT.has(target.path)
    ? "is not known to this call: Pegasus answers 400"
    : "is not known to this call and passed over";
  return [
    ...unknown.map((name) => `“${name}” ${fate}.`),
    ...known.flatMap((parameter) => checkValue(target.path, parameter, target.query.get(parameter.name)) ?? []),
  ];
}

function checkValue(path: string, { name, kind }: Parameter, value: string | undefined): string | null {
  if (value === undefined) return null;
  if (kind === "flag" && value !== "")
    return `“${name}” counts by being there: “${name}=${value}” is the same as “${name}”.`;
  // Parsed with base 0 (reference 2.23).
  if (kind === "integer" && value !== "" && !/^(0x[\da-f]+|\d+)$/i.test(value))
    return `“${name}” should be a whole number.`;
  if (kind === "integer" && /^0\d/.test(value)) return `“${name}” begins with 0, so Pegasus reads it as octal.`;
  if (kind === "boolean" && !/^(true|false)$/i.test(value))
    return `“${name}” should be true or false; Pegasus answers 400 to anything else.`;
  if (path.startsWith("pprof/") && name === "seconds") {
    const seconds = Number(value);
    if (value !== "" && (seconds < SECONDS.least || seconds > SECONDS.most))
      return `“seconds” should be ${SECONDS.least} to ${SECONDS.most}: the dashboard asks for no more.`;
  }
  if (name === "attributes" && value.split(",").filter((item) => item.trim() !== "").length % 2 === 1)
    return "“attributes” should be pairs, name,value,name,value; Pegasus answers 400 to an odd one.";
  return null;
}
