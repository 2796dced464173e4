import { expect, it } from "vitest";
import { AnswerError } from "../answers/codec.ts";
import { readHeapProfile, writeHeapProfile, type HeapProfile } from "./heap-profile.ts";
import { estimated, sampleRate } from "./heap-scale.ts";

const HEAD = "heap profile:      2:    65576 [     2:    65576] @ heap_v2/524288\n";
const PROFILE: HeapProfile = {
  type: "growth",
  total: { inUse: { objects: 2, bytes: 10 }, allocated: { objects: 3, bytes: 20 } },
  stacks: [
    { inUse: { objects: 1, bytes: 4 }, allocated: { objects: 1, bytes: 4 }, stack: [1n, 0x7f75_5ae3_ca10n] },
    { inUse: { objects: 1, bytes: 6 }, allocated: { objects: 2, bytes: 16 }, stack: [] },
  ],
  maps: "00400000-00401000 r-xp 00000000 00:00 0\n",
};

it("writes columns as gperftools does, and reads them again", () => {
  const text = writeHeapProfile(PROFILE);
  expect(text.split("\n").slice(0, 2)).toEqual([
    "heap profile:      2:       10 [     3:       20] @ growth",
    "     1:        4 [     1:        4] @ 0x1 0x7f755ae3ca10",
  ]);
  expect(readHeapProfile(text)).toEqual(PROFILE);
  expect(readHeapProfile(writeHeapProfile({ ...PROFILE, maps: null })).maps).toBeNull();
});

it("keeps counts that are wider than their columns", () => {
  const wide = { objects: 1_234_567, bytes: 3_623_362_560 };
  const text = writeHeapProfile({ ...PROFILE, total: { inUse: wide, allocated: wide } });
  expect(text).toContain("heap profile: 1234567: 3623362560 [1234567: 3623362560] @ growth\n");
  expect(readHeapProfile(text).total.inUse).toEqual(wide);
});

it.each([
  ["nothing", "", /line 1/],
  ["the reason why there is none", "The environment variable TCMALLOC_SAMPLE_PARAMETER should", /line 1/],
  ["a line that is none", `${HEAD}     1:        8 [     1:        8] @ 0x1\nhello\n`, /line 3/],
  ["a line that breaks off", `${HEAD}     1:        8 [`, /line 2/],
  ["an address that is none", `${HEAD}     1:        8 [     1:        8] @ 0xzz\n`, /line 2/],
  ["an address of too many digits", `${HEAD}     1:        8 [     1:        8] @ 0x${"f".repeat(17)}\n`, /line 2/],
  ["200 MB", " ".repeat(200_000_000), /200000000 characters/],
])("refuses %s and says where", (_what, text, where) => {
  const read = (): unknown => readHeapProfile(text);
  expect(read).toThrow(AnswerError);
  expect(read).toThrow(where);
});

it.each([
  ["a sample", "heap_v2/524288", 524_288],
  ["a sample, compressed", "heapz_v2/1024", 1024],
  ["growth", "growth", null],
  ["a profile of all", "heapprofile", null],
  ["a rate of nothing", "heap_v2/0", null],
])("knows of %s (%s) how much one allocation stands for: %s", (_what, type, rate) => {
  expect(sampleRate({ ...PROFILE, type })).toBe(rate);
});

it.each([
  ["much smaller than the rate", { objects: 1, bytes: 512 }, 1024.5],
  ["of the size of the rate", { objects: 1, bytes: 524_288 }, 1.58],
  ["much larger than the rate", { objects: 1, bytes: 52_428_800 }, 1],
])("takes a sampled allocation %s for so many", (_what, seen, objects) => {
  const made = estimated(seen, 524_288);
  expect(made.objects).toBeCloseTo(objects, 1);
  expect(made.bytes / made.objects).toBeCloseTo(seen.bytes, 5);
});

it("leaves alone what is no sample, and what is nothing", () => {
  expect(estimated({ objects: 3, bytes: 9 }, null)).toEqual({ objects: 3, bytes: 9 });
  expect(estimated({ objects: 0, bytes: 0 }, 1024)).toEqual({ objects: 0, bytes: 0 });
  expect(estimated({ objects: 1, bytes: 0 }, 1024)).toEqual({ objects: 1, bytes: 0 });
});
