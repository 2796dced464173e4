import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readProfile } from "#pegasus/pprof/profile-file.ts";
import type { StackProfile } from "#pegasus/pprof/stack-profile.ts";
import { fitted } from "./layout.ts";
import { imageOf, namesOf, offsetsOf, unnamedOf } from "./named.ts";
import { OpenProfiles, type Named } from "./opened.ts";
import { growTree } from "./tree.ts";

const SAMPLES = new URL("../../../pegasus/samples/", import.meta.url);
const sample = (name: string): Uint8Array => readFileSync(new URL(name, SAMPLES));
const said: Record<string, string> = JSON.parse(readFileSync(new URL("pprof/symbols.json", SAMPLES), "utf8"));

/** Stacks as `main a b: 3`, the outermost first, with a thread before a bar where there is one. */
function profileOf(...lines: readonly string[]): Named {
  const names: string[] = [];
  const numberOf = (name: string): number => {
    if (!names.includes(name)) names.push(name);
    return names.indexOf(name);
  };
  const frames: number[] = [];
  const ends: number[] = [];
  const values: number[] = [];
  const threads: string[] = [];
  for (const line of lines) {
    const [, thread, stack = "", value] = /^(?:(\S+) \| )?(.*): (\d+)$/.exec(line) ?? [];
    frames.push(...stack.split(" ").map(numberOf).toReversed());
    ends.push(frames.length);
    values.push(Number(value));
    if (thread !== undefined) threads.push(thread);
  }
  const profile: StackProfile = {
    kind: "cpu",
    measures: [{ type: "samples", unit: "count" }],
    standard: 0,
    sites: names.map((name, index) => ({ address: BigInt(index), name })),
    frames: Uint32Array.from(frames),
    ends,
    values: [Float64Array.from(values)],
    threads: threads.length === 0 ? null : { names: threads, of: threads.map((_, index) => index) },
    period: null,
    mappings: [],
    damage: null,
  };
  return { profile, names };
}

const COUNT = { measure: "samples", scale: "share" } as const;
const UPRIGHT = { inverted: false, byThread: false };
const PROGRAM = profileOf("main a b: 3", "main a: 1", "main c b: 4", "main a a b: 2");

/** `depth name total`, row by row. */
function drawn(open: OpenProfiles, shape = UPRIGHT, zoom: readonly number[] = [], width = 1000): string[] {
  const { rects } = open.flame(COUNT, shape, zoom, "", width);
  return Array.from(rects.nodes, (node, index) => {
    const facts = open.frame(COUNT, shape, node);
    return `${rects.depths[index]} ${facts.name} ${facts.total.join("/")}`;
  }).toSorted();
}

it("shares the beginnings of stacks, the widest first", () => {
  const open = new OpenProfiles([PROGRAM]);
  expect(drawn(open)).toEqual(["0 all 10", "1 main 10", "2 a 6", "2 c 4", "3 a 2", "3 b 3", "3 b 4", "4 b 2"]);
  const { rects } = open.flame(COUNT, UPRIGHT, [], "", 1000);
  const at = (name: string): number[] => [...rects.labels].flatMap(([index, label]) => (label === name ? [index] : []));
  const [a = -1] = at("a");
  const [c = -1] = at("c");
  expect([rects.lefts[a], rects.widths[a], rects.lefts[c], rects.widths[c]]).toEqual([0, 600, 600, 400]);
});

it("turns over, so that what costs by itself stands first", () => {
  const open = new OpenProfiles([PROGRAM]);
  expect(drawn(open, { inverted: true, byThread: false }).slice(0, 4)).toEqual(["0 all 10", "1 a 1", "1 b 9", "2 a 5"]);
});

it("zooms to a path of functions, and as far as there is one", () => {
  const open = new OpenProfiles([PROGRAM]);
  const { path } = open.flame(COUNT, UPRIGHT, [], "", 1000);
  expect(path.map(({ name }) => name)).toEqual(["all"]);
  // Functions are numbered as they come: main is 0.
  const zoomed = open.flame(COUNT, UPRIGHT, [0, 1, 999], "", 1000);
  expect(zoomed.path.map(({ name }) => name)).toEqual(["all", "main", "a"]);
  expect([...zoomed.rects.widths].slice(0, 3)).toEqual([1000, 1000, 1000]);
});

it("leaves out what is narrower than a pixel", () => {
  const open = new OpenProfiles([profileOf("main big: 9999", "main small: 1")]);
  expect(drawn(open)).toEqual(["0 all 10000", "1 main 10000", "2 big 9999"]);
  expect(drawn(open, UPRIGHT, [0, 2])).toContain("2 small 1");
});

it("counts a function that calls itself once in each stack", () => {
  const { rows, all } = new OpenProfiles([PROGRAM]).top(COUNT, "");
  expect(all).toEqual([10]);
  expect(Object.fromEntries(rows.map(({ name, self, total }) => [name, [self[0], total[0]]]))).toEqual({
    main: [0, 10],
    a: [1, 6],
    b: [9, 9],
    c: [0, 4],
  });
});

it.each([
  ["a", { main: 6, a: 2 }, { b: 5, a: 2 }],
  ["b", { a: 5, c: 4 }, {}],
  ["main", { nobody: 10 }, { a: 6, c: 4 }],
])("tells who calls %s and whom it calls", (name, callers, callees) => {
  const list = new OpenProfiles([PROGRAM]).callsOf(COUNT, name);
  const told = (rows: readonly { readonly name: string | null; readonly total: readonly number[] }[] = []): object =>
    Object.fromEntries(rows.map((row) => [row.name ?? "nobody", row.total[0]]));
  expect(told(list?.callers)).toEqual(callers);
  expect(told(list?.callees)).toEqual(callees);
});

