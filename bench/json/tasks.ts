// How long the page's main thread was busy at a stretch, from the browser's own trace.
import type { CDPSession } from "@playwright/test";

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** µs by the clock, and of the processor: less where other programs had it meanwhile. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

export interface LongestTask {
  /** ms. */
  readonly wall: number;
  readonly cpu: number;
}

export async function startTrace(session: CDPSession): Promise<() => Promise<LongestTask>> {
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    // As the trace format says.
    for (const event of value as unknown as TraceEvent[]) {
      const task = event.ph === "X" && event.name.endsWith("RunTask") && (event.dur ?? 0) > 5000;
      if (task || event.name === "thread_name") events.push(event);
    }
  });
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: {
      includedCategories: ["toplevel", "disabled-by-default-devtools.timeline"],
      excludedCategories: ["*"],
    },
  });
  return async () => {
    const complete = new Promise<void>((resolve) => {
      session.once("Tracing.tracingComplete", () => resolve());
    });
    await session.send("Tracing.end");
    await complete;
    const main = new Set(
      events
        .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
        .map(({ pid, tid }) => `${pid} ${tid}`),
    );
    const tasks = events.filter(({ name, pid, tid }) => name !== "thread_name" && main.has(`${pid} ${tid}`));
    const most = (of: (event: TraceEvent) => number): number =>
      tasks.reduce((found, event) => Math.max(found, of(event)), 0);
    return { wall: most(({ dur = 0 }) => dur) / 1000, cpu: most(({ dur = 0, tdur = dur }) => tdur) / 1000 };
  };
}
