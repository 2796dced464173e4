// What a person prefers, kept in this browser (localStorage) and shared by all tabs of it.
import { useSyncExternalStore } from "react";

/** Seconds between refreshes; 0 is off. */
export const INTERVALS = [0, 5, 10, 30, 60] as const;
export type Interval = (typeof INTERVALS)[number];

const KEY = "pegasus-dashboard.refresh-seconds";
const STANDARD: Interval = 10;

export function readInterval(): Interval {
  try {
    const stored = Number(localStorage.getItem(KEY) ?? STANDARD);
    return INTERVALS.find((interval) => interval === stored) ?? STANDARD;
  } catch {
    return STANDARD; // storage can be forbidden; the standard serves
  }
}

export function writeInterval(interval: Interval): void {
  try {
    localStorage.setItem(KEY, String(interval));
  } catch {
    return; // the choice cannot be kept, and nothing else depends on it
  }
  window.dispatchEvent(new StorageEvent("storage", { key: KEY }));
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener("storage", onChange);
  return () => window.removeEventListener("storage", onChange);
}

export function useRefreshInterval(): Interval {
  return useSyncExternalStore(subscribe, readInterval);
}
