// What was asked, in a normal form: under it recorded answers are found again.
import { endpointAt } from "#pegasus/endpoints.ts";
import { readTarget, type Target } from "#pegasus/target.ts";
import { metricsAsked, metricsKey } from "./wider.ts";

export interface Asked {
  readonly method: string;
  /** The target as sent; for messages. */
  readonly text: string;
  /** `undefined` when Pegasus cannot read it; `error` is then what it answers with 400 (1.5). */
  readonly target: Target | undefined;
  readonly error: string;
  /** Equal for requests that a server cannot tell apart. */
  readonly key: string;
}

/** These answer 400 to a parameter that they do not know; all others pass it over (trap 17). */
const STRICT = new Set(["meta/app", "meta/apps", "meta/nodes", "meta/backup_policy", "config", "configs", "metrics"]);

export function readAsked(method: string, text: string, body = ""): Asked {
  // Absolute-form targets work, too (1.5).
  const read = readTarget(text.replace(/^https?:\/\/[^/?#]*/, ""));
  if (read.ok) return askedOf(method, read.target, text, body);
  return { method, text, target: undefined, error: read.error, key: `${method} ${text}${bodyKey(method, body)}` };
}

export function askedOf(method: string, target: Target, text: string, body = ""): Asked {
  return { method, text, target, error: "", key: `${method} ${targetKey(target)}${bodyKey(method, body)}` };
}

function bodyKey(method: string, body: string): string {
  return method === "GET" ? "" : `\n${body}`;
}

function targetKey({ path, query }: Target): string {
  if (path === "metrics") return `/metrics?${metricsKey(metricsAsked(query))}`;
  const pairs = [...query]
    .filter(([name]) => STRICT.has(path) || isParameter(path, name))
    // Of a flag the presence alone counts: `detail=false` is detail on /meta/* (trap 31).
    .map(([name, value]) => (isFlag(path, name) ? name : `${name}=${value}`))
    .toSorted();
  return `/${path}?${pairs.join("&")}`;
}

/** Whether the endpoint knows every parameter. */
export function isWellFormed({ path, query }: Target): boolean {
  return [...query.keys()].every((name) => isParameter(path, name));
}

function isParameter(path: string, name: string): boolean {
  const endpoint = endpointAt(path);
  return endpoint === undefined || endpoint.parameters.some((parameter) => parameter.name === name);
}

function isFlag(path: string, name: string): boolean {
  const parameters = endpointAt(path)?.parameters ?? [];
  return parameters.some((parameter) => parameter.name === name && parameter.kind === "flag");
}
