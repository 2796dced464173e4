// The names of a profile's addresses: its file's own, else what the server said of the binary, else library+offset. Pure.
import { AddressSpace } from "#pegasus/pprof/maps.ts";
import { isResolved, nameOf, toAsk } from "#pegasus/pprof/names.ts";
import type { StackProfile } from "#pegasus/pprof/stack-profile.ts";

/** By site. */
export function namesOf({ sites, mappings }: StackProfile, said: ReadonlyMap<bigint, string>): string[] {
  const space = new AddressSpace(mappings);
  return sites.map(({ address, name }) => name ?? nameOf(address, space, said));
}

/** What a server is to be asked about: empty where the file itself has names. */
export function offsetsOf({ sites, mappings }: StackProfile): bigint[] {
  const space = new AddressSpace(mappings);
  return toAsk(
    sites.filter(({ name }) => name === null).map(({ address }) => address),
    space,
  );
}

/** Offsets that a server might know and that have no name. */
export function unnamedOf(profile: StackProfile, said: ReadonlyMap<bigint, string>): number {
  return offsetsOf(profile).filter((offset) => !isResolved(said.get(offset) ?? "")).length;
}

/** Where the parts of the server's binary lie in its file: two builds of one commit hardly agree in this. */
export function imageOf({ mappings }: StackProfile): string {
  const { binary } = new AddressSpace(mappings);
  const parts = mappings.filter(({ path }) => path !== "" && path === binary);
  return parts.map(({ offset, end, start }) => `${offset.toString(16)}+${(end - start).toString(16)}`).join(",");
}
