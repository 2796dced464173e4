// The time as something that changes: only the component that shows it renders anew.
import { useCallback, useSyncExternalStore } from "react";

/** Now, ms since epoch, cut to `step` ms so that it changes once per step. */
export function useNow(step = 1000): number {
  const subscribe = useCallback(
    (onTick: () => void) => {
      const timer = setInterval(onTick, step);
      return () => clearInterval(timer);
    },
    [step],
  );
  return useSyncExternalStore(subscribe, () => Math.floor(Date.now() / step) * step);
}
