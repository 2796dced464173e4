import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { AnswerError } from "../answers/codec.ts";
import { readCpuProfile, writeCpuProfile, type CpuProfile, type WordFormat } from "./cpu-profile.ts";

const sample = (name: string): Uint8Array => readFileSync(new URL(`../samples/${name}`, import.meta.url));
const SMALL: Omit<CpuProfile, "damage"> = {
  words: { bytes: 8, bigEndian: false },
  periodUs: 10_000,
  samples: [
    { count: 3, stack: [0x55ff_d068_f231n, 0x7f4e_ddb3_985dn] },
    { count: 1, stack: [0x1234n] },
  ],
  maps: "00400000-00401000 r-xp 00000000 00:00 0 /bin/x\n",
};

it.each<[string, WordFormat]>([
  ["64 bits, little end first", { bytes: 8, bigEndian: false }],
  ["32 bits, little end first", { bytes: 4, bigEndian: false }],
  ["64 bits, big end first", { bytes: 8, bigEndian: true }],
  ["32 bits, big end first", { bytes: 4, bigEndian: true }],
])("writes and reads words of %s", (_what, words) => {
  const samples = [{ count: 7, stack: [0x1000n, 0xffff_fff0n] }];
  const profile = { ...SMALL, words, samples };
  expect(readCpuProfile(writeCpuProfile(profile))).toEqual({ ...profile, damage: null });
});

it("reads what google-pprof reads out of a real profile", () => {
  const { samples, periodUs, damage } = readCpuProfile(sample("profile.prof"));
  expect([periodUs, damage]).toEqual([10_000, null]);
  expect(samples.reduce((sum, { count }) => sum + count, 0)).toBe(367);
  const own = new Map<string, number>();
  for (const { count, stack } of samples) {
    const address = (stack[0] ?? 0n).toString(16).padStart(16, "0");
    own.set(address, (own.get(address) ?? 0) + count);
  }
  const listed = new TextDecoder()
    .decode(sample("pprof/by-address.head"))
    .split("\n")
    .flatMap((line) => {
      const [, count, address] = /^ +(\d+) .* ([0-9a-f]{16}) /.exec(line) ?? [];
      return count === undefined || address === undefined ? [] : [[address, Number(count)] as const];
    });
  expect(listed.length).toBeGreaterThan(50);
  for (const [address, count] of listed) expect(own.get(address), address).toBe(count);
});

it("reads a profile of a process that did nothing", () => {
  expect(readCpuProfile(sample("profile.idle.prof"))).toMatchObject({ samples: [], damage: null, periodUs: 10_000 });
});

it.each([
  ["in the middle of a stack", 9 * 8, 1],
  ["between two stacks", 9 * 8 + 8, 1],
  ["before the first", 5 * 8, 0],
  ["in the trailer", 14 * 8, 2],
])("tells what it has of a profile that breaks off %s", (_what, length, stacks) => {
  const { samples, damage } = readCpuProfile(writeCpuProfile(SMALL).subarray(0, length));
  expect(samples).toHaveLength(stacks);
  expect(damage).toBe(`The profile breaks off: only its first ${stacks} stacks could be read.`);
});

it.each<[string, (words: BigUint64Array) => void, RegExp]>([
  ["a stack as deep as the file is not", (words) => (words[6] = 0xffff_ffff_ffffn), /cannot be so deep/],
  ["an empty stack", (words) => (words[6] = 0n), /cannot be so deep/],
  ["a count of all bits", (words) => (words[5] = 2n ** 64n - 1n), /cannot be true/],
])("stops at %s", (_what, spoil, words) => {
  const bytes = writeCpuProfile(SMALL);
  spoil(new BigUint64Array(bytes.buffer, 0, 10));
  expect(readCpuProfile(bytes).damage).toMatch(words);
});

it.each<[string, Uint8Array, RegExp]>([
  ["nothing", new Uint8Array(), /no CPU profile/],
  ["a failure in words", new TextEncoder().encode("No profile file"), /no profile, but: No profile file/],
  ["zeros", new Uint8Array(4096), /no CPU profile/],
  ["noise", Uint8Array.from({ length: 4096 }, (_, index) => (index * 89 + 7) % 251), /no CPU profile/],
  ["200 MB", new Uint8Array(200_000_000), /200000000 bytes/],
  ["a header that is longer than the file", new Uint8Array(new BigUint64Array([0n, 900n, 0n, 1n]).buffer), /no CPU/],
])("refuses %s", (_what, bytes, words) => {
  const read = (): unknown => readCpuProfile(bytes);
  expect(read).toThrow(AnswerError);
  expect(read).toThrow(words);
});

it("stops after half a million stacks, of which no real profile has so many", () => {
  const words = new BigUint64Array(3_000_000).fill(1n);
  words.set([0n, 3n, 0n, 10_000n, 0n]);
  const { samples, damage } = readCpuProfile(new Uint8Array(words.buffer));
  expect(samples).toHaveLength(500_000);
  expect(damage).toContain("more stacks than this reads: only its first 500000");
});

it("keeps addresses of all 64 bits to the last", () => {
  const samples = [{ count: 1, stack: [0xffff_ffff_ff60_0001n, 2n ** 53n + 1n, 2n ** 53n - 1n] }];
  for (const bigEndian of [false, true]) {
    const words: WordFormat = { bytes: 8, bigEndian };
    expect(readCpuProfile(writeCpuProfile({ ...SMALL, words, samples })).samples).toEqual(samples);
  }
});

it("reads a view into a larger buffer", () => {
  const bytes = writeCpuProfile(SMALL);
  const larger = new Uint8Array(bytes.length + 3);
  larger.set(bytes, 3);
  expect(readCpuProfile(larger.subarray(3)).samples).toEqual(SMALL.samples);
});
