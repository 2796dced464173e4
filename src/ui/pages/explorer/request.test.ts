import { expect, it } from "vitest";
import { endpointAt } from "#pegasus/endpoints.ts";
import { bodyParameter, joinTarget, queryParameters, readRequest, splitTarget, withParameter } from "./request.ts";

it.each<[text: string, sent: string, effect: string, missing: string[]]>([
  ["/", "/", "read", []],
  ["/meta/apps?detail", "/meta/apps?detail", "read", []],
  ["//meta//apps/?detail=", "/meta/apps?detail", "read", []],
  ["/meta/app", "/meta/app", "read", ["name"]],
  ["/meta/app?name=", "/meta/app?name", "read", ["name"]],
  ["/meta/app?name=a%20b&detail", "/meta/app?name=a%20b&detail", "read", []],
  ["/%75pdateConfig?a=1", "/updateConfig?a=1", "change", []],
  ["/meta/app/start_compaction", "/meta/app/start_compaction", "change", []],
  ["/pprof/profile?seconds=5", "/pprof/profile?seconds=5", "costly", []],
  ["/perfCounter?name=x", "/perfCounter?name=x", "change", []],
])("%s is sent as %s, and is a %s", (text, sent, effect, missing) => {
  expect(readRequest(splitTarget(text))).toMatchObject({ ok: true, text: sent, effect, missing });
});

it.each([
  ["/meta/app?name=a&name=b", "duplicate parameter: name"],
  ["/meta/app?name=%zz", "hex value"],
  ["/meta/app?name=%", "partial escape"],
])("%s is refused as Pegasus would: %s", (text, error) => {
  const reading = readRequest(splitTarget(text));
  expect(!reading.ok && reading.error).toContain(error);
});

it.each([
  ["meta/apps", { path: "/meta/apps", q: "" }],
  [" /meta/app?name=a?b ", { path: "/meta/app", q: "name=a?b" }],
  ["", { path: "/", q: "" }],
])("%j is split in path and query", (text, raw) => {
  expect(splitTarget(text)).toEqual(raw);
  expect(splitTarget(joinTarget(raw))).toEqual(raw);
});

it.each<[name: string, value: string | null, text: string]>([
  ["name", "a&b c", "/meta/app?name=a%26b%20c&detail"],
  ["name", null, "/meta/app?detail"],
  ["detail", null, "/meta/app?name=temp"],
  ["more", "", "/meta/app?name=temp&detail&more"],
])("setting %s to %j gives %s", (name, value, text) => {
  const reading = readRequest(splitTarget("/meta/app?name=temp&detail"));
  expect(reading.ok && withParameter(reading.target, name, value)).toBe(text);
});

it("tells a body from parameters of the query", () => {
  const symbol = endpointAt("pprof/symbol");
  expect(bodyParameter(symbol)?.kind).toBe("text-body");
  expect(queryParameters(symbol)).toEqual([]);
  expect(queryParameters(endpointAt("updateConfig"))).toEqual([]);
  expect(queryParameters(endpointAt("meta/app")).map(({ name }) => name)).toEqual(["name", "detail"]);
  expect(queryParameters(undefined)).toEqual([]);
});
