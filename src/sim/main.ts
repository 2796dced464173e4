// The simulated cluster alone: `npm run sim -- SCENARIO`. Prints its addresses and runs until SIGINT or SIGTERM.
import { startCluster, type SimulatedCluster } from "./cluster.ts";
import { isScenarioName, SCENARIOS, unknownScenario, type ScenarioName } from "./scenarios.ts";

function describe(cluster: SimulatedCluster, scenario: ScenarioName): string {
  const title = SCENARIOS.find(({ name }) => name === scenario)?.title ?? "";
  const leader = cluster.leader();
  return [
    `Simulated Pegasus cluster "${cluster.name}", scenario ${scenario}: ${title}`,
    ...cluster.metas.map((meta) => `  meta     http://${meta}/${meta === leader ? "  leads" : ""}`),
    ...cluster.replicas.map((replica) => `  replica  http://${replica}/`),
    ...cluster.collectors.map((collector) => `  collector  http://${collector}/`),
    "",
  ].join("\n");
}

const [wanted = "healthy"] = process.argv.slice(2);
if (isScenarioName(wanted)) {
  const cluster = await startCluster({ scenario: wanted });
  process.stdout.write(describe(cluster, wanted));
  const stop = (): void => {
    void cluster.close();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
} else {
  process.stderr.write(`${unknownScenario(wanted)}\n`);
  process.exitCode = 2;
}
