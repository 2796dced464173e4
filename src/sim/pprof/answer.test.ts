import { expect, it } from "vitest";
import { bytesOf, textOf } from "#pegasus/bytes.ts";
import { CALL } from "#pegasus/endpoints.ts";
import type { CpuProfile } from "#pegasus/pprof/cpu-profile.ts";
import { AddressSpace, readMaps } from "#pegasus/pprof/maps.ts";
import { isResolved, nameOf, toAsk } from "#pegasus/pprof/names.ts";
import { writeSymbolRequest } from "#pegasus/pprof/symbol.ts";
import type { Answer } from "../http/answer.ts";
import { METAS, REPLICAS, Sample } from "../sample-world.ts";
import { NO_PPROF } from "../scenarios/versions.ts";

const [META, STANDBY] = METAS;
const [NODE, OTHER] = REPLICAS;

async function answered(
  sample: Sample,
  server: string,
  target: string,
  method: "GET" | "POST" = "GET",
  body = "",
): Promise<Answer> {
  const outcome = await sample.later(server, target, method, body);
  if (typeof outcome === "string" || !("status" in outcome)) throw new Error(`${target}: no answer`);
  return outcome;
}

async function bytesAt(sample: Sample, server: string, target: string): Promise<Uint8Array> {
  const { body } = await answered(sample, server, target);
  return typeof body === "string" ? bytesOf(body) : body;
}

async function textAt(sample: Sample, server: string, target: string, method: "GET" | "POST" = "GET", body = "") {
  const answer = await answered(sample, server, target, method, body);
  return typeof answer.body === "string" ? answer.body : textOf(answer.body);
}

async function profileOf(sample: Sample, server: string, seconds: number): Promise<CpuProfile> {
  return CALL.profile.bytes.decode(await bytesAt(sample, server, `/pprof/profile?seconds=${seconds}`));
}

/** What the server says of the addresses of its binary, by offset. */
async function namesOf(sample: Sample, server: string, addresses: Iterable<bigint>, space: AddressSpace) {
  const body = writeSymbolRequest(toAsk(addresses, space));
  const answer = CALL.symbol.answer.decode(await textAt(sample, server, "/pprof/symbol", "POST", body));
  if (answer.kind !== "names") throw new Error("no names");
  return new Map(answer.names.map(({ address, name }) => [address, name]));
}

