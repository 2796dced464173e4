// What was asked of the cluster from this tab and is being followed: kept in the browser's session, so that neither another tab of the page
// nor a reload loses the moment and the numbers from before.
import { useState } from "react";
import * as z from "zod/mini";

const counts = z.object({ finished: z.number(), idle: z.number(), queuing: z.number(), running: z.number() });

const followedSchema = z.object({
  /** When the leader accepted it, ms since epoch by this browser's clock. */
  at: z.number(),
  /** What was sent. */
  sent: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Envs of the app before it. */
  envs: z.record(z.string(), z.string()),
  /** Counts of its replicas' compactions before it. */
  counts: z.nullable(counts),
});
export type Followed = z.infer<typeof followedSchema>;

export type ChangeKind = "bulk-load" | "compaction" | "scenario";

function read(key: string): Followed | null {
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? null : followedSchema.parse(JSON.parse(text));
  } catch {
    return null; // storage can be forbidden, and what is in it be another version's
  }
}

function write(key: string, followed: Followed | null): void {
  try {
    if (followed === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(followed));
  } catch {
    return; // it is then followed until the page is left
  }
}

/** The change of this kind that is followed; null: none. */
export function useFollowed(
  cluster: string,
  app: string,
  kind: ChangeKind,
): readonly [Followed | null, (followed: Followed | null) => void] {
  const key = `pegasus-dashboard.followed ${cluster} ${app} ${kind}`;
  const [followed, setFollowed] = useState(() => read(key));
  return [
    followed,
    (next) => {
      write(key, next);
      setFollowed(next);
    },
  ];
}
