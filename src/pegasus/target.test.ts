import { expect, it } from "vitest";
import { readTarget, serviceNotFound, writeTarget, type Target } from "./target.ts";

const target = (path: string, query: Record<string, string> = {}): Target => ({
  path,
  query: new Map(Object.entries(query)),
});

it.each<[string, Target]>([
  ["/", target("")],
  ["", target("")],
  ["/meta/apps", target("meta/apps")],
  ["//meta///apps/", target("meta/apps")],
  ["/%20meta%09/ apps ", target("meta/apps")],
  ["/meta%2Fapps", target("meta/apps")],
  ["/meta/apps#x?y", target("meta/apps")],
  ["/version%00/more", target("version")],
  ["/%e8%a1%a8", target("表")],
  ["/表", target("表")],
  ["/meta/apps?", target("meta/apps")],
  ["/meta/apps?detail", target("meta/apps", { detail: "" })],
  ["/meta/apps?detail=", target("meta/apps", { detail: "" })],
  ["/meta/apps?detail&detail", target("meta/apps", { detail: "" })],
  ["/meta/app?name=a&name", target("meta/app", { name: "a" })],
  ["/meta/app?&&name=a&%20&", target("meta/app", { name: "a" })],
  ["/meta/app?%20name=a%20", target("meta/app", { name: "a" })],
  ["/meta/app?name=a=b", target("meta/app", { name: "a=b" })],
  ["/meta/app?name=a%26detail", target("meta/app", { name: "a", detail: "" })],
  ["/meta/app?name%3Da", target("meta/app", { name: "a" })],
  ["/meta/app?name=a+b", target("meta/app", { name: "a+b" })],
  ["/meta/app?name=a%20b", target("meta/app", { name: "a b" })],
  ["/meta/app?name=a%00b", target("meta/app", { name: "a" })],
  ["/meta/app?name=a?b", target("meta/app", { name: "a?b" })],
  ["/meta/app?=x", target("meta/app", { "": "x" })],
  ["/meta/app?name=%FF%FE", target("meta/app", { name: "\udcff\udcfe" })],
])("reads %s", (text, expected) => {
  expect(readTarget(text)).toEqual({ ok: true, target: expected });
});

it("keeps the parameters in their order", () => {
  const read = readTarget("/x?b=1&a=2&c");
  expect(read.ok && [...read.target.query.keys()]).toEqual(["b", "a", "c"]);
});

const PREFIX = "failed to parse request: ERR_INVALID_PARAMETERS: ";

it.each([
  ["/x?a=1&a=2", "duplicate parameter: a"],
  ["/x?a&a=2", "duplicate parameter: a"],
  ["/x%", "Encountered partial escape sequence at end of string"],
  ["/x?a=%", "Encountered partial escape sequence at end of string"],
  ["/x?a=%4", "Encountered partial escape sequence at end of string"],
  ["/x%4", "The characters 4 do not form a hex value. Please escape it or pass a valid hex value"],
  ["/x%zz/y", "The characters zz/y do not form a hex value. Please escape it or pass a valid hex value"],
  ["/x?a=%g1&b", "The characters g1&b do not form a hex value. Please escape it or pass a valid hex value"],
  ["/x?a=%u0041", "The characters u0041 do not form a hex value. Please escape it or pass a valid hex value"],
])("refuses %s with the server's own words", (text, reason) => {
  expect(readTarget(text)).toEqual({ ok: false, error: PREFIX + reason });
});

it.each<[Target, string]>([
  [target(""), "/"],
  [target("meta/apps", { detail: "" }), "/meta/apps?detail"],
  [target("meta/app", { name: "a b", detail: "" }), "/meta/app?name=a%20b&detail"],
  [target("metrics", { ids: "connection@10.0.0.1:34801,server" }), "/metrics?ids=connection@10.0.0.1:34801,server"],
  [target("x", { "a&b": "c=d&e%#?" }), "/x?a%26b=c%3Dd%26e%25%23%3F"],
  [target("表/x y"), "/%E8%A1%A8/x%20y"],
  [target("x", { name: "\udcff\udcfe" }), "/x?name=%FF%FE"],
])("writes %j", (value, text) => {
  expect(writeTarget(value)).toBe(text);
});

it.each(["/", "/meta/apps?detail", "/meta/app?name=%E8%A1%A8%20x&detail", "/x?a=%25&b=%23%3F", "/metrics?types=a,b"])(
  "reads back what it writes of %s",
  (text) => {
    const read = readTarget(text);
    expect(read.ok && readTarget(writeTarget(read.target))).toEqual(read);
  },
);

it("names the path that nothing serves as the server does", () => {
  expect(serviceNotFound("meta/nothing")).toBe('service not found for "meta/nothing"');
});
