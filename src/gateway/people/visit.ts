// From where a request comes, and whether by https: what a proxy in front says of it counts only when the proxy is trusted.
import { AddressList, plainAddress } from "../address-list.ts";
import type { HeaderReader } from "../asking.ts";
import type { AccessSettings } from "../access.ts";

export interface Visit {
  /** The address at the other end of the connection; null where it is not known (no socket). */
  readonly peer: string | null;
  /** The address of the person's machine, as far as trusted proxies tell. */
  readonly address: string;
  /** Whether the browser speaks https, to a proxy in front or by the public address. */
  readonly secure: boolean;
}

/** Further hops than this are nobody's real network. */
const MOST_HOPS = 20;

export class Visits {
  private readonly trusted: AddressList;
  private readonly https: boolean;
  constructor({ publicUrl, trusted, signIn }: AccessSettings) {
    this.trusted = new AddressList([...trusted, ...(signIn?.proxyHeader?.trusted ?? [])]);
    this.https = publicUrl?.startsWith("https:") === true;
  }

  read(headers: HeaderReader, peer: string | null): Visit {
    const plain = peer === null ? null : plainAddress(peer);
    const believed = plain !== null && this.trusted.has(plain);
    const proto = believed ? (lastOf(headers.get("x-forwarded-proto")) ?? "") : "";
    return {
      peer: plain,
      address: plain === null ? "unknown" : believed ? this.origin(headers.get("x-forwarded-for"), plain) : plain,
      secure: this.https || proto.toLowerCase() === "https",
    };
  }

  /** From the right, the first hop that is no trusted proxy: what stands left of it anybody can have written. */
  private origin(forwarded: string | null, peer: string): string {
    const hops = (forwarded ?? "")
      .split(",")
      .slice(-MOST_HOPS)
      .map((hop) => plainAddress(hop.trim()));
    const person = hops.findLast((hop) => !this.trusted.has(hop)) ?? peer;
    return /^[0-9a-f.:]{2,45}$/.test(person) ? person : peer;
  }
}

function lastOf(list: string | null): string | undefined {
  return list?.split(",").at(-1)?.trim();
}
