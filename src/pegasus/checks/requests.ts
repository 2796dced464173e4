// Requests of clients that were refused or failed (reference 6.7): rates over the last readings of each replica server.
import { over, ok, verdict, type Check } from "./check.ts";
import type { Fact } from "./fact.ts";
import type { Fleet } from "./facts.ts";
import { partial } from "./fleet-words.ts";
import type { GaugeReading } from "./gauges.ts";
import { few, many, rate } from "./words.ts";

type Counter = keyof GaugeReading["rates"];

interface Sum {
  /** Per second; null: no server has been read twice. */
  readonly total: number | null;
  /** The most concerned first. */
  readonly servers: readonly string[];
}

function sumOf(fleet: Fleet<GaugeReading>, counters: readonly Counter[]): Sum {
  let total: number | null = null;
  const by: { server: string; value: number }[] = [];
  for (const [server, { rates }] of fleet.answers) {
    const known = counters.map((counter) => rates[counter]).filter((value) => value !== null);
    if (known.length === 0) continue;
    const value = known.reduce((sum, one) => sum + one, 0);
    total = (total ?? 0) + value;
    if (value > 0) by.push({ server, value });
  }
  return { total, servers: by.toSorted((a, b) => b.value - a.value).map(({ server }) => server) };
}

/** Rates need two readings. */
function rated(gauges: Fact<Fleet<GaugeReading>>, counters: readonly Counter[]): Fact<readonly [Sum, Fleet<unknown>]> {
  if (gauges.kind !== "known") return gauges;
  const sum = sumOf(gauges.value, counters);
  if (sum.total !== null || gauges.value.answers.size === 0) return { kind: "known", value: [sum, gauges.value] };
  const still = [...gauges.value.answers.values()].some(({ standsStill }) => standsStill);
  return still ? { kind: "absent", why: "Time stands still here, and rates need two moments." } : { kind: "waiting" };
}

export const rejected: Check = {
  id: "rejected",
  title: "Throttled and rejected requests",
  judge: ({ gauges, throttled }) =>
    over(rated(gauges, ["read_busy_requests", "write_busy_requests"]), ([{ total, servers }, fleet]) => {
      const tables = throttled.kind === "known" ? throttled.value.filter((one) => one.delayed + one.rejected > 0) : [];
      const apps = tables.toSorted((a, b) => b.rejected - a.rejected || b.delayed - a.delayed).map(({ app }) => app);
      const delayed = tables.reduce((sum, one) => sum + one.delayed, 0);
      const held =
        delayed === 0 ? "" : `; ${rate(delayed)} per second are held up by limits of ${many(apps.length, "table")}`;
      if (total === null) return verdict("unknown", `No server has told.${partial(fleet)}`);
      if (total > 0)
        return verdict(
          "warning",
          `${rate(total)} requests per second are rejected as too many, at ${many(servers.length, "node")}${held}.${partial(fleet)}`,
          { servers, apps },
        );
      if (delayed > 0) return verdict("notice", `None is rejected${held}: ${few(apps)}.${partial(fleet)}`, { apps });
      return ok(`None is rejected or held up.${partial(fleet)}`);
    }),
};

/** Clients that give up and connections that break are a few in a billion. */
const ORDINARY = 0.5;

export const failed: Check = {
  id: "failed",
  title: "Failed requests",
  judge: ({ gauges }) =>
    over(rated(gauges, ["read_failed_requests", "write_failed_requests"]), ([{ total, servers }, fleet]) => {
      if (total === null) return verdict("unknown", `No server has told.${partial(fleet)}`);
      if (total <= ORDINARY) return ok(`${total === 0 ? "None fails" : "Next to none fail"}.${partial(fleet)}`);
      const sentence = `${rate(total)} requests per second fail, at ${many(servers.length, "node")}.${partial(fleet)}`;
      return verdict("warning", sentence, { servers });
    }),
};
