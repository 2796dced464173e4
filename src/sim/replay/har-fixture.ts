// Small recordings for tests, written to files.
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Said {
  /** ms after 2026-01-01T00:00:00Z. */
  readonly at: number;
  /** `METHOD http://host:port/path`; GET when there is no method. */
  readonly request: string;
  readonly ip?: string;
  /** 200 by default; a text is the error of a request without an answer. */
  readonly status?: number | string;
  readonly body?: string;
  readonly location?: string;
}

export const START = Date.UTC(2026, 0, 1);

export function entry({ at, request, ip = "127.0.0.1", status = 200, body = "", location }: Said): unknown {
  const words = request.split(" ");
  const url = words.at(-1);
  const headers = location === undefined ? [] : [{ name: "Location", value: location }];
  return {
    startedDateTime: new Date(START + at).toISOString(),
    serverIPAddress: ip,
    request: { method: words.length > 1 ? words[0] : "GET", url },
    response:
      typeof status === "string"
        ? { status: 0, _error: status }
        : { status, statusText: "Recorded", headers, content: { text: body } },
  };
}

/** The path of a new file with this content. */
export async function writeTemporary(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "recording-")), name);
  await writeFile(file, content);
  return file;
}

export function writeRecording(said: readonly Said[], comment = ""): Promise<string> {
  return writeTemporary("test.har", JSON.stringify({ log: { version: "1.2", comment, entries: said.map(entry) } }));
}
