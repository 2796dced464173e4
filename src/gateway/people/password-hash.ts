// Passwords and scrape tokens as scrypt hashes: `scrypt$N$r$p$SALT$HASH`, salt and hash in base64url.
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from "node:crypto";

interface Cost {
  /** Iterations, a power of two. */
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

const MiB = 1024 * 1024;
/** One of OWASP's equal choices: 32 MiB three times over, about a quarter of a second. */
const STANDARD: Cost = { N: 32_768, r: 8, p: 3 };
const LEAST_N = 16_384;
/** What a hash may ask of this machine. */
const MOST_MEMORY = 256 * MiB;
const MOST_R = 32;
const MOST_P = 16;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

interface Read extends Cost {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, { ...STANDARD, salt, hash: Buffer.alloc(HASH_BYTES) });
  const { N, r, p } = STANDARD;
  return ["scrypt", N, r, p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

/** Takes as long as `hash` asks for, whether it is right or wrong. */
export async function isPasswordOf(hash: string, password: string): Promise<boolean> {
  const read = readHash(hash);
  return read !== null && timingSafeEqual(await derive(password, read), read.hash);
}

export function isPasswordHash(text: string): boolean {
  return readHash(text) !== null;
}

/** A hash of nothing that anybody knows, which costs as much to try as `like` does. */
export function decoyLike(like: string): string {
  const read = readHash(like);
  const { N, r, p } = read ?? STANDARD;
  const [salt, hash] = [randomBytes(SALT_BYTES), randomBytes(read?.hash.length ?? HASH_BYTES)];
  return ["scrypt", N, r, p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

function readHash(text: string): Read | null {
  const match = /^scrypt\$(\d{1,8})\$(\d{1,3})\$(\d{1,3})\$([\w-]{16,128})\$([\w-]{22,128})$/.exec(text);
  if (match === null) return null;
  const [, first, second, third, salt = "", hash = ""] = match;
  const [N, r, p] = [Number(first), Number(second), Number(third)];
  const sound = N >= LEAST_N && Number.isInteger(Math.log2(N)) && r >= 1 && r <= MOST_R && p >= 1 && p <= MOST_P;
  if (!sound || 128 * N * r > MOST_MEMORY) return null;
  return { N, r, p, salt: Buffer.from(salt, "base64url"), hash: Buffer.from(hash, "base64url") };
}

function derive(password: string, { N, r, p, salt, hash }: Read): Promise<Buffer> {
  // OpenSSL counts a little more than 128·N·r bytes.
  const options: ScryptOptions = { N, r, p, maxmem: MOST_MEMORY + 64 * MiB };
  return new Promise((resolve, reject) => {
    // Two keyboards write the same é in two ways: they are the same password.
    scrypt(password.normalize("NFC"), salt, hash.length, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
