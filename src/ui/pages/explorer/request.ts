// What the explorer's address bar, form and URL say of a request, and whether it may go out just so. Pure.
import type { Effect, Endpoint } from "#pegasus/endpoint.ts";
import { effectOf, endpointAt } from "#pegasus/endpoints.ts";
import { readTarget, writeTarget, type Target } from "#pegasus/target.ts";

/** As in the explorer's URL: `path` with its leading slash, `q` without `?`, both as one would type them. */
export interface RawTarget {
  readonly path: string;
  readonly q: string;
}

export type Reading =
  | {
      readonly ok: true;
      readonly target: Target;
      /** What is sent: the form in which Pegasus reads the same. */
      readonly text: string;
      readonly effect: Effect;
      readonly endpoint: Endpoint | undefined;
      /** Required parameters that are not there or empty; a body is not among them. */
      readonly missing: readonly string[];
    }
  | { readonly ok: false; readonly error: string };

export function readRequest({ path, q }: RawTarget): Reading {
  const read = readTarget(q === "" ? path : `${path}?${q}`);
  if (!read.ok) return { ok: false, error: read.error };
  const { target } = read;
  const endpoint = endpointAt(target.path);
  return {
    ok: true,
    target,
    text: writeTarget(target),
    effect: effectOf(target.path),
    endpoint,
    missing: queryParameters(endpoint)
      .filter(({ name, required }) => required && (target.query.get(name) ?? "") === "")
      .map(({ name }) => name),
  };
}

/** The parameters that stand in the query. */
export function queryParameters(endpoint: Endpoint | undefined): Endpoint["parameters"] {
  return (endpoint?.parameters ?? []).filter(({ kind, name }) => !kind.endsWith("-body") && !name.startsWith("<"));
}

/** The parameter that is the body of a POST. */
export function bodyParameter(endpoint: Endpoint | undefined): Endpoint["parameters"][number] | undefined {
  return endpoint?.parameters.find(({ kind }) => kind.endsWith("-body"));
}

/** `/meta/app?name=x` in its two halves; a missing leading slash is put there. */
export function splitTarget(text: string): RawTarget {
  const trimmed = text.trim();
  const mark = trimmed.indexOf("?");
  const path = mark < 0 ? trimmed : trimmed.slice(0, mark);
  return { path: path.startsWith("/") ? path : `/${path}`, q: mark < 0 ? "" : trimmed.slice(mark + 1) };
}

export function joinTarget({ path, q }: RawTarget): string {
  return q === "" ? path : `${path}?${q}`;
}

/** The target with one parameter set, or taken out where the value is null. A flag's value is empty. */
export function withParameter(target: Target, name: string, value: string | null): string {
  const query = new Map(target.query);
  if (value === null) query.delete(name);
  else query.set(name, value);
  return writeTarget({ path: target.path, query });
}
