import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { callList } from "./answers/builtin.ts";
import { METRICS } from "./catalog/metrics.ts";
import type { Role } from "./endpoint.ts";
import { CALL, effectOf, endpointAt, ENDPOINTS } from "./endpoints.ts";
import { readTarget } from "./target.ts";

const sample = (name: string): string => readFileSync(new URL(`samples/${name}.txt`, import.meta.url), "utf8");

it.each<Role>(["meta", "replica", "collector"])("has what a real %s lists at /, word for word", (role) => {
  const listed = Object.entries(callList.decode(sample(`calls.${role}`)));
  const known = ENDPOINTS.filter(({ servers }) => servers.includes(role)).map(({ path, help }) => [path, help]);
  expect(known).toEqual(listed);
});

it("has each path and each name once", () => {
  expect(new Set(ENDPOINTS.map(({ path }) => path)).size).toBe(ENDPOINTS.length);
  expect(new Map(Object.entries(CALL).map(([name, endpoint]) => [name, endpoint.name])).size).toBe(ENDPOINTS.length);
  for (const [name, endpoint] of Object.entries(CALL)) expect(endpoint.name).toBe(name);
});

it.each([
  ["meta/app", "read"],
  ["updateConfig", "change"],
  ["meta/app/start_bulk_load", "change"],
  ["pprof/heap", "costly"],
  ["pprof/cmdline", "read"],
  ["nowhere", "change"],
])("knows the effect of %s: %s", (path, effect) => {
  expect(effectOf(path)).toBe(effect);
});

it("answers both methods, but for /metrics, and sends bodies with POST", () => {
  expect(ENDPOINTS.filter(({ methods }) => methods.length < 2).map(({ path }) => path)).toEqual(["/metrics"]);
  const withBody = ENDPOINTS.filter(({ parameters }) => parameters.some(({ kind }) => kind.endsWith("-body")));
  expect(withBody.map(({ method }) => method)).toEqual(withBody.map(() => "POST"));
  expect(ENDPOINTS.filter(({ method }) => method === "POST")).toEqual(withBody);
});

const PARAMETERS = ENDPOINTS.flatMap(({ path, parameters }) => parameters.map((parameter) => ({ path, parameter })));

it.each(PARAMETERS.map(({ path, parameter }) => [path, parameter.name, parameter] as const))(
  "says of %s?%s enough for a form: what it means, and an example that is allowed",
  (path, name, { kind, meaning, example, values, min, max, unset, required, fields }) => {
    expect(meaning).toMatch(/\.$/);
    expect(required).toBe(unset === undefined && kind !== "flag");
    if (kind === "integer") expect(Number(example)).toBeGreaterThanOrEqual(min ?? 0);
    if (kind === "integer") expect(Number(example)).toBeLessThanOrEqual(max ?? Number.POSITIVE_INFINITY);
    if (values !== undefined) expect(values).toEqual(expect.arrayContaining(example.split(",")));
    if (kind === "json-body") {
      const body: unknown = JSON.parse(example);
      expect(Object.keys(body ?? {})).toEqual(fields?.map((field) => field.name));
    } else if (kind !== "text-body" && !name.startsWith("<")) {
      const read = readTarget(`${path}?${name}=${encodeURIComponent(example)}`);
      expect(read.ok && read.target.query.get(name)).toBe(example);
    }
  },
);

it("has an example metric that there is", () => {
  const names = CALL.metrics.parameters.find(({ name }) => name === "metrics")?.example.split(",") ?? [];
  expect(names.every((name) => METRICS.some((metric) => metric.name === name))).toBe(true);
  const types = CALL.metrics.parameters.find(({ name }) => name === "types")?.values;
  expect(new Set(types)).toEqual(new Set(METRICS.map(({ entity }) => entity)));
});

it("finds endpoints by paths in normal form", () => {
  expect(endpointAt("")).toBe(CALL.calls);
  expect(endpointAt("meta/app")).toBe(CALL.app);
  expect(endpointAt("/meta/app")).toBeUndefined();
});
