// An answer, or the lack of one, as what checks are told. Pure.
import type { DiskOutlooks } from "#api/disk-outlook.ts";
import type { Load } from "#api/load.ts";
import type { Fleet } from "#pegasus/checks/facts.ts";
import { known, type Fact } from "#pegasus/checks/fact.ts";
import type { Failure } from "../../answer.ts";
import type { Live } from "../../live.ts";
import { headline } from "../../parts/failure-words.ts";

export interface Result<T> {
  readonly live: Live<T> | null;
  readonly failure: Failure | null;
}

/** One sentence for all, so that they stand together; the exchanges say more. */
const NOT_RECORDED = { kind: "absent", why: "The recording does not have it." } as const;

export function factOf<T>({ live, failure }: Result<T>): Fact<T> {
  if (live !== null) return known(live.data);
  if (failure === null) return { kind: "waiting" };
  if (failure.kind === "gateway" && failure.code === "not-recorded") return NOT_RECORDED;
  return { kind: "failed", why: headline(failure) };
}

/** Nobody's answer is no answer: when all refuse, their version lacks it. */
export function fleetFact<T extends Fleet<unknown>>(result: Result<T>): Fact<T> {
  const fact = factOf(result);
  if (fact.kind !== "known") return fact;
  const { answers, silent } = fact.value;
  const [first] = silent;
  if (answers.size > 0) return fact;
  if (first === undefined) return { kind: "failed", why: "No server that could be asked is known yet." };
  if (silent.every(({ kind }) => kind === "refused"))
    return { kind: "absent", why: "The servers refuse to tell: their version may lack it." };
  if (silent.every(({ kind }) => kind === "not-recorded")) return NOT_RECORDED;
  return { kind: "failed", why: `No server has answered. ${first.message}` };
}

/** Nothing is wrong while there is too little history to tell. */
export function outlookFact(result: Result<DiskOutlooks>): Fact<DiskOutlooks["outlooks"]> {
  const fact = factOf(result);
  if (fact.kind === "failed" && result.failure?.kind === "gateway" && result.failure.code === "not-found")
    return { kind: "absent", why: "This dashboard keeps no history." };
  if (fact.kind !== "known") return fact;
  const { outlooks, notes } = fact.value;
  if (outlooks.some(({ verdict }) => verdict !== "unknown")) return known(outlooks);
  const why = outlooks[0]?.sentence ?? notes[0] ?? "There is no history of disks.";
  return { kind: "absent", why: `It is not known yet when disks will be full. ${why}` };
}

export function loadFact(result: Result<Load>): Fact<Load> {
  const fact = factOf(result);
  if (fact.kind !== "known") return fact;
  const { at, failure } = fact.value;
  if (failure?.includes("not recorded") === true) return NOT_RECORDED;
  // Of a version without /metrics no round will ever come.
  if (failure !== null) return { kind: failure.includes("too old") ? "absent" : "failed", why: failure };
  return at === null ? { kind: "waiting" } : fact;
}
