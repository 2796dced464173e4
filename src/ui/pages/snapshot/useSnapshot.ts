// A snapshot under way: begun by a click, stopped by another or by leaving the page.
import { useEffect, useRef, useState } from "react";
import type { RosterEntry } from "#api/clusters.ts";
import { failureOf, type Failure } from "../../answer.ts";
import { beginHarFile } from "./har-file.ts";
import { fileNameOf, titleOf } from "./names.ts";
import type { Choice } from "./plan.ts";
import { portTo } from "./port.ts";
import { saveFile } from "../../parts/save-file.ts";
import { takeSnapshot, type Progress } from "./take.ts";

export type Taking =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly progress: Progress }
  | {
      readonly kind: "taken";
      readonly progress: Progress;
      readonly stopped: boolean;
      readonly file: Blob;
      readonly name: string;
    }
  | { readonly kind: "failed"; readonly failure: Failure };

export interface Snapshot {
  readonly taking: Taking;
  readonly start: (servers: readonly RosterEntry[], choice: Choice) => void;
  readonly stop: () => void;
}

export function useSnapshot(cluster: string, title: string): Snapshot {
  const [taking, setTaking] = useState<Taking>({ kind: "idle" });
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  async function take(servers: readonly RosterEntry[], choice: Choice, signal: AbortSignal): Promise<void> {
    const at = Date.now();
    const har = beginHarFile();
    try {
      const progress = await takeSnapshot(portTo(cluster), servers, choice, signal, har.add, (now) =>
        setTaking({ kind: "running", progress: now }),
      );
      const stopped = signal.aborted;
      const file = await har.finish(titleOf(title, at, stopped), progress.failures);
      const name = fileNameOf(cluster, at);
      if (!stopped) saveFile(file, name);
      setTaking({ kind: "taken", progress, stopped, file, name });
    } catch (error) {
      await har.discard();
      setTaking({ kind: "failed", failure: failureOf(error) });
    }
  }

  return {
    taking,
    start: (servers, choice) => {
      controller.current?.abort();
      const begun = new AbortController();
      controller.current = begun;
      void take(servers, choice, begun.signal);
    },
    stop: () => controller.current?.abort(),
  };
}
