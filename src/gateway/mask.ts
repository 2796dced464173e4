// Secret flags are masked wherever their values pass the gateway (design.md, rules of the proxy routes). Every other byte stays.
import { readJson, type JsonValue } from "#pegasus/json.ts";
import { isSecret, MASK, maskedQuery } from "#pegasus/secrets.ts";
import { GatewayFailure } from "./failure.ts";
import type { Reply } from "./upstream.ts";

/** Whether answers to this path can hold secrets. `path` is in Pegasus's normal form, without leading slash. */
export function needsMask(path: string): boolean {
  return path === "config" || path === "configs" || path === "pprof/cmdline";
}

/** The same reply, its secret values masked; it must be whole where it needs that. */
export function maskReply(path: string, reply: Reply): Reply {
  if (!needsMask(path)) return reply;
  if (reply.flow !== null) throw new GatewayFailure("internal", `The answer to /${path} cannot be masked on its way.`);
  if (path === "pprof/cmdline") return maskCommandLine(reply);
  // One character for each byte: whatever encoding a value is in, it comes out as it went in.
  const text = reply.body.toString("latin1");
  const safe = text.replace(FLAT_OBJECT, maskFlag);
  if (showsSecret(safe)) {
    const message = "The server's configuration cannot be read, so its secrets could not be masked; it is withheld.";
    throw new GatewayFailure("internal", message);
  }
  return safe === text ? reply : { ...reply, body: Buffer.from(safe, "latin1") };
}

/**
 * What a server says to a change of flags repeats the value that it refuses (reference 2.6), which may be a secret's. So does what is
 * written down of it.
 */
export function maskEcho(query: ReadonlyMap<string, string>, reply: Reply): Reply {
  const shown = maskedQuery(query);
  const secrets = [...query].flatMap(([name, value]) => (value !== shown.get(name) ? [value] : []));
  if (secrets.length === 0) return reply;
  // As it is, and as JSON writes it.
  const spellings = secrets.flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]);
  const text = spellings.reduce((said, value) => said.replaceAll(value, MASK), reply.body.toString("utf8"));
  return { ...reply, body: Buffer.from(text) };
}

/** The arguments of a process, a line each (reference 2.25): `--server_key=…`, or the name and then the value. */
function maskCommandLine(reply: Reply): Reply {
  const words = reply.body.toString("latin1").split(/([\n\0])/);
  let secret = false;
  const shown = words.map((word) => {
    if (word === "\n" || word === "\0") return word;
    const [, name = "", equals = "", value = ""] = /^(-*[\w.-]*)(=?)([^]*)$/.exec(word) ?? [];
    const told = secret && !word.startsWith("-");
    secret = isSecret({ name: name.replaceAll("-", "_"), type: "" }) && equals === "";
    if (told && word !== "") return MASK_BYTES;
    return equals === "=" && value !== "" && isSecret({ name: name.replaceAll("-", "_"), type: "" })
      ? `${name}=${MASK_BYTES}`
      : word;
  });
  return { ...reply, body: Buffer.from(shown.join(""), "latin1") };
}

/** An object that holds no other, as each flag is one. */
const FLAT_OBJECT = /\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}/g;
const VALUE = /("value"\s*:\s*)"(?:[^"\\]|\\.)*"/g;
const MASK_BYTES = Buffer.from(MASK).toString("latin1");

function maskFlag(object: string): string {
  const flag = parsed(object);
  return flag !== undefined && isOpenSecret(flag)
    ? object.replace(VALUE, (_whole, name: string) => `${name}"${MASK_BYTES}"`)
    : object;
}

/** What is not JSON is no configuration, such as the sentence that a flag does not exist (reference 2.4); half of one is suspect. */
function showsSecret(text: string): boolean {
  const document = parsed(text);
  return document === undefined ? /^\s*[{[]/.test(text) : holdsSecret(document);
}

function holdsSecret(value: JsonValue): boolean {
  if (value === null || typeof value !== "object") return false;
  return isOpenSecret(value) || Object.values(value).some(holdsSecret);
}

function isOpenSecret(flag: JsonValue): boolean {
  if (flag === null || typeof flag !== "object" || Array.isArray(flag)) return false;
  const { name, type, value } = flag;
  if (typeof name !== "string" || value === undefined || value === "" || value === MASK_BYTES) return false;
  return isSecret({ name, type: typeof type === "string" ? type : "" });
}

function parsed(text: string): JsonValue | undefined {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}
