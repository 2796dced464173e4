// Secret flags are masked wherever their values pass the gateway (design.md, rules of the proxy routes). Every other byte stays.
import { readJson, type JsonValue } from "#pegasus/json.ts";
import { isSecret, MASK } from "#pegasus/secrets.ts";
import { GatewayFailure } from "./failure.ts";
import type { Reply } from "./upstream.ts";

/** The same reply, its secret values masked. `path` is in Pegasus's normal form, without leading slash. */
export function maskReply(path: string, reply: Reply): Reply {
  if (path !== "config" && path !== "configs") return reply;
  // One character for each byte: whatever encoding a value is in, it comes out as it went in.
  const text = reply.body.toString("latin1");
  const safe = text.replace(FLAT_OBJECT, maskFlag);
  if (showsSecret(safe)) {
    const message = "The server's configuration cannot be read, so its secrets could not be masked; it is withheld.";
    throw new GatewayFailure("internal", message);
  }
  return safe === text ? reply : { ...reply, body: Buffer.from(safe, "latin1") };
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
