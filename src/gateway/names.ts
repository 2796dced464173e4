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

interface Known {
  until: number;
  address: Promise<string | null>;
}

export class Names {
  private readonly known = new Map<string, Known>();
  private readonly resolve: Resolve;
  private readonly clock: Clock;
  private readonly places: ReadonlyMap<string, string>;

  /** `places`: where to reach a `host:port` that is called differently from here; the configuration's `resolve`. */
  constructor(resolve: Resolve, clock: Clock, places: Readonly<Record<string, string>> = {}) {
    this.resolve = resolve;
    this.clock = clock;
    this.places = new Map(Object.entries(places).map(([name, place]) => [name.toLowerCase(), place]));
  }

  now(): number {
    return this.clock.now();
  }

  /** `ip:port` of a `host:port`; null when it is not one, or the host does not resolve. */
  async addressOf(name: string): Promise<string | null> {
    const parts = readAddress(this.places.get(name.toLowerCase()) ?? name);
    if (parts === null) return null;
    const ip = await this.ipOf(parts.host);
    if (ip === null) return null;
    return ip.includes(":") ? `[${ip}]:${parts.port}` : `${ip}:${parts.port}`;
  }

  private ipOf(host: string): Promise<string | null> {
    const found = this.known.get(host);
    if (found !== undefined && found.until > this.clock.now()) return found.address;
    const entry: Known = { until: this.clock.now() + KEPT_MS, address: Promise.resolve(null) };
    entry.address = this.look(host, entry, found?.address);
    this.known.set(host, entry);
    return entry.address;
  }

  private async look(host: string, entry: Known, before: Promise<string | null> | undefined): Promise<string | null> {
    try {
      return await this.resolve(host);
    } catch {
      entry.until = this.clock.now() + KEPT_FAILED_MS;
      // Not resolvable is an answer, and a common one in containers; a name that was known is still where it was.
      return (await before) ?? null;
    }
  }
}
