// Files come gzipped or not.
import { AnswerError } from "#pegasus/answers/codec.ts";
import { MAX_PROFILE_BYTES } from "#pegasus/pprof/profile-file.ts";

const GZIP = [0x1f, 0x8b];

/** The bytes themselves, or what they hold where they are gzipped. @throws {AnswerError} */
export async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== GZIP[0] || bytes[1] !== GZIP[1]) return bytes;
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new AnswerError("This file cannot be unpacked: its gzip breaks off or is damaged.");
    });
    if (done) break;
    length += value.length;
    // A small file can hold any number of zeros.
    if (length > MAX_PROFILE_BYTES) {
      void reader.cancel();
      throw new AnswerError(`What this file unpacks to has more than ${MAX_PROFILE_BYTES / 2 ** 20} MiB.`);
    }
    pieces.push(value);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

export async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}
