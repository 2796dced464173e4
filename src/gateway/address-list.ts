// Hosts, addresses and CIDRs as an operator lists them: who is trusted, who may be contacted.
import { BlockList, isIP } from "node:net";

export class AddressList {
  private readonly addresses = new BlockList();
  private readonly hosts = new Set<string>();
  private readonly empty: boolean;

  /** @throws RangeError with a sentence that names the item that is none of the three. */
  constructor(items: readonly string[]) {
    this.empty = items.length === 0;
    for (const item of items) this.add(item.trim().toLowerCase());
  }

  /** `host`: a name, which must be listed as such, or an IP address, bare or in brackets. */
  has(host: string): boolean {
    if (this.empty) return false;
    const address = plainAddress(host);
    const kind = familyOf(address);
    return kind === null ? this.hosts.has(address) : this.addresses.check(address, kind);
  }

  private add(item: string): void {
    const [base = "", bits, ...more] = item.split("/");
    const address = plainAddress(base);
    const kind = familyOf(address);
    if (kind === null) {
      const named = bits === undefined && /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/.test(item) && /[a-z]/.test(item);
      if (!named) throw new RangeError(`"${item}" is neither a host, an address nor a CIDR such as 10.0.0.0/24.`);
      this.hosts.add(item);
    } else if (bits === undefined) {
      this.addresses.addAddress(address, kind);
    } else {
      const most = kind === "ipv4" ? 32 : 128;
      if (more.length > 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most)
        throw new RangeError(`"${item}" is no CIDR: after the slash stands a number from 0 to ${most}.`);
      this.addresses.addSubnet(address, Number(bits), kind);
    }
  }
}

/** Without brackets, zone and the IPv6 form of an IPv4 address, under which sockets report their peers. */
export function plainAddress(text: string): string {
  const bare = text
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/%.*$/, "");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1];
  return mapped ?? bare;
}

function familyOf(address: string): "ipv4" | "ipv6" | null {
  const version = isIP(address);
  return version === 4 ? "ipv4" : version === 6 ? "ipv6" : null;
}
