// Profiles under way: begun by a click, four servers at a time, each with what it is at.
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { failureOf } from "../../answer.ts";
import { headline, wordsFor } from "../../parts/failure-words.ts";
import { fewAtOnce } from "../../parts/few-at-once.ts";
import { refreshEntries } from "../../queries-profiles.ts";
import type { Background } from "./background.ts";
import type { Entry } from "./entries.ts";
import { portTo } from "./port.ts";
import { take, type Step } from "./take.ts";
import type { Wish } from "./wish.ts";

/** The browser has six connections to the dashboard, and the rest of the page needs some. */
export const AT_ONCE = 4;

export interface Run {
  readonly wish: Wish;
  readonly steps: ReadonlyMap<string, Step>;
}

export interface Taking {
  readonly run: Run | null;
  readonly busy: boolean;
  /** Resolves to what was kept. */
  readonly start: (servers: readonly string[], wish: Wish, reason: string) => Promise<readonly Entry[]>;
}

export function useTaking(cluster: string, background: Background): Taking {
  const client = useQueryClient();
  const [run, setRun] = useState<Run | null>(null);
  const [busy, setBusy] = useState(false);
  const started = useRef(0);

  async function start(servers: readonly string[], wish: Wish, reason: string): Promise<readonly Entry[]> {
    const turn = ++started.current;
    const port = portTo(cluster, client, background, reason);
    const kept: Entry[] = [];
    const tell = (server: string, step: Step): void => {
      if (step.kind === "kept") kept.push(step.entry);
      setRun((before) =>
        before === null || turn !== started.current
          ? before
          : { wish, steps: new Map([...before.steps, [server, step]]) },
      );
    };
    setRun({ wish, steps: new Map(servers.map((server) => [server, { kind: "waiting" }])) });
    setBusy(true);
    // Whoever leaves the page meanwhile finds the profile there later.
    const release = background.hold();
    await fewAtOnce(servers, AT_ONCE, async (server) => {
      try {
        await take(port, cluster, server, wish, (step) => tell(server, step));
      } catch (error) {
        const failure = failureOf(error);
        tell(server, { kind: "failed", title: wordsFor(failure).title, message: headline(failure) });
      }
      void refreshEntries(client);
    });
    release();
    setBusy(false);
    return kept;
  }

  return { run, busy, start };
}
