import { useEffect, useState } from "react";
import { followed, readWatch, writeWatch, type Seen, type Watch } from "./watch.ts";

/** Follows what is seen from one answer to the next. */
export function useWatch(cluster: string, seen: Seen): Watch {
  const [kept, setKept] = useState(() => readWatch(cluster));
  const before = kept.cluster === cluster ? kept : readWatch(cluster);
  const next = followed(before, seen);
  if (next !== kept) setKept(next);
  useEffect(() => writeWatch(next), [next]);
  return next;
}
