// Bulk loads and manual compactions: work of minutes to hours that explains load, and may hang.
import { BULK_LOAD_PHASES } from "../progress.ts";
import { over, ok, verdict, type Check } from "./check.ts";
import { few, many, span } from "./words.ts";

/** A load that has taken so long hardly gets on, ms. */
const STUCK_MS = 2 * 3_600_000;

/** Replica servers count the replicas that load; which tables they are of is asked only while there are some. */
export const bulkLoad: Check = {
  id: "bulk-load",
  title: "Bulk load",
  judge: ({ gauges, bulkLoads }) =>
    over(gauges, ({ answers }) => {
      const readings = [...answers.values()].map((one) => one.gauges);
      const loading = readings.reduce((sum, one) => sum + (one.bulk_load_running_count ?? 0), 0);
      const longest = Math.max(0, ...readings.map((one) => one.bulk_load_max_duration_ms ?? 0));
      const named =
        bulkLoads.kind === "known"
          ? bulkLoads.value.filter(({ status }) => BULK_LOAD_PHASES[status].state !== "none")
          : [];
      const halted = named.filter(({ status }) => /failed|paused/.test(BULK_LOAD_PHASES[status].state));
      const apps = named.map(({ app }) => app);
      if (loading === 0 && named.length === 0) return ok("None is under way.");
      const steps = named.map(
        ({ app, status }) => `${app}: ${BULK_LOAD_PHASES[status].meaning.toLowerCase().replace(/\.$/, "")}`,
      );
      const which = steps.length === 0 ? "" : ` (${few(steps)})`;
      const sentence = `Under way at ${many(loading, "replica")} for ${span(longest)}${which}`;
      if (halted.length > 0) return verdict("warning", `Halted: ${few(steps)}.`, { apps });
      if (longest >= STUCK_MS) return verdict("warning", `${sentence}: it may be stuck.`, { apps });
      return verdict("notice", `${sentence}.`, { apps });
    }),
};

export const compaction: Check = {
  id: "compaction",
  title: "Manual compaction",
  judge: ({ compactions }) =>
    over(compactions, (all) => {
      const busy = all.filter(({ queued, running }) => queued + running > 0);
      if (busy.length === 0) return ok("None is under way.");
      const words = busy.map(({ app, queued, running }) => `${app}: ${running} running, ${queued} waiting`);
      return verdict("notice", `Under way: ${few(words)}.`, { apps: busy.map(({ app }) => app) });
    }),
};
