// How RocksDB is tuned for a table (reference 2.18 and section 5; env `rocksdb.usage_scenario`).

const KEY = "rocksdb.usage_scenario";

export const SCENARIO_FACTS = {
  normal: { overHttp: true, meaning: "Reads and writes alike; files are compacted as they come." },
  prefer_write: { overHttp: false, meaning: "Larger buffers and later compaction: writes go faster, reads slower." },
  bulk_load: {
    overHttp: true,
    meaning: "No automatic compaction: for a load, after which normal and a compaction follow.",
  },
} as const;

export type UsageScenario = keyof typeof SCENARIO_FACTS;

/** Null: the table has a scenario that this dashboard does not know. */
export function scenarioOf(envs: Readonly<Record<string, string>>): UsageScenario | null {
  const text = envs[KEY] ?? "normal";
  return text === "normal" || text === "prefer_write" || text === "bulk_load" ? text : null;
}
