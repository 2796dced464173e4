// The made-up server binary: where its functions lie, and what `/pprof/symbol` knows of them. It is position-independent, so that
// symbols are known by their place in the file (reference 9.5).
import { keyOf } from "../random.ts";
import { ALLOCATIONS } from "./allocations.ts";
import { CPU_WORK } from "./cpu-work.ts";

export const BINARY = "/opt/pegasus/bin/pegasus_server";

/** Sections of the binary: the first address of each, as an offset into it. */
export const SECTIONS = {
  text: 0x11_7000,
  constants: 0x1c4_0000,
  relocated: 0x20f_c000,
  data: 0x212_6000,
  end: 0x216_8000,
} as const;

/** How many symbols the real binary has, that `GET /pprof/symbol` counts. */
export const SYMBOL_COUNT = 31_252;

interface Function {
  readonly name: string;
  readonly offset: number;
  /** Bytes, of which calls and samples are. */
  readonly size: number;
}

/** What a real server says of the address 0x400000, which is the one that everybody tries first (recording 01). */
const LANDMARK: Function = { name: "boost::asio::execution::detail::blocking_t", offset: 0x3f_ff40, size: 0x200 };

function namesInBinary(): string[] {
  const paths = [...Object.values(CPU_WORK).flat(), ...Object.values(ALLOCATIONS).flatMap((kept) => kept.paths)];
  const frames = paths.flatMap((path) => path.frames);
  return [...new Set(frames.filter(({ library }) => library === null).map(({ name }) => name))];
}

/** Spread over the text in an order of their hashes, as a linker has it. */
function layOut(): Function[] {
  const names = namesInBinary().toSorted((a, b) => keyOf(a) - keyOf(b));
  const step = Math.floor((SECTIONS.constants - SECTIONS.text - 0x1_0000) / (names.length + 1));
  const functions = names.map((name, index): Function => {
    const offset = SECTIONS.text + 0x1000 + index * step + ((keyOf(name) % (step >> 2)) & ~0xf);
    return { name, offset, size: 0x80 + (keyOf("size", name) % 0x1800) };
  });
  const clear = functions.filter(({ offset }) => offset < LANDMARK.offset || offset >= LANDMARK.offset + LANDMARK.size);
  const moved = functions.filter((one) => !clear.includes(one)).map((one) => ({ ...one, offset: one.offset + 0x400 }));
  return [...clear, ...moved, LANDMARK].toSorted((a, b) => a.offset - b.offset);
}

const FUNCTIONS = layOut();
const BY_NAME = new Map(FUNCTIONS.map((found) => [found.name, found]));

/** Where a function of the binary lies. @throws when the binary has none of that name. */
export function functionNamed(name: string): Function {
  const found = BY_NAME.get(name);
  if (found === undefined) throw new Error(`The simulated server has no function ${name}`);
  return found;
}

/** By address, in order. */
const SYMBOLS: readonly (readonly [offset: bigint, name: string])[] = [
  [0x38cn, "__abi_tag"],
  [BigInt(SECTIONS.text), "_init"],
  ...FUNCTIONS.map(({ offset, name }) => [BigInt(offset), name] as const),
  [BigInt(SECTIONS.constants - 0x10), "_fini"],
  [BigInt(SECTIONS.data + 0x1_2000), "_edata"],
  [BigInt(SECTIONS.data + 0x1_2040), "__bss_start"],
  [BigInt(SECTIONS.end), "_end"],
];

/** The last symbol at or before an address, whatever lies there; null before the first (http/pprof_http_service.cpp). */
export function symbolAt(address: bigint): string | null {
  let low = 0;
  let high = SYMBOLS.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((SYMBOLS[middle]?.[0] ?? 0n) <= address) low = middle + 1;
    else high = middle;
  }
  return SYMBOLS[low - 1]?.[1] ?? null;
}
