// What one step of a diagnosis came to.
import type { DiagnoseLine } from "#api/diagnose.ts";
import { GatewayFailure } from "./failure.ts";

export interface Found<T> extends Pick<DiagnoseLine, "outcome" | "message" | "next"> {
  /** What the next step goes on with; null: there is none. */
  readonly value: T | null;
}

export function found<T>(value: T, message: string): Found<T> {
  return { value, outcome: "ok", message };
}

/** It goes on, and somebody should know. */
export function doubtful<T>(value: T, message: string, next: string): Found<T> {
  return { value, outcome: "warning", message, next };
}

export function failed(message: string, next: string): Found<never> {
  return { value: null, outcome: "failed", message, next };
}

/** Of a question that was not answered. @throws what is no failure of that kind */
export function failedBy(error: unknown): Found<never> {
  if (!(error instanceof GatewayFailure)) throw error;
  return failed(error.message, NEXT[error.kind] ?? "Look at the server's own log, and ask again.");
}

const NEXT: Readonly<Partial<Record<GatewayFailure["kind"], string>>> = {
  starting: "Wait, and ask again then: until it has started, a question could kill it.",
  electing: "Wait some seconds, and ask again.",
  "no-leader": "Look at the logs of the meta servers, and whether ZooKeeper is well.",
  "not-a-member": "Add it to members in the configuration, if it is one of yours.",
};
