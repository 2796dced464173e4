// What a refusal means to an operator. Some are no failures at all, but how a server says that there is nothing.
import type { Refusal } from "./refusal.ts";

export interface Meaning {
  /** What happened, and what to do about it where that is known. */
  readonly sentence: string;
  /** A state that is as it should be, such as a table without duplications. */
  readonly normal: boolean;
}

interface Known {
  /** Of which paths, with leading slash; undefined: of any. */
  readonly paths?: readonly string[];
  readonly status: Refusal["status"];
  readonly body: RegExp;
  readonly sentence: string;
  readonly normal?: true;
}

const STRICT = ["/config", "/configs", "/meta/app", "/meta/apps", "/meta/nodes"];

const KNOWN: readonly Known[] = [
  {
    status: 400,
    body: /^failed to parse request: .*duplicate parameter: /s,
    sentence: "A parameter was given twice. Pegasus takes each once; lists are separated by commas.",
  },
  {
    status: 400,
    body: /^failed to parse request: /,
    sentence: "The percent-escapes of the path or the query cannot be read. A plain % is written %25.",
  },
  {
    status: 404,
    body: /^service not found for "/,
    sentence: "This server does not serve this path: it has another role, is another version, or is shutting down.",
  },
  {
    paths: STRICT,
    status: 400,
    body: /^$/,
    sentence: "The request has a parameter that this call does not know, and is refused for that without a word.",
  },
  { status: 400, body: /^(app )?name should(n't| not) be empty$/, sentence: "The name is missing." },
  { status: 400, body: /^\w+ should not be empty/, sentence: "A field or parameter is missing." },
  {
    status: 404,
    body: /^table not found: "/s,
    sentence: "There is no such table: it was dropped or renamed, or its name is spelled otherwise.",
  },
  {
    paths: ["/meta/app/duplication"],
    status: 404,
    body: /^ERR_APP_NOT_EXIST$/,
    sentence: "There is no such table, or it is not available now.",
  },
  {
    paths: ["/meta/app"],
    status: 500,
    body: /^(\/|ERR_BUSY_CREATING)$/,
    sentence: "The table is being created or recalled. Ask again when that is done.",
  },
  {
    paths: ["/meta/app"],
    status: 500,
    body: /^(0|ERR_BUSY_DROPPING)$/,
    sentence: "The table is being dropped.",
  },
  { paths: ["/meta/app"], status: 500, body: /^[\u0000-\u002e]?$/, sentence: "The table is not available now." },
  {
    status: 404,
    body: /^duplication is not enabled /,
    sentence: "Duplication is switched off on this server (flag duplication_enabled), or the server is still starting.",
    normal: true,
  },
  {
    status: 404,
    body: /^bulk load is not enabled$/,
    sentence: "The leading meta is still starting: it does not know of bulk loads yet.",
    normal: true,
  },
  {
    status: 404,
    body: /^cold_backup_disabled$/,
    sentence: "Cold backup is switched off (flag cold_backup_disabled), or the leading meta is still starting.",
    normal: true,
  },
  { status: 400, body: /^Invalid parameter$/, sentence: "Backup policies can be asked by name only." },
  {
    status: 400,
    body: /^invalid request structure$/,
    sentence: "The body is no JSON object of the fields that this call takes, or one of them is of another type.",
  },
  {
    status: 400,
    body: / should ony be | should be >= /,
    sentence: "A field of the body has a value that is not allowed.",
  },
  {
    status: 400,
    body: /^invalid app_?id=/,
    sentence: "The table's id is no whole number from 0 to 2,147,483,647 (Pegasus reads 010 as 8).",
  },
  {
    status: 404,
    body: /^app_id=.* not found$/s,
    sentence: "No replica of this table is on this server.",
    normal: true,
  },
  {
    status: 404,
    body: /^no primary for app \[/,
    sentence: "No primary of this table is on this server.",
    normal: true,
  },
  { status: 404, body: /^no duplication assigned for app \[/, sentence: "The table is not duplicated.", normal: true },
  { status: 400, body: /use 'GET' method/, sentence: "Metrics can be asked with GET only." },
  {
    status: 400,
    body: /arguments for attributes should be even/,
    sentence: "Attributes are names and values in turn.",
  },
  { status: 400, body: /value of detail should be/, sentence: "The parameter detail takes true or false." },
  { status: 400, body: /unknown field /, sentence: "The request has a parameter that /metrics does not know." },
  {
    paths: ["/pprof/heap", "/pprof/growth", "/pprof/profile"],
    status: 500,
    body: /^$/,
    sentence: "Another profile is being taken of this process. Ask again when it is done.",
  },
  {
    paths: ["/pprof/heap"],
    status: 500,
    body: /TCMALLOC_SAMPLE_PARAMETER/,
    sentence:
      "The process was not started for heap samples (environment variable TCMALLOC_SAMPLE_PARAMETER). Give seconds, and it profiles for so long instead.",
  },
  { status: 500, body: /^ERR_\w+: /, sentence: "The meta could not list its tables." },
];

/** Null: no refusal that Pegasus is known to make. `path` with its leading slash. */
export function meaningOf(path: string, status: number, body: string): Meaning | null {
  const known = KNOWN.find(
    (candidate) =>
      candidate.status === status && candidate.body.test(body) && (candidate.paths?.includes(path) ?? true),
  );
  return known === undefined ? null : { sentence: known.sentence, normal: known.normal ?? false };
}
