// Decoded answers, kept for the next request: a whole /metrics is megabytes, and filtered ones are derived from it each poll.
import type { Codec } from "#pegasus/answers/codec.ts";
import type { Answer } from "./exchange.ts";

/** So many are kept; a cluster of a dozen servers has one wide answer each. */
const KEPT = 12;

export class Decoded {
  private readonly kept = new Map<Answer, unknown>();

  /** `undefined` for an answer that is not of this shape. Asked for one answer with one codec only. */
  read<T>(codec: Codec<T>, answer: Answer): T | undefined {
    const value = this.kept.has(answer) ? this.kept.get(answer) : decode(codec, answer);
    this.kept.delete(answer);
    this.kept.set(answer, value);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest);
    // The same codec put it there.
    return value as T | undefined;
  }
}

function decode<T>(codec: Codec<T>, { body }: Answer): T | undefined {
  if (typeof body !== "string") return undefined;
  try {
    return codec.decode(body);
  } catch {
    return undefined;
  }
}
