// What becomes of a Prometheus that is away, slow or something else.
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { keptMetric } from "#pegasus/kept-metrics.ts";
import { askPrometheus } from "./source.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  // A TCP server's address is an object; only pipes have text.
  const { port } = server.address() as AddressInfo;
  return `http://ann:secret@127.0.0.1:${port}/prometheus/`;
}

function ask(url: string): Promise<Map<string, (number | null)[]>> {
  const metric = keptMetric("storage_mb");
  if (metric === undefined) throw new Error("storage_mb is not kept");
  const range = { from: 0, to: 30_000, step: 10_000 };
  return askPrometheus(url, { cluster: "c", metric, scope: "app", ids: ["2"], range, fn: "avg", every: 10 });
}

it("asks below the configured address, with its user, and tells the values in our units with gaps", async () => {
  let seen = "";
  const url = await serving((request, response) => {
    seen = `${request.method} ${request.url} ${request.headers.authorization}`;
    const values = [
      [10, String(3 * 2 ** 20)],
      [30, "NaN"],
    ];
    const result = [
      { metric: { app_id: "2" }, values },
      { metric: { app_id: "9" }, values },
    ];
    response.end(JSON.stringify({ status: "success", data: { resultType: "matrix", result } }));
  });
  expect(await ask(url)).toEqual(new Map([["2", [3, null, null]]]));
  expect(seen).toBe(`POST /prometheus/api/v1/query_range Basic ${btoa("ann:secret")}`);
});

it.each<[what: string, listener: RequestListener, sentence: RegExp]>([
  [
    "its refusal",
    (_request, response) => response.writeHead(422).end('{"status":"error","error":"too many samples"}'),
    /answered 422: too many samples\.$/,
  ],
  ["a page", (_request, response) => response.end("<html>"), /did not answer as a Prometheus does\.$/],
  [
    "a redirect",
    (_request, response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end(),
    /answered 302\.$/,
  ],
  ["a broken connection", (request) => request.socket.destroy(), /cannot be reached: /],
])("says of %s what is wrong, and no password", async (_what, listener, sentence) => {
  const failure = await ask(await serving(listener)).catch((error: unknown) => error);
  expect(String(failure)).toMatch(sentence);
  expect(String(failure)).toContain("The Prometheus at http://127.0.0.1:");
  expect(String(failure)).not.toContain("secret");
});
