import { over, ok, verdict, type Check } from "./check.ts";
import { few, many, span } from "./words.ts";

/** A split of a few gigabytes takes minutes. */
const STUCK_MS = 3_600_000;

/** Splits under way: the children look dead to the metas' counts and are not (reference 6.1). */
export const splits: Check = {
  id: "splits",
  title: "Partition splits",
  judge: ({ tables, gauges }) =>
    over(tables, (all) => {
      const splitting = all.filter((table) => table.splitting > 0);
      const longest =
        gauges.kind === "known"
          ? Math.max(
              0,
              ...[...gauges.value.answers.values()].map((one) => one.gauges.splitting_replicas_max_duration_ms ?? 0),
            )
          : 0;
      if (splitting.length === 0) return ok("No table is being split.");
      const apps = splitting.map(({ app_name }) => app_name);
      const children = splitting.reduce((sum, table) => sum + table.splitting, 0);
      const sentence = `${few(apps)} being split: ${many(children, "new partition")} not registered yet`;
      if (longest < STUCK_MS) return verdict("notice", `${sentence}, which is no loss.`, { apps });
      return verdict("warning", `${sentence}; the longest has been at it for ${span(longest)}.`, { apps });
    }),
};
