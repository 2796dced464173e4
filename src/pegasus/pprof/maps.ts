// The text of /proc/self/maps at the tail of every profile: which file an address belongs to, and where in it (reference 9.5).

export interface Mapping {
  readonly start: bigint;
  /** The first address after it. */
  readonly end: bigint;
  /** Such as `r-xp`. */
  readonly permissions: string;
  /** Where in the file it begins. */
  readonly offset: bigint;
  /** A file, or a name such as `[heap]`; empty: memory of no file. */
  readonly path: string;
}

const LINE = /^([0-9a-f]{1,16})-([0-9a-f]{1,16}) (\S{4}) ([0-9a-f]{1,16}) \S+ \d+ *(.*)$/;
/** A process has some thousands; more is not read. */
const MAX_LINES = 200_000;

/** Lines that are no mappings are passed over: what an operator wants is the rest. */
export function readMaps(text: string): Mapping[] {
  return text
    .split("\n", MAX_LINES)
    .flatMap((line) => {
      const [, start, end, permissions, offset, path] = LINE.exec(line) ?? [];
      if (start === undefined || end === undefined || offset === undefined) return [];
      return [
        {
          start: BigInt(`0x${start}`),
          end: BigInt(`0x${end}`),
          permissions: permissions ?? "",
          offset: BigInt(`0x${offset}`),
          path: path ?? "",
        },
      ];
    })
    .toSorted((a, b) => (a.start < b.start ? -1 : 1));
}

export function writeMaps(mappings: readonly Mapping[]): string {
  return mappings
    .map(({ start, end, permissions, offset, path }) => {
      const head = `${hex(start, 8)}-${hex(end, 8)} ${permissions} ${hex(offset, 8)} 00:00 0`;
      return `${path === "" ? head : `${head.padEnd(73)}${path}`}\n`;
    })
    .join("");
}

function hex(value: bigint, width: number): string {
  return value.toString(16).padStart(width, "0");
}

export interface Place {
  /** `binary`: the server itself, whose symbols `/pprof/symbol` knows; `library`: it does not know its symbols. */
  readonly kind: "binary" | "library";
  readonly path: string;
  /** The address less the load base: what the file's own symbol table calls it. */
  readonly offset: bigint;
}

/** The server is linked for a fixed place below 4 GiB, or it is position-independent and lies far above. */
const FIXED = 2n ** 32n;

/** Says where addresses of one process lie. */
export class AddressSpace {
  private readonly mappings: readonly Mapping[];
  private readonly bases = new Map<string, bigint>();
  /** The path of the server's binary: the file of the first code. Null where the profile has no maps. */
  readonly binary: string | null;

  constructor(mappings: readonly Mapping[]) {
    this.mappings = mappings;
    this.binary =
      mappings.find(({ path, permissions }) => path.startsWith("/") && permissions.includes("x"))?.path ?? null;
    for (const { path, start, offset } of mappings) {
      if (path !== "" && !this.bases.has(path)) this.bases.set(path, start - offset);
    }
  }

  /** What to take from an address of this file before it is looked up: its lowest mapping less that one's offset. */
  loadBase(path: string): bigint {
    const base = this.bases.get(path) ?? 0n;
    return base < FIXED ? 0n : base;
  }

  /** Null: the address lies in no file (made at run time, or the maps are missing). */
  placeOf(address: bigint): Place | null {
    const mapping = this.mappingAt(address);
    if (mapping === undefined || mapping.path === "") return null;
    const kind = mapping.path === this.binary ? "binary" : "library";
    return { kind, path: mapping.path, offset: address - this.loadBase(mapping.path) };
  }

  private mappingAt(address: bigint): Mapping | undefined {
    let low = 0;
    let high = this.mappings.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const found = this.mappings[middle];
      if (found === undefined) return undefined;
      if (address < found.start) high = middle;
      else if (address >= found.end) low = middle + 1;
      else return found;
    }
    return undefined;
  }
}
