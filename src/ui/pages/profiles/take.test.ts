import { expect, it } from "vitest";
import { readSymbolRequest } from "#pegasus/pprof/symbol.ts";
import { NO_HEAP_SAMPLES } from "#pegasus/refusals/pprof.ts";
import type { Exchange } from "../../send.ts";
import { droppedIds, fileNameOf, LIMITS, type Entry } from "./entries.ts";
import type { Inspected } from "./protocol.ts";
import { refusalOf } from "./refusal.ts";
import { nameFunctions, take, type Port, type Step } from "./take.ts";
import { readSeconds, targetOf, type Wish } from "./wish.ts";

const SERVER = "10.0.0.1:34801";
const CPU: Wish = { kind: "cpu", seconds: 10 };
const BUILD = { version: "2.6.0", commit: "db756dcd" };

function exchange(facts: Partial<Exchange>): Exchange {
  return {
    method: "POST",
    url: "",
    status: 200,
    contentType: "text/plain",
    headers: [],
    text: "",
    bytes: null,
    size: 0,
    server: SERVER,
    hops: [],
    ms: 1,
    at: 1000,
    ...facts,
  };
}

const INSPECTED: Inspected = {
  kind: "cpu",
  stacks: 3,
  measure: { type: "cpu", unit: "nanoseconds" },
  total: 30,
  offsets: Array.from({ length: 300 }, (_, index) => BigInt(0x1000 + index)),
  image: "0+1000",
  damage: null,
};

/** A server that names each offset after itself, `_end` for the last, and what came of it. */
function world(changed: Partial<Port> = {}) {
  const asked: string[] = [];
  const kept: { entry: Entry; names: ReadonlyMap<bigint, string> }[] = [];
  const builds = new Map<string, ReadonlyMap<bigint, string>>();
  const steps: Step[] = [];
  const port: Port = {
    ask: (_server, target, body) => {
      asked.push(body === undefined ? target : `${target} of ${readSymbolRequest(body).length}`);
      if (body === undefined) return Promise.resolve(exchange({ bytes: new Uint8Array([1, 2, 3]) }));
      const lines = readSymbolRequest(body).map((offset) => {
        return `0x${offset.toString(16)}\t${offset === 0x1000n + 299n ? "_end" : `f${offset}`}\n`;
      });
      return Promise.resolve(exchange({ text: lines.join("") }));
    },
    version: () => Promise.resolve(BUILD),
    inspect: () => Promise.resolve(INSPECTED),
    knownNames: (build) => Promise.resolve(builds.get(build) ?? new Map()),
    rememberNames: (build, names) =>
      Promise.resolve(void builds.set(build, new Map([...(builds.get(build) ?? []), ...names]))),
    keep: (entry, { names }) => Promise.resolve(void kept.push({ entry, names })),
    now: () => 500,
    newId: () => "id",
    ...changed,
  };
  const run = (wish: Wish): Promise<void> => take(port, "c", SERVER, wish, (step) => steps.push(step));
  return { asked, kept, builds, steps, port, run };
}

it("takes a profile, asks for the names of its functions in batches, and keeps both", async () => {
  const { asked, kept, steps, run } = world();
  await run(CPU);
  expect(asked[0]).toBe("/pprof/profile?seconds=10");
  expect(asked.slice(1).every((one) => /^\/pprof\/symbol of \d+$/.test(one))).toBe(true);
  expect(asked.length).toBeGreaterThan(2);
  expect(asked.length).toBeLessThan(6);
  const [first] = kept;
  expect(first?.entry).toMatchObject({
    server: SERVER,
    cluster: "c",
    at: 1000,
    seconds: 10,
    build: BUILD,
    trouble: null,
  });
  expect(first?.names.get(0x1000n)).toBe("f4096");
  expect(first?.names.size).toBe(299);
  expect(steps.map(({ kind }) => kind).filter((kind, index, all) => kind !== all[index - 1])).toEqual([
    "taking",
    "reading",
    "naming",
    "kept",
  ]);
});

it("asks no second time for what a build has answered, and not for another's names", async () => {
  const { asked, kept, run, port } = world();
  await run(CPU);
  const before = asked.length;
  await run(CPU);
  expect(asked.slice(before)).toEqual(["/pprof/profile?seconds=10"]);
  expect(kept[1]?.names.size).toBe(299);
  const other = { offsets: [1n], image: "0+2000" };
  await nameFunctions(port, SERVER, BUILD, other, () => {});
  expect(asked.at(-1)).toBe("/pprof/symbol of 1");
});

