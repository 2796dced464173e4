// What fifty browsers that poll one page cost the cluster, beside what one costs: requests at the simulated servers.
import { SECOND } from "#gateway/clock.ts";
import { C, openDashboard } from "#gateway/testing/dashboard.ts";
import { TestClock } from "#gateway/testing/clock.ts";
import { startCluster } from "#sim/cluster.ts";

/** As ui/queries.ts polls the Cluster page: each answer may be as old as its interval. */
const POLLED: readonly [path: string, seconds: number][] = [
  ["/servers", 5],
  ["/load", 5],
  ["/leader/meta/cluster", 5],
  ["/leader/meta/nodes?detail=", 10],
  ["/leader/meta/apps?detail=", 10],
];
const SPEED = 10;

/** Requests per second of simulated time that all servers got from so many browsers. */
export async function costOf(browsers: number, seconds: number, random: () => number): Promise<number> {
  const clock = new TestClock({ speed: SPEED });
  const cluster = await startCluster({ scenario: "healthy", clock });
  const page = openDashboard({ metas: cluster.metas, clock });
  const servers = [...cluster.metas, ...cluster.replicas];
  const total = (): number => servers.reduce((sum, server) => sum + cluster.requestCount(server), 0);
  const end = clock.now() + (seconds + 20) * SECOND;
  const polling = Array.from({ length: browsers }).flatMap(() => {
    const phase = random() * 10 * SECOND;
    return POLLED.map(async ([path, every]) => {
      await clock.sleep(phase);
      while (clock.now() < end) {
        const response = await page.get(`${C}${path}`, { "cache-control": `max-age=${every}` });
        await response.arrayBuffer();
        await clock.sleep(every * SECOND);
      }
    });
  });
  // The first 20 s find out who is there, and are not counted.
  await clock.sleep(20 * SECOND);
  const before = total();
  const began = clock.now();
  await clock.sleep(end - clock.now());
  const cost = ((total() - before) / (clock.now() - began)) * SECOND;
  await Promise.all(polling);
  await page.close();
  await cluster.close();
  return cost;
}
