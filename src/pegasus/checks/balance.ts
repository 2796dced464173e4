import type { ClusterInfo } from "../answers/cluster.ts";
import { skewOf } from "../spread.ts";
import { ok, over, verdict, type Check } from "./check.ts";
import { both } from "./fact.ts";
import { few, many } from "./words.ts";

/** How many times the mean the fullest node may hold before it is worth a warning. */
const FAR_OFF = 2;

/** How evenly replicas and primaries lie over the live nodes, and what the balancer would move (reference 6.5). */
export const balance: Check = {
  id: "balance",
  title: "Balance",
  judge: ({ nodes, info }) =>
    over(both(nodes, info), ([list, cluster]) => {
      const alive = Object.values(list.details).filter(({ status }) => status === "ALIVE");
      const primaries = skewOf(alive.map((node) => node.primary_count ?? 0));
      const replicas = skewOf(alive.map((node) => node.replica_count ?? 0));
      const bare = alive.filter((node) => (node.primary_count ?? 0) === 0 && primaries.mean >= 1);
      const spread = `primaries ${primaries.least} to ${primaries.most} a node, replicas ${replicas.least} to ${replicas.most}`;
      const far = Math.max(primaries.ratio ?? 0, replicas.ratio ?? 0) >= FAR_OFF && primaries.mean >= FAR_OFF;
      const parts = [
        ...(planWords(cluster) ?? []),
        ...(bare.length === 0
          ? []
          : [`${many(bare.length, "live node")} without primaries (${few(bare.map(({ address }) => address))})`]),
      ];
      const about = { servers: bare.map(({ address }) => address) };
      if (far && alive.length > 1) return verdict("warning", `Uneven: ${[...parts, spread].join("; ")}.`, about);
      if (parts.length > 0) return verdict("notice", `Not balanced: ${[...parts, spread].join("; ")}.`, about);
      return ok(`Even: ${spread}.`);
    }),
};

function planWords({ balance_operation_count: plan, meta_function_level: level }: ClusterInfo): string[] | null {
  const { total, move_pri, copy_pri, copy_sec } = plan;
  if (total === 0) return null;
  if (total < 0) return ["the balancer is still collecting replica information"];
  const kinds = [
    ...(move_pri > 0 ? [`${many(move_pri, "primary role")} to switch`] : []),
    ...(copy_pri > 0 ? [`${many(copy_pri, "primary", "primaries")} to copy`] : []),
    ...(copy_sec > 0 ? [`${many(copy_sec, "secondary", "secondaries")} to copy`] : []),
  ];
  const doing = level === "lively" ? "under way or planned" : `needed, which level ${level} does not do`;
  return [`${many(total, "move")} ${doing} (${kinds.join(", ")})`];
}
