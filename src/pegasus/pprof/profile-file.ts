// What a file with a profile holds, told by how it begins. Not compressed.
import { AnswerError } from "../answers/codec.ts";
import { readCpuStacks } from "./cpu-profile.ts";
import { readHeapProfile } from "./heap-profile.ts";
import { readPprof } from "./pprof-read.ts";
import { ofCpu, ofHeap, type StackProfile } from "./stack-profile.ts";

/** The largest file that is read: a minute of a busy server is a tenth of it. */
export const MAX_PROFILE_BYTES = 64 * 1024 * 1024;

const HEAP = "heap profile:";
/** `sample_type`, with which each writer of pprof begins. */
const FIRST_FIELD = 0x0a;

/** @throws {AnswerError} with a sentence on what is wrong with it */
export function readProfile(bytes: Uint8Array): StackProfile {
  if (bytes.length === 0) throw new AnswerError("The file is empty.");
  if (bytes.length > MAX_PROFILE_BYTES) {
    const size = `${Math.ceil(bytes.length / 1e6)} MB`;
    throw new AnswerError(`The file has ${size}. Profiles of up to ${MAX_PROFILE_BYTES / 1024 / 1024} MiB are read.`);
  }
  try {
    if (startsWith(bytes, HEAP)) return ofHeap(readHeapProfile(new TextDecoder().decode(bytes)));
    if (bytes[0] === FIRST_FIELD) return readPprof(bytes);
    return ofCpu(readCpuStacks(bytes));
  } catch (error) {
    if (!(error instanceof AnswerError)) throw error;
    throw new AnswerError(`This profile cannot be read: ${error.message}.`, { cause: error });
  }
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return new TextDecoder("latin1").decode(bytes.subarray(0, text.length)) === text;
}
