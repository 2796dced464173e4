import { expect, it } from "vitest";
import type { Exchange } from "../../send.ts";
import { recordedOf } from "./har.ts";

const AT = Date.parse("2026-01-02T03:04:05.678Z");

function exchange(more: Partial<Exchange>): Exchange {
  return {
    method: "GET",
    url: "/api/clusters/demo/servers/m2%3A34601/meta/cluster",
    status: 200,
    contentType: "text/plain",
    headers: [],
    text: "{}\n",
    bytes: null,
    size: 3,
    server: "m1:34601",
    hops: [],
    ms: 12,
    at: AT,
    ...more,
  };
}

function failed(kind: string, message: string, hops: readonly string[] = []): Exchange {
  return exchange({ status: 502, server: null, ms: null, hops, text: JSON.stringify({ error: { kind, message } }) });
}

it("records an answer under the address of the one who gave it, at the time when it was asked", () => {
  const recorded = recordedOf({ server: "m1:34601", target: "/meta/app?name=a%20b&detail" }, exchange({}), 99);
  expect(recorded).toMatchObject({ kind: "entries", failed: false });
  expect(recorded.kind === "entries" && recorded.entries).toMatchObject([
    {
      startedDateTime: "2026-01-02T03:04:05.666Z",
      time: 12,
      request: {
        method: "GET",
        url: "http://m1:34601/meta/app?name=a%20b&detail",
        queryString: [
          { name: "name", value: "a b" },
          { name: "detail", value: "" },
        ],
      },
      response: {
        status: 200,
        statusText: "OK",
        headers: [
          { name: "Content-Type", value: "text/plain" },
          { name: "Content-Length", value: "3" },
        ],
        content: { size: 3, mimeType: "text/plain", text: "{}\n" },
      },
    },
  ]);
});

it("records what a backup said before the leader as the redirect that it was", () => {
  const recorded = recordedOf(
    { server: "m3:34601", target: "/meta/cluster" },
    exchange({ hops: ["m3:34601 307", "m2:34601 307"] }),
    99,
  );
  const entries = recorded.kind === "entries" ? recorded.entries : [];
  expect(entries.map(({ request, response }) => [request.url, response.status, response.redirectURL])).toEqual([
    ["http://m3:34601/meta/cluster", 307, "http://m2:34601/meta/cluster"],
    ["http://m2:34601/meta/cluster", 307, "http://m1:34601/meta/cluster"],
    ["http://m1:34601/meta/cluster", 200, ""],
  ]);
});

it.each([
  ["unreachable", "r1:34801 refuses connections: nothing listens on that port.", /^unreachable: r1/],
  ["timeout", "r1:34801 takes connections and says nothing.", /^timeout: /],
  ["dropped", "r1:34801 dropped the connection before the answer was whole.", /^dropped: /],
])("records %s as status 0 with its error", (kind, message, error) => {
  const recorded = recordedOf({ server: "r1:34801", target: "/" }, failed(kind, message), 2000);
  expect(recorded).toMatchObject({
    kind: "entries",
    failed: true,
    entries: [{ time: 2000, request: { url: "http://r1:34801/" }, response: { status: 0, headers: [] } }],
  });
  expect(recorded.kind === "entries" && recorded.entries[0]?.response._error).toMatch(error);
});

it("records neither an answer nor a failure of a server that the gateway did not ask, and says why", () => {
  expect(recordedOf({ server: "m1:1", target: "/meta/cluster" }, failed("starting", "m1:1 is starting."), 1)).toEqual({
    kind: "not-asked",
    why: "m1:1 is starting.",
  });
  const page = exchange({ status: 500, server: null, text: "<html>" });
  expect(recordedOf({ server: "m1:1", target: "/" }, page, 1)).toMatchObject({ kind: "not-asked" });
});

it("keeps a body that is not UTF-8 to the byte", () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256);
  const recorded = recordedOf({ server: "m1:1", target: "/pprof/cmdline" }, exchange({ bytes, size: 100_000 }), 1);
  const content = recorded.kind === "entries" ? recorded.entries[0]?.response.content : undefined;
  expect(content?.encoding).toBe("base64");
  expect(Buffer.from(content?.text ?? "", "base64").equals(bytes)).toBe(true);
});
