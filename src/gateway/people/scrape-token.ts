// The bearer token of what scrapes metrics: a program, which signs in nowhere and comes every few seconds.
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { Limit, TooBusy } from "../limit.ts";
import { isPasswordOf } from "./password-hash.ts";

const LONGEST_TOKEN = 1024;
/** Wrong tokens wait in this short line; a right one that was seen before does not. */
const TRIES_AT_ONCE = 1;
const LONGEST_QUEUE_MS = 2000;

export class ScrapeToken {
  private readonly limit = new Limit(TRIES_AT_ONCE);
  private readonly key = randomBytes(32);
  private hash: string | null;
  /** The mark of the right one, once it was given: scrypt is for guessers. */
  private right: Buffer | null = null;

  constructor(hash: string | null) {
    this.hash = hash;
  }

  change(hash: string | null): void {
    if (hash === this.hash) return;
    this.hash = hash;
    this.right = null;
  }

  /** @param authorization the header, as `Bearer TOKEN` */
  async isIn(authorization: string | null): Promise<boolean> {
    const { hash } = this;
    const token = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization ?? "")?.[1];
    if (hash === null || token === undefined || token.length > LONGEST_TOKEN) return false;
    const mark = createHmac("sha256", this.key).update(token).digest();
    if (this.right !== null && timingSafeEqual(this.right, mark)) return true;
    const right = await this.tried(hash, token);
    if (right && this.hash === hash) this.right = mark;
    return right;
  }

  private async tried(hash: string, token: string): Promise<boolean> {
    try {
      return await this.limit.run(() => isPasswordOf(hash, token), LONGEST_QUEUE_MS);
    } catch (error) {
      if (error instanceof TooBusy) return false;
      throw error;
    }
  }
}
