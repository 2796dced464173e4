import { expect, it } from "vitest";
import { askedOf, curlOf } from "./asked.ts";

it.each([
  [
    "/api/clusters/demo/leader/meta/apps?detail",
    { cluster: "demo", server: "leader", path: "/meta/apps", query: "detail" },
  ],
  ["/api/clusters/demo/leader/", { cluster: "demo", server: "leader", path: "/", query: "" }],
  [
    "/api/clusters/a%20b/servers/r1%3A34801/config?name=x",
    { cluster: "a b", server: "r1:34801", path: "/config", query: "name=x" },
  ],
])("reads what %s asks of Pegasus", (url, asked) => {
  expect(askedOf({ url })).toEqual(asked);
});

it.each(["/api/clusters", "/api/clusters/demo/load", "/api/clusters/demo/servers", "/api/clusters/demo/audit", "/x"])(
  "knows that %s is no request to Pegasus",
  (url) => {
    expect(askedOf({ url })).toBeNull();
    expect(curlOf({ url, server: null, method: "GET" })).toBeNull();
  },
);

it.each<[string, string | null, "GET" | "POST", string | null]>([
  ["/api/clusters/demo/leader/meta/apps?detail", "m2:34602", "GET", "curl 'http://m2:34602/meta/apps?detail'"],
  ["/api/clusters/demo/servers/r1%3A34801/version", "r1:34801", "GET", "curl 'http://r1:34801/version'"],
  ["/api/clusters/demo/servers/r1%3A34801/version", null, "GET", "curl 'http://r1:34801/version'"],
  ["/api/clusters/demo/leader/meta/cluster", null, "GET", null],
  ["/api/clusters/demo/leader/pprof/symbol", "m1:34601", "POST", "curl -X POST 'http://m1:34601/pprof/symbol'"],
  [
    "/api/clusters/demo/leader/meta/app?name=it's",
    "m1:34601",
    "GET",
    String.raw`curl 'http://m1:34601/meta/app?name=it'\''s'`,
  ],
])("as an operator would type %s, answered by %s to %s: %s", (url, server, method, line) => {
  expect(curlOf({ url, server, method })).toBe(line);
});