it("knows no callers of a function that is not there", () => {
  expect(new OpenProfiles([PROGRAM]).callsOf(COUNT, "nowhere")).toBeNull();
});

it.each([
  ["A", 1, 6],
  ["main", 1, 10],
  ["b", 1, 9],
  ["x", 0, 0],
])("finds “%s” in %d functions that take %d", (text, functions, amount) => {
  const { match, rects } = new OpenProfiles([
    profileOf("main a b: 3", "main a: 1", "main c b: 4", "main a a b: 2"),
  ]).flame(COUNT, UPRIGHT, [], text === "A" ? "A" : text, 1000);
  // "main" has an a, too.
  expect(match).toEqual(text === "A" ? { functions: 2, amounts: [10] } : { functions, amounts: [amount] });
  expect(rects.found.some((found) => found === 1)).toBe(functions > 0);
});

it("puts two profiles side by side, each by its share or by its amount", () => {
  const before = profileOf("main a: 10", "main gone: 10");
  const after = profileOf("main a: 100", "main new: 100");
  const open = new OpenProfiles([before, after]);
  expect(drawn(open)).toEqual(["0 all 20/200", "1 main 20/200", "2 a 10/100", "2 gone 10/0", "2 new 0/100"]);
  const wide = (scale: "share" | "amount"): number[] => {
    const { rects } = open.flame({ measure: "samples", scale }, UPRIGHT, [], "", 1000);
    return [...rects.widths].map(Math.round).toSorted((a, b) => b - a);
  };
  expect(wide("share")).toEqual([1000, 1000, 500, 250, 250]);
  expect(wide("amount")).toEqual([1000, 1000, 500, 455, 45]);
  const { rects } = open.flame(COUNT, UPRIGHT, [], "", 1000);
  const toneOf = (name: string): number | undefined =>
    [...rects.labels].flatMap(([index, label]) => (label === name ? [rects.tones[index]] : []))[0];
  expect([toneOf("gone"), toneOf("a"), toneOf("new")]).toEqual([5, 9, 13]);
});

it("does not compare what counts different things", () => {
  const heap = { ...PROGRAM, profile: { ...PROGRAM.profile, measures: [{ type: "inuse_space", unit: "bytes" }] } };
  expect(() => new OpenProfiles([PROGRAM, heap])).toThrow(/count different things/);
});

it("puts threads between the root and their stacks where they are told", () => {
  const open = new OpenProfiles([profileOf("io | main a: 3", "rocksdb | main b: 1")]);
  expect(open.threads).toBe(true);
  expect(drawn(open, { inverted: false, byThread: true }).slice(0, 3)).toEqual([
    "0 all 4",
    "1 thread io 3",
    "1 thread rocksdb 1",
  ]);
  expect(new OpenProfiles([PROGRAM]).threads).toBe(false);
});

it("has nothing to draw of a process that did nothing", () => {
  const profile = readProfile(sample("profile.idle.prof"));
  const open = new OpenProfiles([{ profile, names: namesOf(profile, new Map()) }]);
  expect(drawn(open)).toEqual(["0 all 0"]);
  expect(open.top({ measure: "cpu", scale: "share" }, "").rows).toEqual([]);
});

it("gives a real profile the names that its server gave, asked about its offsets", () => {
  const profile = readProfile(sample("profile.prof"));
  const offsets = offsetsOf(profile);
  const names = new Map(offsets.map((offset) => [offset, said[`0x${offset.toString(16)}`] ?? ""]));
  expect(unnamedOf(profile, new Map())).toBe(offsets.length);
  expect(unnamedOf(profile, names) / offsets.length).toBeLessThan(0.05);
  expect(imageOf(profile)).toMatch(/^0\+[\da-f]+(,[\da-f]+\+[\da-f]+)+$/);
  const shown = namesOf(profile, names);
  const open = new OpenProfiles([{ profile, names: shown }]);
  const { rows } = open.top({ measure: "cpu", scale: "share" }, "pegasus_write_service");
  const row = rows.find(({ name }) => name === "pegasus::server::pegasus_write_service::batch_put");
  expect(row?.total[0]).toBeGreaterThan(0);
  expect(shown).not.toContain("_end");
});

it("tells what it has of a profile that breaks off", () => {
  const whole = sample("profile.prof");
  const { damage, ends } = readProfile(whole.subarray(0, 20_000));
  expect(damage).toMatch(/breaks off: only its first \d+ stacks could be read/);
  expect(ends.length).toBeGreaterThan(100);
});

it("refuses stacks that have so little in common that they would fill the memory", () => {
  const frames = Uint32Array.from({ length: 1000 }, (_, frame) => frame);
  const ends = Array.from({ length: 100 }, (_, stack) => (stack + 1) * 10);
  const calls = { frames, ends, threads: null };
  expect(growTree([calls], UPRIGHT).size).toBe(1001);
  expect(() => growTree([calls], UPRIGHT, 500)).toThrow(/so little in common that they make more than 499 frames/);
});

it.each([
  ["rocksdb::DBImpl::Get", 300, "rocksdb::DBImpl::Get"],
  ["rocksdb::DBImpl::Get", 100, "DBImpl::Get"],
  ["rocksdb::DBImpl::Get", 40, "Get"],
  ["std::function<void (a::b)>::call", 60, "call"],
  ["apply_mutation", 60, "apply_…"],
  ["x", 20, "x"],
])("writes %s into %d px as %s", (name, width, text) => {
  expect(fitted(name, width)).toBe(text);
});
