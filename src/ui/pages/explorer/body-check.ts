// The bodies of POSTs: what each wants, a template to begin with, and what is wrong with one before it is sent (reference 2.16 to 2.20). Pure.
import { JsonError, parseJson, type JsonNode } from "#pegasus/json.ts";

interface Field {
  readonly name: string;
  readonly type: "string" | "integer";
  /** The only values there are. */
  readonly oneOf?: readonly string[];
  /** May be empty. */
  readonly optional?: boolean;
  readonly least?: number;
  readonly hint: string;
}

export interface BodyFormat {
  readonly fields: readonly Field[];
  /** A body with everything in it, to be filled in. */
  readonly template: Readonly<Record<string, string | number>>;
}

const APP: Field = { name: "app_name", type: "string", hint: "the app" };

const FORMATS: Readonly<Record<string, BodyFormat>> = {
  "/meta/app/start_bulk_load": {
    fields: [
      APP,
      { name: "cluster_name", type: "string", hint: "the cluster that the files were made for" },
      { name: "file_provider_type", type: "string", hint: "a [block_service.*] section, e.g. hdfs_service" },
      { name: "remote_root_path", type: "string", hint: "where the files lie" },
    ],
    template: { app_name: "", cluster_name: "", file_provider_type: "hdfs_service", remote_root_path: "" },
  },
  "/meta/app/start_compaction": {
    fields: [
      APP,
      { name: "type", type: "string", oneOf: ["once", "periodic"], hint: "periodic stays until its env is removed" },
      { name: "target_level", type: "integer", least: -1, hint: "-1, or 1 and more" },
      { name: "bottommost_level_compaction", type: "string", oneOf: ["skip", "force"], hint: "" },
      { name: "max_concurrent_running_count", type: "integer", least: 0, hint: "0 leaves it as it is" },
      { name: "trigger_time", type: "string", optional: true, hint: "of periodic: 3:00,21:00 in the servers' time" },
    ],
    template: {
      app_name: "",
      type: "once",
      target_level: -1,
      bottommost_level_compaction: "skip",
      max_concurrent_running_count: 0,
      trigger_time: "",
    },
  },
  "/meta/app/usage_scenario": {
    fields: [APP, { name: "scenario", type: "string", oneOf: ["normal", "bulk_load"], hint: "" }],
    template: { app_name: "", scenario: "normal" },
  },
};

/** `path` with its leading slash. */
export function bodyFormatOf(path: string): BodyFormat | null {
  return FORMATS[path] ?? null;
}

export function templateText({ template }: BodyFormat): string {
  return JSON.stringify(template, null, 2);
}

/** What the gateway passes on, bytes: Pegasus reads no more at once (reference 1.3). */
const LARGEST_BYTES = 4096;

/** Sentences; none: it can be sent. `format` null: any JSON object will do. */
export function checkBody(text: string, format: BodyFormat | null): string[] {
  if (text.trim() === "") return ["It needs a body."];
  let body: JsonNode;
  try {
    body = parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return [`The body is not JSON: ${error.message}.`];
  }
  if (body.kind !== "object") return ["The body must be a JSON object."];
  const { members } = body;
  const size = new TextEncoder().encode(text).length;
  return [
    ...(size > LARGEST_BYTES ? [`The body has ${size} bytes; more than ${LARGEST_BYTES} cannot be sent.`] : []),
    ...(format === null ? [] : checkMembers(members, format)),
  ];
}

function checkMembers(
  members: readonly { readonly key: string; readonly value: JsonNode }[],
  { fields }: BodyFormat,
): string[] {
  const values = new Map(members.toReversed().map(({ key, value }) => [key, value]));
  const twice = members.map(({ key }) => key).filter((key, index, keys) => keys.indexOf(key) !== index);
  const unknown = [...values.keys()].filter((key) => !fields.some(({ name }) => name === key));
  return [
    ...twice.map((key) => `“${key}” stands there twice; Pegasus takes the first.`),
    ...unknown.map(
      (key) => `“${key}” is no field of this call. Its fields are ${fields.map(({ name }) => name).join(", ")}.`,
    ),
    ...fields.flatMap((field) => checkField(field, values.get(field.name)) ?? []),
    ...together(values),
  ];
}

function checkField({ name, type, oneOf, optional = false, least }: Field, value: JsonNode | undefined): string | null {
  // A missing integer is whatever the server's memory held (reference 2.17), so none may be left out.
  if (value === undefined) return `“${name}” is missing.`;
  if (type === "integer") {
    const number = value.kind === "number" && /^-?\d+$/.test(value.text) ? Number(value.text) : Number.NaN;
    if (Number.isNaN(number)) return `“${name}” must be a whole number, without quotes.`;
    if (Math.abs(number) > 2 ** 31 - 1) return `“${name}” does not fit into 32 bits.`;
    return least !== undefined && number < least ? `“${name}” must be at least ${least}.` : null;
  }
  if (value.kind !== "string") return `“${name}” must be text, in quotes.`;
  if (oneOf !== undefined && !oneOf.includes(value.value))
    return `“${name}” must be ${oneOf.map((one) => `“${one}”`).join(" or ")}.`;
  return value.value === "" && !optional ? `“${name}” is empty.` : null;
}

/** What fields say of each other, and values that pass the first check of Pegasus and fail the second. */
function together(values: ReadonlyMap<string, JsonNode>): string[] {
  const [level, type, time] = [values.get("target_level"), values.get("type"), values.get("trigger_time")];
  const periodic = type?.kind === "string" && type.value === "periodic";
  return [
    ...(level?.kind === "number" && Number(level.text) === 0 ? ["“target_level” must be -1, or 1 and more."] : []),
    ...(periodic && time?.kind === "string" && time.value === ""
      ? ["“trigger_time” must say when, as “3:00,21:00”, where “type” is “periodic”."]
      : []),
  ];
}
