import { afterEach, expect, it } from "vitest";
import { Witnesses, type Witness } from "../witness.ts";

const witnesses = new Witnesses();
afterEach(() => witnesses.leave());

it("node-down shows at once what it is called", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("node-down");
  const victim = witness.cluster.replicas[1];
  expect(await witness.node(victim)).toMatchObject({ status: "UNALIVE", replica_count: 0 });
  expect(await witness.end(victim, "/version")).toBe("ECONNREFUSED");
  expect((await witness.unhealthy())[0]).toBeGreaterThan(5);
  await witness.pass(36);
  expect((await witness.node(victim))?.status).toBe("ALIVE");
  await witness.pass(25);
  expect(await witness.unhealthy()).toEqual([0, 0, 0]);
});

it("node-down still shows it to somebody who looks in after half an hour", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("node-down", 1800);
  const seen = new Set<string | undefined>();
  for (let look = 0; look < 20; look++) {
    seen.add((await witness.node(witness.cluster.replicas[1]))?.status);
    await witness.pass(10);
  }
  expect(seen).toEqual(new Set(["ALIVE", "UNALIVE"]));
});

it("node-frozen shows at once what it is called", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("node-frozen");
  expect((await witness.unhealthy())[0]).toBeGreaterThan(5);
  await silent(witness, witness.cluster.replicas[2]);
});

it("node-frozen still shows it to somebody who looks in after half an hour", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("node-frozen", 1800);
  await silent(witness, witness.cluster.replicas[2]);
  // But for the table with a single copy, others have made new ones by now.
  expect((await witness.unhealthy())[0]).toBeLessThan(2);
});

it.each([0, 1800])(
  "two-nodes-down shows what it is called, after %i s as well",
  { timeout: 120_000 },
  async (seconds) => {
    await expect(freezed(await witnesses.live("two-nodes-down", seconds))).resolves.toBeUndefined();
  },
);

it.each([0, 1800])("data-loss shows what it is called, after %i s as well", { timeout: 120_000 }, async (seconds) => {
  await expect(lost(await witnesses.live("data-loss", seconds))).resolves.toBeUndefined();
});

it.each([0, 1800])("unbalanced shows what it is called, after %i s as well", { timeout: 120_000 }, async (seconds) => {
  await expect(uneven(await witnesses.live("unbalanced", seconds))).resolves.toBeUndefined();
});

it.each([0, 1800])(
  "hot-partition shows what it is called, after %i s as well",
  { timeout: 120_000 },
  async (seconds) => {
    await expect(hot(await witnesses.live("hot-partition", seconds))).resolves.toBeUndefined();
  },
);

it.each([0, 1800])("disk-full shows what it is called, after %i s as well", { timeout: 120_000 }, async (seconds) => {
  await expect(full(await witnesses.live("disk-full", seconds))).resolves.toBeUndefined();
});

async function silent(witness: Witness, server: string | undefined): Promise<void> {
  expect((await witness.node(server))?.status).toBe("UNALIVE");
  expect(await witness.fate(server)).toBe("silent");
}

async function freezed(witness: Witness): Promise<void> {
  const { meta_function_level, primary_replica_count_stddev } = await witness.info();
  expect(meta_function_level).toBe("freezed");
  expect(primary_replica_count_stddev).toBeLessThan(5);
  expect((await witness.unhealthy())[2]).toBeGreaterThan(5);
  for (const server of witness.cluster.replicas.slice(0, 2)) {
    const row = await witness.node(server);
    expect(row).toMatchObject({ status: "UNALIVE", primary_count: 0 });
    expect(row?.secondary_count).toBeGreaterThan(0);
    expect(await witness.end(server, "/version")).toBe("ECONNREFUSED");
  }
}

async function lost(witness: Witness): Promise<void> {
  expect((await witness.info()).meta_function_level).toBe("steady");
  const { general_info } = await witness.apps();
  const lists = await Promise.all(Object.values(general_info).map(({ app_name }) => witness.partitions(app_name)));
  const dead = lists.flat().filter(({ replica_count }) => replica_count.live === 0);
  expect(dead.length).toBeGreaterThan(1);
  expect(dead.some(({ replica_count }) => replica_count.max === 3)).toBe(true);
  expect(dead.every(({ primary, secondaries }) => primary === null && secondaries.length === 0)).toBe(true);
}

async function uneven(witness: Witness): Promise<void> {
  expect(await witness.unhealthy()).toEqual([0, 0, 0]);
  const info = await witness.info();
  expect(info.meta_function_level).toBe("steady");
  expect(info.balance_operation_count.total).toBeGreaterThan(50);
  expect(info.primary_replica_count_stddev).toBeGreaterThan(20);
  expect(await witness.node(witness.cluster.replicas[5])).toMatchObject({ status: "ALIVE", replica_count: 0 });
}

async function hot(witness: Witness): Promise<void> {
  const read = async (): Promise<Map<number, number>> => {
    const sums = new Map<number, number>();
    for (const node of witness.cluster.replicas) {
      const metrics = await witness.metrics(node, "types=replica&attributes=table_id,3&metrics=get_requests");
      for (const [key, { value }] of metrics) {
        const index = Number(/\.(\d+) /.exec(key)?.[1]);
        sums.set(index, (sums.get(index) ?? 0) + Number(value));
      }
    }
    return sums;
  };
  const before = await read();
  await witness.pass(30);
  const rates = [...(await read())].map(([index, value]): [number, number] => [
    index,
    value - (before.get(index) ?? 0),
  ]);
  const [hottest, next] = rates.toSorted(([, a], [, b]) => b - a);
  expect(hottest?.[0]).toBe(21);
  expect(hottest?.[1]).toBeGreaterThan(10 * (next?.[1] ?? Infinity));
}

async function full(witness: Witness): Promise<void> {
  const parts = await Promise.all(
    witness.cluster.replicas.map(async (node) => {
      const metrics = await witness.metrics(node, "types=disk");
      const value = (tag: string, name: string) => Number(metrics.get(`disk@${tag} disk_capacity_${name}_mb`)?.value);
      return ["ssd1", "ssd2"].map((tag) => value(tag, "avail") / value(tag, "total"));
    }),
  );
  expect(parts[3]?.[0]).toBeCloseTo(0.03, 2);
  expect(parts.flat().filter((part) => part < 0.1)).toHaveLength(1);
}
