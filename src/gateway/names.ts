// Which names mean the same server: two that resolve to the same address and port (design.md, the roster).
import { lookup } from "node:dns/promises";
import type { Clock } from "./clock.ts";
import { readAddress } from "./settings.ts";

export type Resolve = (host: string) => Promise<string>;

/** The machine's own resolver, IPv4 first. @throws when the name does not resolve. */
export const systemResolve: Resolve = async (host) => {
  const { address } = await lookup(host.replace(/^\[|\]$/g, ""), { verbatim: false });
  return address;
};

const KEPT_MS = 60_000;
const KEPT_FAILED_MS = 5_000;

export class Names {
  private readonly known = new Map<string, { until: number; address: Promise<string | null> }>();
  private readonly resolve: Resolve;
  private readonly clock: Clock;
  constructor(resolve: Resolve, clock: Clock) {
    this.resolve = resolve;
    this.clock = clock;
  }

  /** `ip:port` of a `host:port`; null when it is not one, or the host does not resolve. */
  async addressOf(name: string): Promise<string | null> {
    const parts = readAddress(name);
    if (parts === null) return null;
    const ip = await this.ipOf(parts.host);
    if (ip === null) return null;
    return ip.includes(":") ? `[${ip}]:${parts.port}` : `${ip}:${parts.port}`;
  }

  private ipOf(host: string): Promise<string | null> {
    const found = this.known.get(host);
    if (found !== undefined && found.until > this.clock.now()) return found.address;
    const entry = { until: this.clock.now() + KEPT_MS, address: this.look(host) };
    this.known.set(host, entry);
    void entry.address.then((address) => {
      if (address === null) entry.until = this.clock.now() + KEPT_FAILED_MS;
    });
    return entry.address;
  }

  private async look(host: string): Promise<string | null> {
    try {
      return await this.resolve(host);
    } catch {
      return null; // not resolvable is an answer, and a common one in containers
    }
  }
}
