import { afterEach, expect, it } from "vitest";
import { startCluster } from "../cluster.ts";
import { STOCK_PLAN } from "../model/plan.ts";
import { Witness } from "../witness.ts";

const present: Witness[] = [];
afterEach(async () => {
  for (const { cluster } of present.splice(0)) await cluster.close();
});

it.each([0.02, 1, 7])("a cluster at %d times the pace goes through all of its times alike", async (timeScale) => {
  const witness = await Witness.of({ scenario: "healthy", timeScale });
  present.push(witness);
  const { cluster } = witness;
  const [victim = ""] = cluster.replicas;
  const [first = ""] = cluster.metas;
  await cluster.kill(victim);
  await witness.pass(21);
  expect((await witness.node(victim))?.status).toBe("ALIVE");
  await witness.pass(2);
  expect((await witness.node(victim))?.status).toBe("UNALIVE");
  await cluster.start(victim);
  await witness.pass(4);
  expect((await witness.node(victim))?.status).toBe("UNALIVE");
  await witness.pass(20);
  expect(await witness.unhealthy()).toEqual([0, 0, 0]);
  await cluster.kill(first);
  await witness.pass(8);
  expect(await witness.location(cluster.metas[1])).toBe(`http://${first}/meta/cluster`);
  await witness.pass(2);
  expect(cluster.leader()).not.toBeNull();
});

it("says the same for the same seed, ports apart", async () => {
  const text = async (seed: number): Promise<string> => {
    const witness = await Witness.of({ scenario: "node-down", seed });
    present.push(witness);
    await witness.pass(70);
    const { leader, metas, replicas } = witness.cluster;
    const bodies = [
      await witness.body(leader() ?? undefined, "/meta/app?name=orders&detail"),
      await witness.body(replicas[1], "/recentStartTime"),
      await witness.body(replicas[0], "/metrics?types=replica&attributes=table_id,4&metrics=get_requests"),
    ];
    const names = [...metas, ...replicas].map((server, index) => [server.split(":")[1] ?? "", `#${index}`] as const);
    return names.reduce((all, [port, name]) => all.replaceAll(port, name), bodies.join("\n"));
  };
  const once = await text(3);
  expect(await text(3)).toBe(once);
  expect(await text(4)).not.toBe(once);
});

it("tells nothing of a scenario's story to a cluster of the asker's own plan", async () => {
  const plan = { ...STOCK_PLAN, replicas: 3, collectors: 1 };
  const cluster = await startCluster({ scenario: "two-nodes-down", plan });
  try {
    expect([cluster.scenario, cluster.replicas.length, cluster.collectors.length]).toEqual(["two-nodes-down", 3, 1]);
    const answer = await fetch(`http://${cluster.metas[0]}/meta/nodes`);
    expect(await answer.text()).toContain('"alive_node_count":"3"');
    const collector = await fetch(`http://${cluster.collectors[0]}/version`);
    expect(await collector.text()).toBe('{"Version":"","GitCommit":""}\n');
  } finally {
    await cluster.close();
  }
});

it("ends with its cluster, while an answer is still waited for", async () => {
  const witness = await Witness.of({ scenario: "slow" });
  const asked = witness.end(witness.cluster.replicas[0], "/version");
  await witness.pass(0.2);
  await witness.cluster.close();
  expect(await asked).toMatch(/^(closed|ECONNRESET)$/);
});
