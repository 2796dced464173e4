// Every endpoint is known from end to end: a codec, an answer of a real server, a simulated server that gives it, and a place in the
// explorer. Whoever adds one to the table learns here what is missing.
import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { AnswerError } from "#pegasus/answers/codec.ts";
import type { Endpoint } from "#pegasus/endpoint.ts";
import { ENDPOINTS } from "#pegasus/endpoints.ts";
import { endpointsOf } from "#pegasus/releases.ts";
import { HANDLERS } from "#sim/answers/handlers.ts";
import { effectWords, groupCalls } from "#ui/pages/explorer/call-groups.ts";
import { queryParameters } from "#ui/pages/explorer/request.ts";

const SAMPLES = readdirSync(new URL("pegasus/samples/", import.meta.url)).filter((file) => /\.(txt|prof)$/.test(file));

/** Any text is lines of a command line. */
const TAKES_ANY_TEXT = ["cmdline"];

function decode(endpoint: Endpoint, text: string): unknown {
  return "answer" in endpoint ? endpoint.answer.decode(text) : endpoint.bytes.decode(new TextEncoder().encode(text));
}

const NAMES = ENDPOINTS.map((endpoint) => [endpoint.path, endpoint] as const);

it.each(NAMES.filter(([, { name }]) => !TAKES_ANY_TEXT.includes(name)))(
  "reads answers of %s with a schema, which refuses what is none",
  (_path, endpoint) => {
    for (const text of ["<html>", "[1]", '"x"', "{"]) expect(() => decode(endpoint, text), text).toThrow(AnswerError);
  },
);

it.each(NAMES)("has an answer of a real server to %s", (_path, { name }) => {
  expect(SAMPLES.map((file) => file.split(".")[0])).toContain(name);
});

it.each(NAMES)("simulates %s", (_path, { name }) => {
  expect(Object.keys(HANDLERS)).toContain(name);
});

it("simulates no call that the table does not have", () => {
  expect(Object.keys(HANDLERS).toSorted()).toEqual(ENDPOINTS.map(({ name }) => name).toSorted());
});

it.each(NAMES)("has a place for %s in the explorer, by its effect, and words for what it does", (path, endpoint) => {
  const places = groupCalls({ [path]: endpoint.help }).flatMap(({ title, calls }) =>
    calls.flatMap((call) => (call.lacking === null ? [{ title, name: call.endpoint?.name, effect: call.effect }] : [])),
  );
  expect(places).toEqual([{ title: expect.any(String), name: endpoint.name, effect: endpoint.effect }]);
  expect(places[0]?.title).not.toBe("Not known to this dashboard");
  expect(effectWords(endpoint.effect, endpoint)).toMatch(/\.$/);
});

it.each(NAMES)(
  "can ask %s from a form: each parameter is a field, a body or the flag that is changed",
  (_path, call) => {
    const fields = queryParameters(call).map(({ name }) => name);
    const others = call.parameters.filter(({ name }) => !fields.includes(name));
    expect(others.every(({ kind, names }) => kind.endsWith("-body") || names === "flag")).toBe(true);
  },
);

it("names each answer of a real server after a call", () => {
  const names = new Set([...ENDPOINTS.map(({ name }) => name), "metricsError"]);
  expect(SAMPLES.filter((file) => !names.has(file.split(".")[0] ?? ""))).toEqual([]);
});

it("simulates what 2.5.0 alone has, too", () => {
  const paths = new Set(ENDPOINTS.map(({ path }) => path));
  const gone = endpointsOf("2.5.0").filter(({ path }) => !paths.has(path));
  expect(gone.map(({ path }) => path)).toEqual(["/perfCounter"]);
});
