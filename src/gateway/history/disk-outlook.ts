// When disks will be full, out of the history.
import type { DiskOutlook, DiskOutlooks } from "#api/disk-outlook.ts";
import type { HistoryAnswer } from "#api/history.ts";
import { diskTrend, fullAtMb, type DiskTrend } from "#pegasus/disk-trend.ts";
import { SECOND } from "../clock.ts";
import { answerHistory, type Sources } from "./answer.ts";
import { readTimes, refuseUnknown } from "./question.ts";

const MINUTE = 60 * SECOND;
const WEEK = 7 * 24 * 60 * MINUTE;
/** As often as servers look at their disks (reference 3.5). */
const STEP = 10 * MINUTE;
const MOST_VALUES = 300;
const [AVAILABLE, TOTAL] = ["disk_capacity_avail_mb", "disk_capacity_total_mb"] as const;
const RANK: Readonly<Record<DiskOutlook["verdict"], number>> = { full: 0, fills: 1, steady: 2, unknown: 3 };

type Query = Readonly<Record<string, string | undefined>>;

/** @throws {GatewayFailure} bad-request, and what a Prometheus could not */
export async function answerDisks(sources: Sources, query: Query, now: number): Promise<DiskOutlooks> {
  refuseUnknown(query, ["from", "to"]);
  const { from, to } = readTimes(query, now, WEEK);
  // Of a young history there is no need for the steps of a week.
  const oldest = (sources.prometheus === null ? sources.store?.status().tiers : undefined)?.map((tier) => tier.from);
  const begin = Math.max(from, Math.min(to - STEP, ...(oldest ?? []).flatMap((at) => at ?? [])));
  const known = sources.prometheus === null ? begin : from;
  const step = Math.max(STEP, Math.ceil((to - known) / MOST_VALUES / STEP) * STEP);
  const outlooks: DiskOutlook[] = [];
  let answer: HistoryAnswer | null = null;
  for (const scope of ["disk", "server"] as const) {
    const metrics = [AVAILABLE, TOTAL];
    answer = await answerHistory(sources, { metrics, scope, ids: null, from: known, to, step, fn: "avg", top: null });
    outlooks.push(...outlooksOf(answer, scope));
  }
  const { notes = [], source = "embedded" } = answer ?? {};
  const hint = outlooks.length === 0 ? ["The history has nothing of disks in this range yet."] : [];
  return {
    from: answer?.from ?? known,
    to,
    step,
    source,
    notes: [...notes, ...hint],
    outlooks: outlooks.toSorted(worse),
  };
}

function outlooksOf({ series, from, step }: HistoryAnswer, scope: DiskOutlook["scope"]): DiskOutlook[] {
  const totals = new Map(series.flatMap(({ metric, id, points }) => (metric === TOTAL ? [[id, lastOf(points)]] : [])));
  return series.flatMap(({ metric, id, points }) => {
    if (metric !== AVAILABLE) return [];
    const totalMb = totals.get(id) ?? null;
    const availableMb = lastOf(points);
    const values = points.flatMap((point, index) =>
      point === null ? [] : [{ at: from + (index + 1) * step, availableMb: point }],
    );
    const fullAt = totalMb === null ? null : fullAtMb(totalMb);
    const trend = diskTrend(values, fullAt ?? 0);
    const cut = scope === "disk" ? id.indexOf("/") : id.length;
    const [server, tag] = [id.slice(0, cut), scope === "disk" ? id.slice(cut + 1) : null];
    return [{ scope, server, tag, totalMb, availableMb, fullAtMb: fullAt, ...trend, sentence: sentenceOf(trend) }];
  });
}

function lastOf(points: readonly (number | null)[]): number | null {
  return points.findLast((point) => point !== null) ?? null;
}

function worse(a: DiskOutlook, b: DiskOutlook): number {
  const soonest = ({ days, earliestDays }: DiskOutlook): number => days ?? earliestDays ?? Number.MAX_VALUE;
  return RANK[a.verdict] - RANK[b.verdict] || soonest(a) - soonest(b) || (a.server < b.server ? -1 : 1);
}

function sentenceOf({ verdict, days, earliestDays, latestDays, hours, mbPerDay }: DiskTrend): string {
  switch (verdict) {
    case "full":
      return "Full: it takes no writes.";
    case "fills": {
      const interval =
        latestDays === null ? `${told(earliestDays)} at the earliest` : `${told(earliestDays)} to ${told(latestDays)}`;
      return `Full in about ${told(days)} ${days !== null && told(days) === "1" ? "day" : "days"} (${interval}).`;
    }
    case "steady": {
      const trend = mbPerDay !== null && mbPerDay < 0 ? "It does not fill." : "No trend stands out.";
      return earliestDays === null ? trend : `${trend} At worst it is full in ${told(earliestDays)} days.`;
    }
    case "unknown":
      return `Only ${hours.toFixed(1)} h of values are known; an hour is the least, with six values ten minutes apart.`;
  }
}

/** Days: whole ones, below two with a tenth. */
function told(days: number | null): string {
  if (days === null) return "?";
  return days < 2 ? String(Number(days.toFixed(1))) : String(Math.round(days));
}
