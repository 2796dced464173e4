// The made-up server in the memory of one process: each start lays it out anew, as address space randomisation does.
import { writeMaps, type Mapping } from "#pegasus/pprof/maps.ts";
import type { Process } from "../model/process.ts";
import { keyOf, seeded } from "../random.ts";
import type { Frame } from "./call-tree.ts";
import { BINARY, functionNamed, SECTIONS } from "./program.ts";

interface Library {
  readonly path: string;
  /** Where its code begins and ends in the file, and where the file ends. */
  readonly text: number;
  readonly constants: number;
  readonly end: number;
}

const LIBRARIES: readonly Library[] = [
  { path: "/opt/pegasus/lib/libtcmalloc_and_profiler.so.4.5.9", text: 0x9000, constants: 0x3_b000, end: 0x4_d000 },
  { path: "/usr/lib/x86_64-linux-gnu/liblz4.so.1.9.4", text: 0x3000, constants: 0x2_2000, end: 0x2_6000 },
  { path: "/usr/lib/x86_64-linux-gnu/libstdc++.so.6.0.30", text: 0x9_c000, constants: 0x1a_d000, end: 0x22_c000 },
  { path: "/usr/lib/x86_64-linux-gnu/libm.so.6", text: 0x1_0000, constants: 0x8_3000, end: 0xd_f000 },
  { path: "/usr/lib/x86_64-linux-gnu/libc.so.6", text: 0x2_6000, constants: 0x17_b000, end: 0x1d_5000 },
  { path: "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2", text: 0x1000, constants: 0x2_6000, end: 0x3_3000 },
];

/** A function is seen in so many places. */
export const PLACES = 3;

const PAGE = 0x1000;
const THREADS = 58;
const STACK = 0x80_0000n;

export class Image {
  /** The text of /proc/self/maps. */
  readonly maps: string;
  /** What an uninitialised buffer of the process is likely to hold: the upper bytes of a pointer to its heap. */
  readonly stray: Uint8Array;
  private readonly base: bigint;
  private readonly libraries = new Map<string, { readonly base: bigint; readonly library: Library }>();

  constructor({ key, startedAt }: Process) {
    const random = seeded(keyOf(key, "image", startedAt));
    const pages = (count: number): bigint => BigInt(Math.floor(random() * count) * PAGE);
    this.base = 0x5555_0000_0000n + pages(0xaa_0000);
    const heap = this.base + BigInt(SECTIONS.end) + pages(0x2_0000);
    const mappings: Mapping[] = [
      ...fileMappings(BINARY, this.base, sectionsOfBinary()),
      anonymous(heap, 0x1_4000_0000n, "[heap]"),
    ];
    let at = 0x7f00_0000_0000n + pages(0xf0_0000);
    for (let thread = 0; thread < THREADS; thread++) {
      mappings.push({ start: at, end: at + BigInt(PAGE), permissions: "---p", offset: 0n, path: "" });
      mappings.push(anonymous(at + BigInt(PAGE), STACK, ""));
      at += STACK + BigInt(PAGE);
    }
    for (const library of LIBRARIES) {
      this.libraries.set(fileName(library.path), { base: at, library });
      mappings.push(...fileMappings(library.path, at, sectionsOfLibrary(library)));
      at += BigInt(library.end) + BigInt(PAGE) * 4n;
    }
    mappings.push(anonymous(0x7ffc_0000_0000n + pages(0x3_0000), 0x2_1000n, "[stack]"));
    this.maps = writeMaps(mappings);
    const pointer = Buffer.alloc(8);
    pointer.writeBigUInt64LE(heap);
    this.stray = pointer.subarray(3, 6);
  }

  /** The addresses of a path, the innermost first. `place`: below `PLACES`, where in the innermost function. */
  stackOf(frames: readonly Frame[], place: number): bigint[] {
    return frames.map((frame, index) => this.addressOf(frame, frames[index - 1], place));
  }

  /** Where the process is in `frame` while it calls `callee`; in the innermost frame, the place of that number in it. */
  private addressOf(frame: Frame, callee: Frame | undefined, place: number): bigint {
    const site = callee === undefined ? 0x1c + place * 0x15 : 5 + (keyOf(frame.name, callee.name) % 0x70);
    if (frame.library === null) return this.base + BigInt(functionNamed(frame.name).offset + site);
    const found = this.libraries.get(frame.library);
    if (found === undefined) throw new Error(`The simulated server has not loaded ${frame.library}`);
    const { text, constants } = found.library;
    const room = constants - text - 0x200;
    return found.base + BigInt(text + ((keyOf(frame.name) % room) & ~0xf) + site);
  }
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

type Section = readonly [from: number, to: number, permissions: string];

function sectionsOfBinary(): Section[] {
  const { text, constants, relocated, data, end } = SECTIONS;
  return [
    [0, text, "r--p"],
    [text, constants, "r-xp"],
    [constants, relocated, "r--p"],
    [relocated, data, "r--p"],
    [data, end, "rw-p"],
  ];
}

function sectionsOfLibrary({ text, constants, end }: Library): Section[] {
  return [
    [0, text, "r--p"],
    [text, constants, "r-xp"],
    [constants, end - PAGE, "r--p"],
    [end - PAGE, end, "rw-p"],
  ];
}

function fileMappings(path: string, base: bigint, sections: readonly Section[]): Mapping[] {
  return sections.map(([from, to, permissions]) => {
    return { start: base + BigInt(from), end: base + BigInt(to), permissions, offset: BigInt(from), path };
  });
}

function anonymous(start: bigint, length: bigint, path: string): Mapping {
  return { start, end: start + length, permissions: "rw-p", offset: 0n, path };
}
