// The names that a running dashboard goes by: of where it listens and of the configuration, which can change meanwhile.
import { networkInterfaces } from "node:os";
import type { AccessSettings } from "./access.ts";
import type { Doors } from "./guard.ts";

export class FrontDoors implements Doors {
  hosts: ReadonlySet<string> = new Set();
  publicOrigin: string | null = null;
  readonly port: () => number | null;
  private readonly own: ReadonlySet<string>;

  /** @param host where it listens, as `--host` says @param port once it listens */
  constructor(host: string, access: AccessSettings, port: () => number | null) {
    this.own = hostsOf(host);
    this.port = port;
    this.change(access);
  }

  change({ hosts, publicUrl }: AccessSettings): void {
    this.hosts = new Set([...this.own, ...hosts]);
    this.publicOrigin = publicUrl;
  }
}

/** The host that was asked for; where that means every address of the machine, those addresses. */
function hostsOf(host: string): Set<string> {
  if (host !== "0.0.0.0" && host !== "::" && host !== "[::]") return new Set([bracketed(host.toLowerCase())]);
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return new Set(addresses.map(({ address }) => bracketed(address)));
}

function bracketed(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}
