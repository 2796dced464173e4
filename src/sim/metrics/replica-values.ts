// The metrics of one replica (reference 3.4 and 3.9).
import type { MetricFact } from "#pegasus/catalog/types.ts";
import type { DuplicationStage } from "../model/duplicator.ts";
import { readerOf, type Entity, type Values } from "./entity.ts";
import { factsOf, scattered, shuffled } from "./facts.ts";
import type { NodeView } from "./node-view.ts";
import { DUPLICATION, duplicationStage, isMadeAt } from "./replica-duplication.ts";
import { FEATURES } from "./replica-features.ts";
import { REQUESTS } from "./replica-requests.ts";
import { SPLITTING } from "./replica-splits.ts";
import { STORAGE } from "./replica-storage.ts";
import type { ReplicaSubject } from "./replica-subject.ts";
import { TROUBLE } from "./replica-trouble.ts";

const VALUES: Values<ReplicaSubject> = new Map([
  ...REQUESTS,
  ...STORAGE,
  ...FEATURES,
  ...DUPLICATION,
  ...SPLITTING,
  ...TROUBLE,
]);

const ALL = factsOf("replica", "replica");

/** By what a replica does for duplications, which is when some metrics are made. */
function factsByStage(key: number): Readonly<Record<DuplicationStage, readonly MetricFact[]>> {
  const facts = shuffled(ALL, key);
  const at = (stage: DuplicationStage): readonly MetricFact[] => facts.filter((fact) => isMadeAt(fact, stage));
  return { none: at("none"), prepared: at("prepared"), shipping: facts };
}

export function replicaEntities(node: NodeView): Entity[] {
  const facts = factsByStage(node.process.key);
  return scattered(node.listed, node.process.key).map((held) => {
    const { tableId, index } = held.replica.partition;
    const subject = { node, held };
    return {
      type: "replica",
      id: `replica@${tableId}.${index}`,
      attributes: { partition_id: String(index), table_id: String(tableId) },
      facts: facts[duplicationStage(subject)],
      read: readerOf(VALUES, subject),
    };
  });
}
