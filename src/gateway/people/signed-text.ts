// Small texts that go to the browser and come back, signed so that nobody but us can have written them.
import { createHmac, timingSafeEqual } from "node:crypto";

/** A browser sends no cookie that is longer. */
const LONGEST = 4096;

/** `BODY.SIGNATURE`; what is signed for one `purpose` is worth nothing for another. */
export function signText(key: Buffer, purpose: string, value: unknown): string {
  const body = Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${body}.${signature(key, purpose, body).toString("base64url")}`;
}

/** What was signed; undefined when it was not, or not with this key and for this purpose. */
export function readSigned(key: Buffer, purpose: string, text: string): unknown {
  const [body = "", given = "", ...more] = text.length > LONGEST ? [] : text.split(".");
  const wanted = signature(key, purpose, body);
  const bytes = Buffer.from(given, "base64url");
  // Base64 has several spellings of the same bytes: only ours counts.
  const ours = more.length === 0 && bytes.length === wanted.length && wanted.toString("base64url") === given;
  if (!ours || !timingSafeEqual(bytes, wanted)) return undefined;
  try {
    return JSON.parse(Buffer.from(body, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

function signature(key: Buffer, purpose: string, body: string): Buffer {
  return createHmac("sha256", key).update(`${purpose}.${body}`).digest();
}

/** What a cookie header has under this name, the first where there are several; null: nothing. */
export function cookieNamed(header: string | null, name: string): string | null {
  for (const item of (header ?? "").split(";")) {
    const equals = item.indexOf("=");
    if (equals >= 0 && item.slice(0, equals).trim() === name) return item.slice(equals + 1).trim();
  }
  return null;
}
