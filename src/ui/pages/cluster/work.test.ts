import { expect, it } from "vitest";
import { PROCESS_CALLS } from "#pegasus/calls/process.ts";
import type { Metrics } from "#pegasus/answers/metrics.ts";
import { QUEUED, RUNNING, SHIPS } from "../../queries-health.ts";
import { compacting, compactionFacts, hotOf, shipping } from "./work.ts";

function answer(entities: readonly { table: string; values: Readonly<Record<string, number>> }[]): Metrics {
  const text = JSON.stringify({
    cluster: "c",
    role: "replica",
    host: "r1",
    port: 34801,
    timestamp_ns: 1,
    entities: entities.map(({ table, values }, index) => ({
      type: "replica",
      id: `${table}.${index}`,
      attributes: { table_id: table, partition_id: String(index) },
      metrics: Object.entries(values).map(([name, value]) => ({ name, value })),
    })),
  });
  return PROCESS_CALLS.metrics.answer.decode(text);
}

const work = {
  answers: new Map([
    [
      "r1",
      answer([
        { table: "1", values: { [QUEUED]: 1, [RUNNING]: 1 } },
        { table: "2", values: { [QUEUED]: 0 } },
      ]),
    ],
    [
      "r2",
      answer([
        { table: "1", values: { [RUNNING]: 1 } },
        { table: "3", values: { [SHIPS]: 0 } },
      ]),
    ],
    ["r3", answer([{ table: "1", values: { [QUEUED]: 0, [RUNNING]: 0 } }])],
  ]),
  ms: new Map(),
  silent: [],
};

it("adds up what of each table is still to be compacted, with where and since when nothing has moved", () => {
  const names = new Map([["1", "temp"]]);
  const facts = compactionFacts(compacting(work), names, new Map([["1", { since: 5 }]]), 9);
  expect(facts).toEqual([{ app: "temp", queued: 1, running: 2, servers: ["r1", "r2"], stillSince: 5 }]);
  expect(compactionFacts(compacting(work), new Map(), new Map(), 9)).toMatchObject([{ app: "table 1", stillSince: 9 }]);
});

it("finds the tables of which a replica counts what it ships", () => {
  expect([...shipping(work)]).toEqual(["3"]);
});

it("compares a hot partition with the average of its table, by what it is hot of", () => {
  const load = (readQps: number, writeQps: number, hot: "reads" | null = null) => ({
    readQps,
    writeQps,
    hot,
    readBytes: null,
    writeBytes: null,
    readCu: null,
    writeCu: null,
    readP99Ns: null,
    writeP99Ns: null,
    storageMb: null,
    sstFiles: null,
    storageAllMb: null,
    delayedQps: null,
    rejectedQps: null,
    cacheHits: null,
    primary: null,
  });
  // (9000 + 3 * 1000) / 4 = 3000 reads on average
  const partitions = { 0: load(9000, 50, "reads"), 1: load(1000, 90), 2: load(1000, 0), 3: load(1000, 0) };
  expect(hotOf("temp", partitions)).toEqual([{ app: "temp", index: 0, kind: "reads", rate: 9000, times: 3 }]);
});