it("gives a whole profile of gperftools, with the stacks of a server that is busy", async () => {
  const sample = new Sample();
  const profile = await profileOf(sample, NODE, 10);
  expect(profile).toMatchObject({ periodUs: 10_000, damage: null });
  expect(profile.samples.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(500);
  const space = new AddressSpace(readMaps(profile.maps));
  expect(space.binary).toBe("/opt/pegasus/bin/pegasus_server");
  const addresses = profile.samples.flatMap(({ stack }) => stack);
  const names = await namesOf(sample, NODE, addresses, space);
  expect([...names.values()].filter((name) => !isResolved(name))).toEqual([]);
  const stacks = profile.samples.map(({ stack }) => stack.map((address) => nameOf(address, space, names)));
  const seen = stacks.map((stack) => stack.join(" < ")).join("\n");
  expect(seen).toMatch(/rocksdb::DBImpl::GetImpl < .*rpc_request_task::exec < .* < libc\.so\.6\+0x/);
  expect(seen).toMatch(/rocksdb::InlineSkipList::FindSpliceForLevel < rocksdb::InlineSkipList::Insert/);
  expect(stacks.every((stack) => stack.length > 3)).toBe(true);
});

it("knows the binary by offset, and neither raw addresses nor libraries", async () => {
  const sample = new Sample();
  const { samples, maps } = await profileOf(sample, NODE, 5);
  const space = new AddressSpace(readMaps(maps));
  const addresses = [...new Set(samples.flatMap(({ stack }) => stack))];
  const asked = async (list: readonly bigint[]): Promise<Set<string>> => {
    const text = await textAt(sample, NODE, "/pprof/symbol", "POST", writeSymbolRequest(list));
    const answer = CALL.symbol.answer.decode(text);
    return new Set(answer.kind === "names" ? answer.names.map(({ name }) => name) : []);
  };
  expect(await asked(addresses)).toEqual(new Set(["_end"]));
  expect((await asked(toAsk(addresses, space))).has("_end")).toBe(false);
});

it.each<[what: string, body: string, answer: string]>([
  [
    "the addresses of recording 01",
    "0x7f0000000000+0x400000",
    "0x7f0000000000\t_end\n0x00400000\tboost::asio::execution::detail::blocking_t\n",
  ],
  ["a quote before them", "'0x400000", "0x00400000\tboost::asio::execution::detail::blocking_t\n"],
  ["one before the first symbol", "0x10", "0x00000010\t0x00000010\n"],
  ["one at the beginning of the file", "0xb45", "0x00000b45\t__abi_tag\n"],
  ["words", "hello", "0x00000000\t0x00000000\n"],
  ["nothing", "", ""],
])("answers symbols for %s", async (_, body, answer) => {
  expect(await textAt(new Sample(), NODE, "/pprof/symbol", "POST", body)).toBe(answer);
});

it("counts its symbols, and takes seconds for the first call only", async () => {
  const sample = new Sample();
  const began = sample.now;
  expect(await textAt(sample, META, "/pprof/symbol")).toBe("num_symbols: 31252\n");
  const first = sample.now;
  expect(first - began).toBeGreaterThan(1000);
  expect(first - began).toBeLessThan(2500);
  await textAt(sample, META, "/pprof/symbol");
  expect(sample.now).toBe(first);
});

it.each<[target: string, seconds: number]>([
  ["/pprof/profile?seconds=7", 7],
  ["/pprof/profile", 60],
  ["/pprof/profile?seconds=0", 0],
  ["/pprof/profile?seconds=abc", 0],
  ["/pprof/profile?seconds=3x", 3],
  ["/pprof/profile?seconds=", 60],
  ["/pprof/profile?other=1&seconds=2", 2],
  // 32 bits of microseconds: 4295 s are 32.704 ms more than they hold.
  ["/pprof/profile?seconds=4295", 0.032704],
  // The raw query counts, not the decoded one.
  ["/pprof/profile?%73econds=5", 60],
  ["/pprof/heap?seconds=4", 4],
  ["/pprof/heap?%73econds=4", 4],
  ["/pprof/heap?seconds=0", 0],
  ["/pprof/heap?seconds=abc", 0],
])("holds its worker for the seconds of %s", async (target, seconds) => {
  const sample = new Sample();
  const began = sample.now;
  expect((await answered(sample, OTHER, target)).status).toBe(200);
  expect((sample.now - began) / 1000).toBeCloseTo(seconds, 5);
});

it.each(["/pprof/profile?seconds=1", "/pprof/heap?seconds=1", "/pprof/heap", "/pprof/growth"])(
  "answers 500 without a word to %s while a profile is taken",
  async (target) => {
    const sample = new Sample();
    const running = sample.later(OTHER, "/pprof/profile?seconds=5");
    expect(await answered(sample, OTHER, target)).toEqual({ status: 500, body: "" });
    expect(await answered(sample, NODE, "/pprof/growth")).toMatchObject({ status: 200 });
    expect(await running).toMatchObject({ status: 200 });
    expect(await answered(sample, OTHER, "/pprof/growth")).toMatchObject({ status: 200 });
  },
);

it("samples the heap only where the process was started with it", async () => {
  const sample = new Sample();
  const text =
    "The environment variable TCMALLOC_SAMPLE_PARAMETER should set to a positive value, such as 524288, before running.";
  expect(await answered(sample, NODE, "/pprof/heap")).toEqual({ status: 500, body: text });
  expect(await answered(sample, NODE, "/pprof/heap?seconds=x")).toEqual({ status: 500, body: text });
  const heap = CALL.heap.answer.decode(await textAt(sample, OTHER, "/pprof/heap"));
  expect(heap.type).toBe("heap_v2/524288");
  expect(heap.maps).toContain("/opt/pegasus/bin/pegasus_server");
});

it.each<[target: string, type: string]>([
  ["/pprof/heap", "heap_v2/524288"],
  ["/pprof/heap?seconds=3", "heapprofile"],
  ["/pprof/growth", "growth"],
])("writes %s in its text form, sums and all", async (target, type) => {
  const sample = new Sample();
  const text = await textAt(sample, OTHER, target);
  const { total, stacks, ...rest } = CALL.heap.answer.decode(text);
  expect(CALL.heap.answer.encode({ total, stacks, ...rest })).toBe(text);
  expect(rest.type).toBe(type);
  expect(stacks.length).toBeGreaterThan(5);
  expect(total.inUse.bytes).toBe(stacks.reduce((sum, { inUse }) => sum + inUse.bytes, 0));
  expect(total.allocated.objects).toBe(stacks.reduce((sum, { allocated }) => sum + allocated.objects, 0));
});

it("keeps in its heap what its metrics say that the block cache holds", async () => {
  const sample = new Sample();
  const { stacks } = CALL.heap.answer.decode(await textAt(sample, OTHER, "/pprof/heap"));
  const bytes = stacks.reduce((sum, { inUse }) => {
    const size = inUse.bytes / inUse.objects;
    return sum + inUse.bytes / (1 - Math.exp(-size / 524_288));
  }, 0);
  const query = "/metrics?types=server&metrics=rdb_block_cache_mem_usage_bytes";
  const [server] = CALL.metrics.answer.decode(sample.body(OTHER, query)).entities;
  const cache = Number(server?.metrics[0]?.value);
  expect(bytes / cache).toBeGreaterThan(1);
  expect(bytes / cache).toBeLessThan(2.5);
});

it("finds metas nearly idle", async () => {
  const sample = new Sample();
  const { samples, damage } = await profileOf(sample, STANDBY, 2);
  expect(damage).toBeNull();
  expect(samples.length).toBeLessThan(3);
});

it("tells its command line, and stray bytes where real ones do", async () => {
  const sample = new Sample();
  const replica = CALL.cmdline.answer.decode(await textAt(sample, NODE, "/pprof/cmdline"));
  expect(replica).toEqual({ arguments: ["./pegasus_server", "config.ini", "-app_list", "replica"], stray: "" });
  const meta = CALL.cmdline.answer.decode(await textAt(sample, META, "/pprof/cmdline"));
  expect(meta.arguments).toEqual(["./pegasus_server", "config.ini", "-app_list", "meta"]);
  expect(bytesOf(meta.stray)).toHaveLength(3);
});

it.each(["profile", "heap", "growth", "symbol", "cmdline"])(
  "has no /pprof/%s in a build without gperftools",
  async (call) => {
    const sample = new Sample(1, NO_PPROF.plan);
    expect(await answered(sample, NODE, `/pprof/${call}`)).toEqual({
      status: 404,
      body: `service not found for "pprof/${call}"`,
    });
    expect(await textAt(sample, NODE, "/")).not.toContain("pprof");
    expect(sample.body(NODE, "/metrics?metrics=tcmalloc_released_bytes")).toContain('"entities": []');
  },
);
