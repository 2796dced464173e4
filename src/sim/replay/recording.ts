// One or more HAR files as one recording.
import { basename } from "node:path";
import { RecordingError, type Exchange } from "./exchange.ts";
import { readEntry } from "./har-entry.ts";
import { readHarFile } from "./har-file.ts";
import { isPegasus } from "./servers.ts";

export interface Recording {
  /** Oldest first; in the order of the files where the times are equal. */
  readonly exchanges: readonly Exchange[];
  readonly title: string;
}

/** @throws {RecordingError} for a file that cannot be read or holds nothing of Pegasus */
export async function readRecording(files: readonly string[]): Promise<Recording> {
  if (files.length === 0) throw new RecordingError("A replay needs at least one recording (.har or .har.gz)");
  const parts = [];
  for (const file of files) parts.push(await readPart(file)); // one by one: each can take hundreds of megabytes to parse
  const exchanges = parts.flatMap((part) => part.exchanges).toSorted((a, b) => a.at - b.at);
  if (!exchanges.some(({ outcome }) => outcome.kind === "answer"))
    throw new RecordingError(`${files.join(", ")}: no server answered anything, all requests failed`);
  return { exchanges, title: [...new Set(parts.map((part) => part.title))].join(" + ") };
}

async function readPart(file: string): Promise<Recording> {
  const { comment, entries } = await readHarFile(file);
  const exchanges = entries
    .map((entry, index) => readEntry(entry, `${file}: log.entries[${index}]`))
    .filter((exchange) => exchange !== undefined);
  if (!exchanges.some(isPegasus))
    throw new RecordingError(
      `${file} has no Pegasus answers: none of its ${entries.length} entries asks a path that Pegasus serves, such as /meta/cluster`,
    );
  return { exchanges, title: comment === "" ? basename(file).replace(/\.har(\.gz)?$/, "") : comment };
}
