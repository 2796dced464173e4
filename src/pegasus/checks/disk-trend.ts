// Whether a disk will be full soon, by the dashboard's own history.
import { over, ok, verdict, type Check } from "./check.ts";
import type { DiskOutlookFact } from "./facts.ts";
import { many } from "./words.ts";

/** Days in which room can be made in peace, and in which hardware can be ordered. */
export const DISK_DAYS = { soon: 7, ahead: 45 } as const;

function placeOf({ server, tag }: DiskOutlookFact): string {
  return `${tag ?? "all disks"} of ${server}`;
}

export const diskTrend: Check = {
  id: "disk-trend",
  title: "Room on disks",
  judge: ({ diskOutlooks }) =>
    over(diskOutlooks, (all) => {
      const disks = all.filter(({ tag }) => tag !== null);
      const filling = disks
        .filter(({ days }) => days !== null && days > 0)
        .toSorted((a, b) => (a.days ?? 0) - (b.days ?? 0));
      const ahead = filling.filter(({ days }) => (days ?? Infinity) <= DISK_DAYS.ahead);
      const [first] = filling;
      if (first === undefined)
        return ok(`None of ${many(disks.length, "disk")} fills so that it could be told when it is full.`);
      const soonest = `${placeOf(first)}: ${first.sentence.replace(/^F/, "f")}`;
      if (ahead.length === 0) return ok(`The first of ${many(disks.length, "disk")} to be full is ${soonest}`);
      const notes = new Map(
        ahead.toReversed().map((disk): [string, string] => [disk.server, `${disk.tag}: ${disk.sentence}`]),
      );
      const servers = [...new Set(ahead.map(({ server }) => server))];
      const soon = (first.days ?? Infinity) <= DISK_DAYS.soon;
      return verdict(
        soon ? "warning" : "notice",
        `${many(ahead.length, "disk")} full before long, the first is ${soonest}`,
        {
          servers,
          notes,
        },
      );
    }),
};
