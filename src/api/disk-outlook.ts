// `GET /api/clusters/{cluster}/history/disks?from=&to=`: when disks will be full, by what the history has of the last days.
import * as z from "zod/mini";

const number = z.nullable(z.number());

const diskOutlook = z.object({
  /** `server`: all its disks together. */
  scope: z.enum(["disk", "server"]),
  server: z.string(),
  /** Of a disk. */
  tag: z.nullable(z.string()),
  /** `steady`: no shrinking that stands out from its ups and downs. `unknown`: not enough is known. */
  verdict: z.enum(["full", "fills", "steady", "unknown"]),
  /** MiB, as it was told last. */
  totalMb: number,
  availableMb: number,
  /** Available MiB below which a disk takes no writes; of a server: of its disks together. */
  fullAtMb: number,
  /** By how much the room shrinks a day, and the half width of its 95 % interval, MiB. */
  mbPerDay: number,
  mbPerDayError: number,
  /** Until it is full; by the interval; `latestDays` null: perhaps never. */
  days: number,
  earliestDays: number,
  latestDays: number,
  /** Over how long values are known. */
  hours: z.number(),
  sentence: z.string(),
});
export type DiskOutlook = z.infer<typeof diskOutlook>;

export const diskOutlooksSchema = z.object({
  /** ms since epoch: what was looked at, and how far its values lie apart. */
  from: z.number(),
  to: z.number(),
  step: z.number(),
  source: z.enum(["embedded", "prometheus"]),
  notes: z.array(z.string()),
  /** The worst first. */
  outlooks: z.array(diskOutlook),
});
export type DiskOutlooks = z.infer<typeof diskOutlooksSchema>;
