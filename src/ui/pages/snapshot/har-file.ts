// Writes a HAR 1.2 file as it grows, gzipped on the way: a snapshot of a large cluster is never in memory unpacked.
import type { HarEntry } from "./har.ts";
import type { Failed } from "./take.ts";

export interface HarFile {
  readonly add: (entries: readonly HarEntry[]) => Promise<void>;
  /** Ends the file. `comment` is its title in a replay; what nobody answered is told beside the entries. */
  readonly finish: (comment: string, notAnswered: readonly Failed[]) => Promise<Blob>;
  /** Lets go of what was written. */
  readonly discard: () => Promise<void>;
}

/** Of our extras to HAR. */
const FORMAT = "1";

export function beginHarFile(): HarFile {
  const zip = new CompressionStream("gzip");
  const writer = zip.writable.getWriter();
  const packed = new Response(zip.readable).blob();
  const encoder = new TextEncoder();
  let count = 0;
  // One after another: servers answer side by side, and half an entry between two others would spoil the file.
  let written = write(
    `{"log":{"version":"1.2","creator":${JSON.stringify({ name: "Pegasus Dashboard", version: FORMAT })},"entries":[\n`,
  );

  async function write(text: string): Promise<void> {
    await writer.ready;
    await writer.write(encoder.encode(text));
  }

  function append(text: string): Promise<void> {
    written = written.then(() => write(text));
    return written;
  }

  return {
    add: async (entries) => {
      for (const entry of entries) await append(`${count++ === 0 ? "" : ",\n"}${JSON.stringify(entry)}`);
    },
    finish: async (comment, notAnswered) => {
      await append(`\n],"comment":${JSON.stringify(comment)},"_notAnswered":${JSON.stringify(notAnswered)}}}\n`);
      await writer.close();
      return new Blob([await packed], { type: "application/gzip" });
    },
    discard: async () => {
      await writer.abort().catch(() => undefined);
      await packed.catch(() => undefined);
    },
  };
}
