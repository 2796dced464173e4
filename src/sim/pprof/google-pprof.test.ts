// The tool that operators open profiles with must take the simulated ones. It is Debian's google-perftools; where it is missing, this
// says so and is left out.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, type TestContext } from "vitest";
import { CALL } from "#pegasus/endpoints.ts";
import { AddressSpace, readMaps } from "#pegasus/pprof/maps.ts";
import { nameOf, toAsk } from "#pegasus/pprof/names.ts";
import { writeSymbolRequest } from "#pegasus/pprof/symbol.ts";
import { REPLICAS, Sample } from "../sample-world.ts";

const [, NODE] = REPLICAS;
const TOOL = "google-pprof";
/** A CPU profile is announced; a heap's own first line says what it is. */
const HEADS = { profile: "--- profile\n", heap: "" } as const;

function leaveOutWithoutTool(context: TestContext): void {
  if (spawnSync(TOOL, ["--version"]).error === undefined) return;
  const words = `LEFT OUT: ${TOOL} is not installed (apt-get install google-perftools)`;
  process.stderr.write(`\n${words}\n`);
  context.skip(words);
}

async function bodyOf(sample: Sample, target: string, method: "GET" | "POST" = "GET", body = "") {
  const outcome = await sample.later(NODE, target, method, body);
  if (typeof outcome === "string" || !("status" in outcome)) throw new Error(`${target}: no answer`);
  return outcome.body;
}

/** What the tool says of a profile with the names that the server gives to its addresses (both forms in one file, as `--raw` writes). */
async function opened(
  sample: Sample,
  kind: keyof typeof HEADS,
  profile: Buffer,
  maps: string,
  addresses: readonly bigint[],
): Promise<string> {
  const space = new AddressSpace(readMaps(maps));
  // The tool looks callers up one byte before where they go on.
  const asked = [...new Set(addresses.flatMap((address) => [address, address - 1n]))];
  const said = await bodyOf(sample, "/pprof/symbol", "POST", writeSymbolRequest(toAsk(asked, space)));
  const answer = CALL.symbol.answer.decode(String(said));
  const names = new Map(answer.kind === "names" ? answer.names.map(({ address, name }) => [address, name]) : []);
  const symbols = asked.map(
    (address) => `0x${address.toString(16).padStart(16, "0")} ${nameOf(address, space, names)}\n`,
  );
  const head = `--- symbol\nbinary=${space.binary}\n${symbols.join("")}---\n${HEADS[kind]}`;
  const folder = mkdtempSync(join(tmpdir(), "simulated-pprof-"));
  try {
    const file = join(folder, "server.prof");
    writeFileSync(file, Buffer.concat([Buffer.from(head), profile]));
    const { status, stdout, stderr } = spawnSync(TOOL, ["--text", file], { encoding: "utf8" });
    expect(status, stderr).toBe(0);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it("opens the simulated CPU profile in google-pprof and finds the functions by name", async (context) => {
  leaveOutWithoutTool(context);
  const sample = new Sample();
  const body = await bodyOf(sample, "/pprof/profile?seconds=10");
  if (typeof body === "string") throw new Error("the profile is text");
  const { samples, maps } = CALL.profile.bytes.decode(body);
  const text = await opened(
    sample,
    "profile",
    Buffer.from(body),
    maps,
    samples.flatMap(({ stack }) => stack),
  );
  const total = samples.reduce((sum, { count }) => sum + count, 0);
  expect(text).toContain(`Total: ${total} samples`);
  expect(text).toMatch(/\d+ +[\d.]+% .* rocksdb::DBImpl::GetImpl$/m);
  expect(text).toMatch(/ 100\.0% +\d+ +[\d.]+% .*$/m);
});

it("opens the simulated heap in google-pprof and finds who keeps the memory", async (context) => {
  leaveOutWithoutTool(context);
  const sample = new Sample();
  const body = String(await bodyOf(sample, "/pprof/heap"));
  const { stacks, maps } = CALL.heap.answer.decode(body);
  const text = await opened(
    sample,
    "heap",
    Buffer.from(body),
    maps ?? "",
    stacks.flatMap(({ stack }) => stack),
  );
  expect(text).toMatch(/rocksdb::BlockFetcher::ReadBlockContents$/m);
});
