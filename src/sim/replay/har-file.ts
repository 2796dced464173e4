// Reads a HAR 1.2 file, plain or gzipped, down to its entries.
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { readJson } from "#pegasus/json.ts";
import { RecordingError } from "./exchange.ts";

export interface HarFile {
  /** `log.comment`; empty when there is none. */
  readonly comment: string;
  /** `log.entries`, unchecked. */
  readonly entries: readonly unknown[];
}

const MiB = 2 ** 20;
/** V8 holds no longer strings; a file that unpacks to more is refused before it fills the memory. */
const LARGEST = 511 * MiB;

/** @throws {RecordingError} when the file cannot be read, unpacked or parsed, or is no HAR file. */
export async function readHarFile(file: string): Promise<HarFile> {
  const har = parse(file, unpack(file, await bytesOf(file)));
  const log = isRecord(har) ? har["log"] : undefined;
  if (!isRecord(log)) throw new RecordingError(`${file} is JSON, but not a HAR recording: it has no "log" object`);
  const entries = log["entries"];
  if (!Array.isArray(entries))
    throw new RecordingError(`${file} is JSON, but not a HAR recording: "log.entries" is not a list`);
  const comment = log["comment"];
  return { comment: typeof comment === "string" ? comment : "", entries };
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new RecordingError(`Cannot read the recording ${file}: ${message(error)}`, { cause: error });
  }
}

/** The content decides, not the name: browsers save gzipped downloads unpacked and keep the name. */
function unpack(file: string, bytes: Buffer): string {
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!packed && file.endsWith(".gz") && bytes[0] !== 0x7b)
    throw new RecordingError(`${file} is not gzip, although its name ends in .gz`);
  try {
    return (packed ? gunzipSync(bytes, { maxOutputLength: LARGEST }) : bytes).toString("utf8");
  } catch (error) {
    throw new RecordingError(`${file} cannot be unpacked: ${message(error)}`, { cause: error });
  }
}

function parse(file: string, text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    throw new RecordingError(`${file} is not JSON: ${placeOfError(text) ?? message(error)}`, { cause: error });
  }
}

/** JSON.parse does not say the line; the slower reader does. */
function placeOfError(text: string): string | undefined {
  try {
    readJson(text);
    return undefined;
  } catch (error) {
    return message(error);
  }
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
