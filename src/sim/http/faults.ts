// What goes wrong between an answer and its asker, apart from the cluster's own troubles: slowness, connections that end, halves and
// garbage. A scenario says what happens to which request; nothing of it touches a request that kills a starting meta.
import { answerBytes, type Answer } from "./answer.ts";
import type { Process } from "../model/process.ts";
import type { Outcome } from "./outcome.ts";

/**
 * - `closes`, `resets`, `hangs`: instead of the answer;
 * - `half`: the answer's first bytes, then the connection ends;
 * - `garbage`: bytes that are no HTTP, then the connection ends;
 * - `wrong`: a whole answer with a body that nobody can read.
 */
export type Damage = "closes" | "resets" | "hangs" | "half" | "garbage" | "wrong";

export interface Fault {
  /** ms of the cluster's time before anything is sent. */
  readonly delay: number;
  readonly damage: Damage | null;
}

interface FaultyRequest {
  readonly role: Process["role"];
  /** Gives the server its own chance, the same in each run of a seed, whatever its port. */
  readonly key: number;
  /** How many requests the server has had with this one. */
  readonly number: number;
  readonly target: string;
}

export type Faults = (request: FaultyRequest) => Fault;

/** What becomes of an outcome. `wait` resolves after ms of the cluster's time. */
export async function withFault(
  fault: Fault,
  outcome: Outcome | Promise<Outcome>,
  wait: (ms: number) => Promise<void>,
): Promise<Outcome> {
  const settled = await outcome;
  if (settled === "dies") return settled;
  if (fault.delay > 0) await wait(fault.delay);
  if (fault.damage === null || typeof settled === "string" || "bytes" in settled) return settled;
  return damaged(fault.damage, settled);
}

const GARBAGE = Buffer.from("\u0000\u0007\u001bNULL\u0000 <<<< 17:03:11 core.rpc overflow >>>>\r\n\u0001\u0002\u0003");

function damaged(damage: Damage, answer: Answer): Outcome {
  switch (damage) {
    case "half": {
      const whole = answerBytes(answer);
      return { bytes: whole.subarray(0, Math.ceil(whole.length / 2)), closes: true };
    }
    case "garbage":
      return { bytes: GARBAGE, closes: true };
    case "wrong":
      return { ...answer, body: `{"${GARBAGE.toString("latin1").slice(3, 7)}` };
    case "closes":
    case "resets":
    case "hangs":
      return damage;
  }
}
