// Recordings of the fourth replica server, and of what came after it had come and gone.
import { clusterAt, PORTS } from "./cluster-of-the-day.ts";
import { kill, order, start, type Action, type Staging } from "./staging.ts";

const BEFORE = { plan: clusterAt("10:28:40"), ports: PORTS, begins: "10:28:40.000" } as const;

const COMES: readonly Action[] = [
  kill("10:28:55.000", 34803),
  start("10:28:58.322", 34804, { deafMs: 7 }),
  start("10:29:04.317", 34803, { deafMs: 7.5 }),
];
const BALANCED: readonly Action[] = [
  order("10:29:30.950", "level lively", (shell) => {
    shell.setMetaLevel("lively");
  }),
  order("10:32:01.080", "level steady", (shell) => {
    shell.setMetaLevel("steady");
  }),
  order("10:32:01.155", "level freezed", (shell) => {
    shell.setMetaLevel("freezed");
  }),
  order("10:32:01.232", "level blind", (shell) => {
    shell.setMetaLevel("blind");
  }),
  order("10:32:01.306", "level stopped", (shell) => {
    shell.setMetaLevel("stopped");
  }),
  order("10:32:01.376", "level steady", (shell) => {
    shell.setMetaLevel("steady");
  }),
];

/** A fourth replica server comes, the balancer gives it its share, and it dies for good. */
export const FOURTH_NODE: readonly Action[] = [...COMES, ...BALANCED, kill("10:32:32.537", 34804)];

export const NODES: readonly Staging[] = [
  { recordings: ["07f-replica-start-poll"], requests: 41, scenario: "node-down", ...BEFORE, actions: COMES },
  { recordings: ["09-rebalance-lively"], requests: 280, scenario: "unbalanced", ...BEFORE, actions: FOURTH_NODE },
  {
    recordings: ["10b-fourth-node-leaves-for-good"],
    requests: 60,
    scenario: "node-down",
    ...BEFORE,
    actions: FOURTH_NODE,
  },
  {
    recordings: ["06b-node-frozen"],
    requests: 363,
    scenario: "node-frozen",
    ...BEFORE,
    actions: [
      ...FOURTH_NODE,
      {
        at: "10:37:10.428",
        what: "34802 frozen",
        act: ({ cluster, server }) => {
          cluster.freeze(server(34802));
        },
      },
      {
        at: "10:38:58.753",
        what: "34802 goes on",
        act: ({ cluster, server }) => {
          cluster.thaw(server(34802));
        },
      },
    ],
  },
];
