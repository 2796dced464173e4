// Addresses by which servers are asked and named, and which of them are the same server.
import { isLoopback, readAddress } from "./address.ts";
import { grouped } from "./grouped.ts";

export interface NameGroup {
  readonly keys: readonly string[];
  /** `host:port` texts; those that answers use come first. */
  readonly names: readonly string[];
  readonly port: number;
}

export class Names {
  private readonly parent = new Map<string, string>();
  private readonly texts = new Map<string, Set<string>>();
  private readonly named = new Set<string>();

  /** Adds an address and returns its key. All loopback names are one host. */
  add(host: string, port: number): string {
    const key = `${isLoopback(host) ? "loopback" : host}:${port}`;
    if (!this.parent.has(key)) this.parent.set(key, key);
    const texts = this.texts.get(key) ?? new Set();
    // Where one of the two is said, the other may be asked for.
    for (const name of isLoopback(host) ? [host, "localhost", "127.0.0.1"] : [host]) texts.add(`${name}:${port}`);
    this.texts.set(key, texts);
    return key;
  }

  /** Adds an address that an answer gives; a text that is none is passed over. */
  addNamed(text: string): string | undefined {
    const address = readAddress(text);
    if (address === undefined) return undefined;
    this.named.add(`${address.host}:${address.port}`);
    return this.add(address.host, address.port);
  }

  isNamed(group: NameGroup): boolean {
    return group.names.some((name) => this.named.has(name));
  }

  same(a: string, b: string): void {
    this.parent.set(this.root(a), this.root(b));
  }

  /**
   * Only members were asked. So where the members name one server of a port, and one other was asked there that nobody
   * names, the two are the same: the recorder knew it by another name.
   */
  joinStrangers(asked: ReadonlySet<string>): void {
    for (const groups of grouped(this.groups(), ({ port }) => port).values()) {
      const [known, ...others] = groups.filter((group) => this.isNamed(group));
      const [stranger, ...more] = groups.filter(
        (group) => !this.isNamed(group) && group.keys.some((key) => asked.has(key)),
      );
      if (known === undefined || stranger === undefined || others.length + more.length > 0) continue;
      this.same(stranger.keys[0] ?? "", known.keys[0] ?? "");
    }
  }

  groups(): NameGroup[] {
    return [...grouped(this.parent.keys(), (key) => this.root(key)).values()].map((keys) => {
      const names = keys.flatMap((key) => [...(this.texts.get(key) ?? [])]);
      return {
        keys,
        names: names.toSorted((a, b) => Number(this.named.has(b)) - Number(this.named.has(a))),
        port: readAddress(names[0] ?? "")?.port ?? 0,
      };
    });
  }

  private root(key: string): string {
    const parent = this.parent.get(key) ?? key;
    return parent === key ? key : this.root(parent);
  }
}
