import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, vi } from "vitest";
import { silentLog } from "../log.ts";
import { TestClock } from "../testing/clock.ts";
import { Webhook } from "./webhook.ts";

it("tells once that a cluster is critical and once that it has recovered, twice where it is not taken", async () => {
  const posts: string[] = [];
  const server = createServer((request, response) => {
    void request.setEncoding("utf8").once("data", (text: string) => {
      posts.push(text);
      response.writeHead(posts.length === 1 ? 500 : 204).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  // A TCP server's address is an object; only pipes have text.
  const { port } = server.address() as AddressInfo;
  const clock = new TestClock({ speed: 1000 });
  const webhook = new Webhook(`http://127.0.0.1:${port}/`, clock, silentLog);
  const cluster = { name: "c", title: "Cluster C" };
  for (const health of ["ok", "critical", "critical", "unknown", "warning", "ok"] as const)
    webhook.notice(cluster, health);
  await vi.waitFor(() => expect(posts).toHaveLength(3), { timeout: 15_000 });
  expect(posts.map((text) => JSON.parse(text).state)).toEqual(["critical", "critical", "recovered"]);
  expect(JSON.parse(posts[2] ?? "")).toMatchObject({ cluster: "c", health: "warning", title: "Cluster C" });
  await webhook.close();
  server.close();
});
