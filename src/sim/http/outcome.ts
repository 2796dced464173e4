// What becomes of a request.
import type { Answer } from "./answer.ts";

/** Bytes as they are, in place of an answer: what a broken server or network makes of one. */
interface RawBytes {
  readonly bytes: Uint8Array;
  /** Whether the connection ends after them. */
  readonly closes: boolean;
}

/**
 * - `dies`: the request kills the process, so that nobody gets an answer any more;
 * - `closes`: this connection ends without an answer;
 * - `resets`: the same by a reset;
 * - `hangs`: there is never an answer.
 */
export type Outcome = Answer | RawBytes | "dies" | "closes" | "resets" | "hangs";
