// One HAR entry as an exchange. The extras `_rawHead`, `_error` and `_segments` are those of the raw-socket recorder;
// recordings of browsers and other tools do without.
import { type Answer, type Exchange, type Failure, type Fault, RecordingError } from "./exchange.ts";
import { isRecord } from "./har-file.ts";

const URL_PARTS = /^https?:\/\/(\[[^\]]*\]|[^/:?#]+)(?::(\d{1,5}))?(.*)$/s;

/**
 * `undefined` for an entry that says nothing about a whole request: one that was cut into segments and refused for it.
 * @param where names file and entry, for errors
 * @throws {RecordingError}
 */
export function readEntry(entry: unknown, where: string): Exchange | undefined {
  const { startedDateTime, request, response, serverIPAddress } = record(entry, where);
  const at = typeof startedDateTime === "string" ? Date.parse(startedDateTime) : Number.NaN;
  if (Number.isNaN(at))
    throw new RecordingError(
      `${where}: "startedDateTime" should be a time such as 2026-11-22T10:09:33.232Z, but is ${JSON.stringify(startedDateTime) ?? "missing"}`,
    );
  const { method, url, postData, _segments } = record(request, `${where}.request`);
  const parts = typeof url === "string" ? URL_PARTS.exec(url) : null;
  if (typeof method !== "string" || parts === null)
    throw new RecordingError(
      `${where}.request: expected "method" and an http "url", found ${JSON.stringify({ method, url })}`,
    );
  const [, host = "", port = "80", rest = ""] = parts;
  const outcome = readResponse(record(response, `${where}.response`), `${where}.response`);
  if (outcome.kind === "fault" && _segments !== undefined) return undefined;
  const body = isRecord(postData) ? postData["text"] : undefined;
  return {
    at,
    host: host.toLowerCase(),
    port: Number(port),
    ip: typeof serverIPAddress === "string" && serverIPAddress !== "" ? serverIPAddress : undefined,
    method,
    target: rest === "" || rest.startsWith("?") ? `/${rest}` : rest,
    body: typeof body === "string" ? body : "",
    outcome,
  };
}

function readResponse(response: Readonly<Record<string, unknown>>, where: string): Answer | Failure {
  const { status, _error, _rawHead } = response;
  if (typeof status !== "number")
    throw new RecordingError(`${where}: "status" should be a number, but is ${JSON.stringify(status) ?? "missing"}`);
  if (status === 0) return { kind: "fault", fault: faultOf(typeof _error === "string" ? _error : "") };
  const body = readContent(response["content"]);
  return {
    kind: "answer",
    status,
    head: typeof _rawHead === "string" ? _rawHead : composeHead(response, status),
    body,
  };
}

/** Errors of sockets in the words of Python, Node and Chrome. */
function faultOf(error: string): Fault {
  if (/refused|unreach|not.?resolved|ENOTFOUND/i.test(error)) return "refused";
  if (/timed?.?out/i.test(error)) return "timed-out";
  if (/reset|pipe/i.test(error)) return "reset";
  return "closed";
}

function readContent(content: unknown): string | Uint8Array {
  const { text, encoding } = isRecord(content) ? content : {};
  if (typeof text !== "string") return "";
  if (encoding !== "base64") return text;
  const bytes = Buffer.from(text, "base64");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}

/** HAR bodies are unpacked and whole, so what describes their way over the wire does not hold any more. */
const WIRE_HEADERS = new Set(["content-encoding", "transfer-encoding", "connection", "keep-alive", "content-length"]);

function composeHead(response: Readonly<Record<string, unknown>>, status: number): string {
  const { statusText, headers } = response;
  const lines = [`HTTP/1.1 ${status} ${typeof statusText === "string" ? statusText : ""}`];
  for (const header of Array.isArray(headers) ? headers : []) {
    const { name, value }: Readonly<Record<string, unknown>> = isRecord(header) ? header : {};
    if (typeof name !== "string" || typeof value !== "string") continue;
    if (!WIRE_HEADERS.has(name.toLowerCase()) && !name.startsWith(":")) lines.push(`${name}: ${value}`);
  }
  return lines.map((line) => `${line.replaceAll(/[\r\n]/g, " ")}\r\n`).join("") + "\r\n";
}

function record(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value;
  throw new RecordingError(`${where} is missing or not an object`);
}
