// From addresses of a profile to names: which of them to ask the server for, and what to call the others (reference 9.5).
import type { AddressSpace } from "./maps.ts";
import { writeSymbolRequest } from "./symbol.ts";

/**
 * What `/pprof/symbol` answers for what it does not know: the symbols at the ends of the binary's sections (reference 9.5;
 * `_fini` and `__abi_tag` in recordings 01 and pprof/replica2-10s.symbols.json).
 */
const ENDS: ReadonlySet<string> = new Set(["_end", "_edata", "__bss_start", "_fini", "__abi_tag"]);

/** Whether the server's answer is a name. An address that it cannot place at all it gives back as it is (2.25). */
export function isResolved(name: string): boolean {
  return name !== "" && !ENDS.has(name) && !/^0x[0-9a-f]+$/.test(name);
}

/** All but the innermost frame are return addresses: the call stands one byte before them at the latest. */
export function callSite(address: bigint, frame: number): bigint {
  return frame === 0 || address === 0n ? address : address - 1n;
}

/** The addresses to send to `/pprof/symbol`, each once: those of the server's binary, less its load base. */
export function toAsk(addresses: Iterable<bigint>, space: AddressSpace): bigint[] {
  const offsets = new Set<bigint>();
  for (const address of addresses) {
    const place = space.placeOf(address);
    if (place?.kind === "binary") offsets.add(place.offset);
  }
  return [...offsets].toSorted((a, b) => (a < b ? -1 : 1));
}

/** A request must reach the server in one read, and so fit into one segment with its head (1.3). */
const MAX_BODY = 1000;

/** The bodies of the requests that ask for these offsets. */
export function symbolRequests(offsets: readonly bigint[]): string[] {
  const requests: bigint[][] = [];
  let length = MAX_BODY + 1;
  for (const offset of offsets) {
    length += offset.toString(16).length + 3;
    if (length > MAX_BODY) {
      requests.push([]);
      length = offset.toString(16).length + 3;
    }
    requests.at(-1)?.push(offset);
  }
  return requests.map(writeSymbolRequest);
}

/** A name for people: the function's, else `library+0x1234`, else the address. `names`: what the server said, by offset. */
export function nameOf(address: bigint, space: AddressSpace, names: ReadonlyMap<bigint, string>): string {
  const place = space.placeOf(address);
  if (place === null) return `0x${address.toString(16)}`;
  const said = place.kind === "binary" ? names.get(place.offset) : undefined;
  if (said !== undefined && isResolved(said)) return said;
  return `${fileName(place.path)}+0x${place.offset.toString(16)}`;
}

/** Of a file that was replaced on disk the kernel says ` (deleted)`. */
function fileName(path: string): string {
  const bare = path.replace(/ \(deleted\)$/, "");
  return bare.slice(bare.lastIndexOf("/") + 1);
}
