// What this page says of a profile is what gperftools' own tool says of it: by address, itself and with what it calls. The files
// are of a real Pegasus server and of a program made for this (samples/gperftools); the tool's answers are kept beside them.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, it, type TestContext } from "vitest";
import { readCpuProfile, writeCpuProfile, type CpuProfile, type WordFormat } from "#pegasus/pprof/cpu-profile.ts";
import { readProfile } from "#pegasus/pprof/profile-file.ts";
import type { StackProfile } from "#pegasus/pprof/stack-profile.ts";
import { callsOf, Functions } from "./calls.ts";
import { sumFunctions } from "./sums.ts";
import { growTree } from "./tree.ts";
import { weigh } from "./weights.ts";

const SAMPLES = new URL("../../../pegasus/samples/", import.meta.url);
const TOOL = "google-pprof";
type Sums = ReadonlyMap<string, readonly [self: number, total: number]>;

function sample(name: string): Uint8Array<ArrayBuffer> {
  const bytes = readFileSync(new URL(name, SAMPLES));
  return new Uint8Array(name.endsWith(".gz") ? gunzipSync(bytes) : bytes);
}

const text = (name: string): string => new TextDecoder().decode(sample(name));

/** By address: the page's own sums, with each address for a function of its own. */
function ourSums(profile: StackProfile, measure: string): Sums {
  const functions = new Functions();
  const names = profile.sites.map(({ address }) => address.toString(16).padStart(16, "0"));
  const calls = callsOf(profile, names, functions);
  const tree = growTree([calls], { inverted: false, byThread: false });
  const values = profile.values[profile.measures.findIndex(({ type }) => type === measure)];
  const { self, total } = sumFunctions(tree, weigh(tree, [values ?? new Float64Array(0)], "amount"), names.length);
  return new Map(
    functions.names.flatMap((name, number) => {
      const of = (sums: readonly Float64Array[]): number => Math.trunc(sums[0]?.[number] ?? 0);
      // The tool does not list what costs nothing.
      return of(total) === 0 ? [] : [[name, [of(self), of(total)] as const]];
    }),
  );
}

/** `      49  13.4%  13.4%       49  13.4% 00007f4edcb28c4d name` */
function toolSums(said: string): Sums {
  return new Map(
    said.split("\n").flatMap((line) => {
      const [, self, total, address] = /^ *(\d+) +[\d.]+% +[\d.]+% +(\d+) +[\d.]+% ([\da-f]{8,16}) /.exec(line) ?? [];
      return address === undefined
        ? []
        : [[address.padStart(16, "0"), [Number(self), Number(total)] as const] as const];
    }),
  );
}

it("agrees on every address of a real server's profile", () => {
  const kept = text("pprof/by-address.txt").trim().split("\n");
  const theirs: Sums = new Map(
    kept.map((line) => {
      const [self, total, address = ""] = line.split(" ");
      return [address, [Number(self), Number(total)] as const];
    }),
  );
  expect(theirs.size).toBe(596);
  expect(ourSums(readProfile(sample("profile.prof")), "samples")).toEqual(theirs);
});

it.each([
  ["made.prof", "samples"],
  ["made.heap", "inuse_space"],
  ["made.heap-sample", "inuse_space"],
  ["made.growth", "inuse_space"],
])("agrees on every address of %s", (name, measure) => {
  const theirs = toolSums(text(`gperftools/${name}.txt`));
  expect(theirs.size).toBeGreaterThan(5);
  expect(ourSums(readProfile(sample(`gperftools/${name}`)), measure)).toEqual(theirs);
});

/** Names of the allocator's own functions would make the tool leave frames out: without maps it finds none. */
function withoutMaps(name: string): Uint8Array {
  return new TextEncoder().encode(text(name).replace(/MAPPED_LIBRARIES:[^]*$/, ""));
}

function asked(context: TestContext, file: Uint8Array, options: readonly string[]): Sums {
  if (spawnSync(TOOL, ["--version"]).error !== undefined) {
    const words = `LEFT OUT: ${TOOL} is not installed (apt-get install google-perftools)`;
    process.stderr.write(`\n${words}\n`);
    context.skip(words);
  }
  const folder = mkdtempSync(join(tmpdir(), "google-pprof-"));
  try {
    const path = join(folder, "profile");
    writeFileSync(path, file);
    const { stdout, status, stderr } = spawnSync(TOOL, ["--text", "--addresses", ...options, "/bin/true", path], {
      encoding: "utf8",
    });
    expect(status, stderr).toBe(0);
    return toolSums(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it.for<[name: string, measure: string, options: readonly string[]]>([
  ["gperftools/made.heap", "alloc_objects", ["--alloc_objects"]],
  ["pprof/heap-3s.gz", "alloc_space", ["--alloc_space", "--show_bytes"]],
  ["heap.txt", "inuse_space", ["--inuse_space", "--show_bytes"]],
  ["growth.txt", "inuse_space", ["--inuse_space", "--show_bytes"]],
])("agrees with the tool as it is installed on %s, %s", ([name, measure, options], context) => {
  const theirs = asked(context, withoutMaps(name), options);
  expect(theirs.size).toBeGreaterThan(5);
  expect(ourSums(readProfile(sample(name)), measure)).toEqual(theirs);
});

it.for<[string, WordFormat]>([
  ["32 bits, little end first", { bytes: 4, bigEndian: false }],
  ["64 bits, big end first", { bytes: 8, bigEndian: true }],
])("agrees with the tool as it is installed on a profile of %s", ([, words], context) => {
  const made: CpuProfile = { ...readCpuProfile(sample("gperftools/made.prof")), words, maps: "" };
  const file = new Uint8Array(writeCpuProfile(made));
  const theirs = asked(context, file, []);
  expect(theirs.size).toBeGreaterThan(5);
  expect(ourSums(readProfile(file), "samples")).toEqual(theirs);
});
