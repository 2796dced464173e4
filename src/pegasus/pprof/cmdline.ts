// `GET /pprof/cmdline` (reference 2.25): the arguments of the process, a line each.
import type { Codec } from "../answers/codec.ts";

export interface CommandLine {
  /** Empty where they take more than 1023 bytes together: the server says nothing then. */
  arguments: string[];
  /** The server's buffer is not terminated: stray bytes may follow the last line end. Nothing is to be read into them. */
  stray: string;
}

export const cmdline: Codec<CommandLine> = {
  decode(text) {
    const lines = text.split("\n");
    const stray = lines.pop() ?? "";
    return { arguments: lines, stray };
  },
  encode: ({ arguments: words, stray }) => words.map((word) => `${word}\n`).join("") + stray,
};
