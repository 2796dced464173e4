// What there is to know of one HTTP call of a Pegasus server: who serves it, how it is asked and what it does.
import type { ByteCodec, Codec } from "./answers/codec.ts";
import type { BodyField } from "./requests/body.ts";

export type Role = "meta" | "replica" | "collector";
type Method = "GET" | "POST";

/**
 * - `read`: harmless.
 * - `change`: it alters a process or the cluster (`/updateConfig` does so on GET).
 * - `costly`: it blocks a worker of the server for seconds (reference 2.25).
 */
export type Effect = "read" | "change" | "costly";

/** What a value names, so that a form can offer what the cluster has. */
type Naming =
  | "app"
  | "app-id"
  | "flag"
  | "backup-policy"
  | "entity-type"
  | "entity-id"
  | "attribute"
  | "metric"
  | "metric-field"
  | "address";

export interface Parameter {
  readonly name: string;
  readonly required: boolean;
  /** `flag`: presence alone counts, whatever the value; `list`: comma separated; the bodies are sent with POST. */
  readonly kind: "text" | "flag" | "list" | "boolean" | "integer" | "json-body" | "text-body";
  /** What it does, for people. */
  readonly meaning: string;
  /** A value, or a whole body, that a server takes. */
  readonly example: string;
  readonly names?: Naming;
  /** All the values (or items of a list) that do something. */
  readonly values?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** What the server assumes when it is not sent. */
  readonly unset?: string;
  /** Of a `json-body`. */
  readonly fields?: readonly BodyField[];
}

export interface Call {
  readonly name: string;
  /** With leading slash, as listed at `/`. */
  readonly path: string;
  readonly servers: readonly Role[];
  /** The method that the gateway sends upstream. */
  readonly method: Method;
  /** All that it answers; only `/metrics` and `/pprof/symbol` look at it (1.4). Anything else closes the connection. */
  readonly methods: readonly Method[];
  readonly effect: Effect;
  readonly parameters: readonly Parameter[];
  /** `refused`: a parameter that is not in the list makes a 400 (trap 17), on `/meta/*` of a standby, too. */
  readonly otherParameters: "refused" | "refused by the leader" | "ignored";
  /** What a server of HEAD says of it at `/`. */
  readonly help: string;
}

export interface TextEndpoint<T> extends Call {
  readonly answer: Codec<T>;
}
export interface BytesEndpoint<T> extends Call {
  readonly bytes: ByteCodec<T>;
}
export type Endpoint = TextEndpoint<unknown> | BytesEndpoint<unknown>;

export const EVERY: readonly Role[] = ["meta", "replica", "collector"];
const BOTH: readonly Method[] = ["GET", "POST"];

/** A harmless GET without parameters of its own: what most calls are, and what the others differ from. */
export function call(name: string, path: string, servers: readonly Role[], help: string): Call {
  return {
    name,
    path,
    servers,
    method: "GET",
    methods: BOTH,
    effect: "read",
    parameters: [],
    otherParameters: "ignored",
    help,
  };
}
