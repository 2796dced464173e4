// What the simulated cluster can be put through. A scenario is a name, a sentence, and what happens when.

/** What a scenario can do; the cluster's handle has more. */
interface Stage {
  readonly cluster: {
    leader(): string | null;
    kill(server: string): Promise<void>;
    start(server: string): Promise<void>;
  };
  /** In ms of the scenario's own time, which the cluster's `timeScale` stretches. Rejects when the cluster is closed. */
  readonly wait: (ms: number) => Promise<void>;
}

interface Scenario {
  readonly name: string;
  /** One sentence on what it shows. */
  readonly title: string;
  readonly run?: (stage: Stage) => Promise<void>;
}

const SECOND = 1000;

export const SCENARIOS = [
  { name: "healthy", title: "All servers are up and every partition has its copies." },
  {
    name: "leader-moves",
    title:
      "The leading meta dies after 8 s, the others name it for 9 s more, then another leads; the dead one comes back 30 s later.",
    async run({ cluster, wait }) {
      await wait(8 * SECOND);
      const leader = cluster.leader();
      if (leader === null) return; // somebody else has killed it already
      await cluster.kill(leader);
      await wait(9 * SECOND);
      await wait(30 * SECOND);
      await cluster.start(leader);
    },
  },
] as const satisfies readonly Scenario[];

export type ScenarioName = (typeof SCENARIOS)[number]["name"];

export function isScenarioName(name: string): name is ScenarioName {
  return SCENARIOS.some((scenario) => scenario.name === name);
}

export function findScenario(name: ScenarioName): Scenario {
  const found = SCENARIOS.find((scenario) => scenario.name === name);
  if (found === undefined) throw new Error(unknownScenario(name));
  return found;
}

/** What to tell somebody who asked for a scenario that does not exist. */
export function unknownScenario(name: string): string {
  return `There is no scenario "${name}". There are: ${SCENARIOS.map((scenario) => scenario.name).join(", ")}`;
}
