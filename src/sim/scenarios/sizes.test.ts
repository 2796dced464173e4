import { afterEach, expect, it } from "vitest";
import { Witnesses } from "../witness.ts";

const witnesses = new Witnesses();
afterEach(() => witnesses.leave());

it("empty shows at once what it is called", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("empty");
  expect(await witness.apps()).toEqual({ general_info: {}, summary: { total_app_count: 0 } });
  expect((await witness.nodes()).map(({ replica_count }) => replica_count)).toEqual([0, 0, 0, 0, 0]);
});

it("large shows at once what it is called", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("large");
  const { general_info, summary } = await witness.apps();
  expect(summary).toMatchObject({ total_app_count: 1000, fully_healthy_app_count: 1000 });
  const tables = Object.values(general_info);
  expect(tables.reduce((sum, { partition_count }) => sum + partition_count, 0)).toBe(50_000);
  expect(new Set(tables.map(({ replica_count }) => replica_count))).toEqual(new Set([3]));
  const nodes = await witness.nodes();
  expect(nodes).toHaveLength(100);
  expect(nodes.reduce((sum, { replica_count }) => sum + (replica_count ?? 0), 0)).toBe(150_000);
  const held = await witness.value(witness.cluster.replicas[42], "server", "total_replicas");
  expect(Math.abs(held - 1500)).toBeLessThan(5);
  // Megabytes for one asker do not keep another waiting.
  const order: string[] = [];
  const ask = async (index: number, path: string): Promise<string> => {
    const answer = await fetch(`http://${witness.cluster.replicas[index]}${path}`);
    order.push(path);
    return answer.text();
  };
  const [all] = await Promise.all([ask(42, "/metrics"), ask(7, "/version")]);
  expect(order).toEqual(["/version", "/metrics"]);
  expect(all.match(/"type": "replica"/g)).toHaveLength(held);
  expect(all).toMatch(/\n {4}\]\n\}$/);
});