it("keeps a profile without names where the server names none, and says so", async () => {
  const { kept, port, steps } = world();
  const deaf: Port = {
    ...port,
    ask: (server, target, body) => (body === undefined ? port.ask(server, target) : Promise.reject(new Error("gone"))),
  };
  await take(deaf, "c", SERVER, CPU, (step) => steps.push(step));
  expect(kept[0]?.names.size).toBe(0);
  expect(kept[0]?.entry.trouble).toBe("The server named no more functions: gone");
});

it.each<[string, Partial<Exchange>, RegExp]>([
  ["busy", { status: 500 }, /Another profile is being taken/],
  ["a process that does not sample", { status: 500, text: NO_HEAP_SAMPLES.body }, /does not sample its heap/],
  ["a build without gperftools", { status: 404, text: 'service not found for "pprof/profile"' }, /without gperftools/],
  ["a working directory that is full", { text: "No profile file" }, /could not make the profile/],
  ["a refusal of another kind", { status: 503, text: "no" }, /status 503/],
])("explains %s", async (_what, facts, title) => {
  const { run, steps, kept } = world({ ask: () => Promise.resolve(exchange(facts)) });
  await run(CPU);
  expect(steps.at(-1)).toMatchObject({ kind: "failed", title: expect.stringMatching(title) });
  expect(kept).toEqual([]);
  expect(refusalOf(exchange(facts))?.message).toMatch(/\.$|: no$/);
});

it("says what is wrong with a profile that cannot be read", async () => {
  const { run, steps } = world({ inspect: () => Promise.reject(new Error("It breaks off.")) });
  await run(CPU);
  expect(steps.at(-1)).toEqual({
    kind: "failed",
    title: "What the server sent cannot be read",
    message: "It breaks off.",
  });
});

it("tells the command line without what stands after its end", async () => {
  const { run, steps } = world({ ask: () => Promise.resolve(exchange({ text: "./pegasus_server\nconfig.ini\n5cU" })) });
  await run({ kind: "command line", seconds: 10 });
  expect(steps.at(-1)).toEqual({ kind: "told", words: ["./pegasus_server", "config.ini"] });
});

it.each<[Wish, string]>([
  [CPU, "/pprof/profile?seconds=10"],
  [{ kind: "heap sample", seconds: 10 }, "/pprof/heap"],
  [{ kind: "heap", seconds: 60 }, "/pprof/heap?seconds=60"],
  [{ kind: "growth", seconds: 10 }, "/pprof/growth"],
])("asks for %j by %s", (wish, target) => {
  expect(targetOf(wish)).toBe(target);
});

it.each([
  ["10", 10],
  ["1", 1],
  ["60", 60],
  ["0", null],
  ["61", null],
  ["1.5", null],
  ["", null],
  ["-3", null],
  ["1e1", null],
])("reads %j seconds as %s", (text, seconds) => {
  expect(readSeconds(text)).toBe(seconds);
});

const ENTRY: Entry = {
  id: "a",
  kind: "cpu",
  cluster: "c",
  server: SERVER,
  at: Date.UTC(2026, 2, 2, 14, 3, 22),
  seconds: 10,
  build: null,
  note: "",
  size: 1000,
  stacks: 1,
  measure: INSPECTED.measure,
  total: 1,
  trouble: null,
};

it("lets the oldest make room, those with a note last, and never the newest", () => {
  const many = Array.from({ length: LIMITS.entries + 2 }, (_, index) => ({ ...ENTRY, id: String(index), at: index }));
  expect(droppedIds(many, "0")).toEqual(["2", "1"]);
  const noted = many.map((entry) => (entry.id === "1" ? { ...entry, note: "before the upgrade" } : entry));
  expect(droppedIds(noted, "0")).toEqual(["3", "2"]);
  const large = [ENTRY, { ...ENTRY, id: "b", at: 0, size: LIMITS.bytes }];
  expect(droppedIds(large, "a")).toEqual(["b"]);
  expect(droppedIds(large, "b")).toEqual(["a"]);
});

it.each<[Partial<Entry>, "raw" | "pprof", string]>([
  [{}, "raw", "cpu-10.0.0.1_34801-20260302T140322Z.prof"],
  [{}, "pprof", "cpu-10.0.0.1_34801-20260302T140322Z.pb.gz"],
  [{ kind: "heap sample" }, "raw", "heap-sample-10.0.0.1_34801-20260302T140322Z.heap"],
  [{ cluster: null, server: "mine.prof" }, "raw", "mine.prof"],
  [{ cluster: null, server: "mine.prof" }, "pprof", "mine.pb.gz"],
  [{ cluster: null, server: "x.pb.gz", kind: "pprof" }, "pprof", "x.pb.gz"],
])("calls the file of %j as %s %s", (changed, as, name) => {
  expect(fileNameOf({ ...ENTRY, ...changed }, as)).toBe(name);
});
