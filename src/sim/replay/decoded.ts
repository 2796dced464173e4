// Decoded answers, kept for the next request: a whole /metrics is megabytes, and filtered ones are derived from it each poll.
import type { Codec } from "#pegasus/answers/codec.ts";
import type { Answer } from "./exchange.ts";

const MiB = 2 ** 20;
/** Characters of the texts whose decoded forms are kept: the wide answers of six large servers. */
const BUDGET = 64 * MiB;

export class Decoded {
  private readonly kept = new Map<Answer, unknown>();
  private size = 0;

  /** `undefined` for an answer that is not of this shape. Ask for one answer with one codec only. */
  read<T>(codec: Codec<T>, answer: Answer): T | undefined {
    const value = this.kept.has(answer) ? this.kept.get(answer) : decode(codec, answer);
    this.drop(answer);
    this.kept.set(answer, value); // the last used stands last
    this.size += answer.body.length;
    for (const oldest of this.kept.keys()) {
      if (this.size <= BUDGET || oldest === answer) break;
      this.drop(oldest);
    }
    // The same codec put it there.
    return value as T | undefined;
  }

  private drop(answer: Answer): void {
    if (this.kept.delete(answer)) this.size -= answer.body.length;
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
