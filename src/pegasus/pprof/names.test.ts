import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { cmdline } from "./cmdline.ts";
import { readCpuProfile } from "./cpu-profile.ts";
import { AddressSpace, readMaps, writeMaps } from "./maps.ts";
import { callSite, isResolved, nameOf, symbolRequests, toAsk } from "./names.ts";
import { readSymbolRequest, symbol, writeSymbolRequest } from "./symbol.ts";

const folder = new URL("../samples/", import.meta.url);
const profile = readCpuProfile(readFileSync(new URL("profile.prof", folder)));
const space = new AddressSpace(readMaps(profile.maps));
const said: Record<string, string> = JSON.parse(readFileSync(new URL("pprof/symbols.json", folder), "utf8"));
const SERVER = "/opt/peg/build/src/server/pegasus_server";

it("finds the server's binary and its load base in the maps of a real profile", () => {
  expect(space.binary).toBe(SERVER);
  expect(space.loadBase(SERVER)).toBe(0x55ff_d057_7000n);
  expect(space.placeOf(0x55ff_d068_f590n)).toEqual({ kind: "binary", path: SERVER, offset: 0x11_8590n });
  expect(space.placeOf(0x7f4e_de25_6000n)).toMatchObject({ kind: "library", offset: 0x2000n });
});

it("names most of the server's own frames from what the server said of their offsets", () => {
  const addresses = profile.samples.flatMap(({ stack }) => stack.map(callSite));
  const asked = toAsk(addresses, space);
  const names = new Map(asked.map((offset) => [offset, said[`0x${offset.toString(16)}`] ?? ""]));
  expect([...names.values()].every((name) => name !== "")).toBe(true);
  const resolved = [...names.values()].filter((name) => isResolved(name)).length;
  expect(resolved / names.size).toBeGreaterThan(0.95);
  const shown = new Set(addresses.map((address) => nameOf(address, space, names)));
  expect(shown).toContain("pegasus::server::pegasus_write_service::batch_put");
  expect([...shown].filter((name) => /^lib.*\+0x/.test(name)).length).toBeGreaterThan(50);
  expect([...shown].some((name) => name === "_end" || name === "__abi_tag")).toBe(false);
});

it.each([
  ["_end", false],
  ["_edata", false],
  ["__bss_start", false],
  ["_fini", false],
  ["__abi_tag", false],
  ["0x7f0000000000", false],
  ["", false],
  ["_init", true],
  ["dsn::rpc_holder", true],
])("takes %j for a name: %s", (name, resolved) => {
  expect(isResolved(name)).toBe(resolved);
});

it("gives maps back that it has read, but for devices and inodes", () => {
  const mappings = readMaps(profile.maps);
  expect(mappings.length).toBeGreaterThan(300);
  expect(readMaps(writeMaps(mappings))).toEqual(mappings);
});

it.each([
  ["no maps at all", ""],
  ["lines that are none", "hello\n\n12-34\n"],
])("knows no place with %s", (_what, text) => {
  const nowhere = new AddressSpace(readMaps(text));
  expect(nowhere.binary).toBeNull();
  expect(nowhere.placeOf(0x1234n)).toBeNull();
  expect(nameOf(0x1234n, nowhere, new Map())).toBe("0x1234");
});

it("asks for addresses as they are where the server lies at a fixed place, and forgets that its file was replaced", () => {
  const fixed = new AddressSpace(
    readMaps(
      "00400000-00500000 r-xp 00000000 00:00 1 /bin/server (deleted)\n00600000-00700000 rw-p 00000000 00:00 0 \n",
    ),
  );
  expect(fixed.placeOf(0x40_1000n)?.offset).toBe(0x40_1000n);
  expect(nameOf(0x40_1000n, fixed, new Map())).toBe("server+0x401000");
  expect(fixed.placeOf(0x60_0000n)).toBeNull();
  expect(fixed.placeOf(0x50_0000n)).toBeNull();
});

it("asks in requests that fit into one segment, and each offset once", () => {
  const offsets = Array.from({ length: 1000 }, (_, index) => BigInt(0x10_0000 + index));
  const bodies = symbolRequests(offsets);
  expect(bodies.every((body) => body.length <= 1000)).toBe(true);
  expect(bodies.flatMap((body) => readSymbolRequest(body))).toEqual(offsets);
  expect(symbolRequests([])).toEqual([]);
});

it("looks for a call before its return address, and at the innermost frame itself", () => {
  expect([callSite(5n, 0), callSite(5n, 1), callSite(0n, 1)]).toEqual([5n, 4n, 0n]);
});

it.each([
  ["addresses", "0x1234+0x5678", [0x1234n, 0x5678n]],
  ["addresses without 0x", "1234+abcdef", [0x1234n, 0xabcdefn]],
  ["a quote before them", "'0x1+0x2", [1n, 2n]],
  ["what is no number", "hello+0x", [0n, 0n]],
  ["rubbish after one", "0x12zz", [0x12n]],
  ["empty ones", "+0x1++0x2+", [1n, 2n]],
  ["nothing", "", []],
  ["one beyond 64 bits", "0x1ffffffffffffffff", [2n ** 64n - 1n]],
])("reads %s as the server does", (_what, body, addresses) => {
  expect(readSymbolRequest(body)).toEqual(addresses);
});

it("writes addresses that it can read", () => {
  expect(readSymbolRequest(writeSymbolRequest([0x40_0000n, 1n]))).toEqual([0x40_0000n, 1n]);
});

it.each([
  ["a line without a tab", "0x00400000 name\n"],
  ["a line that breaks off", "0x00400000\tname"],
  ["a page of a proxy", "<html>\n"],
])("refuses %s as names", (_what, text) => {
  expect(() => symbol.decode(text)).toThrow(/line/);
});

it("keeps stray bytes after the command line apart from it", () => {
  expect(cmdline.decode("./pegasus_server\nconfig.ini\n5cU")).toEqual({
    arguments: ["./pegasus_server", "config.ini"],
    stray: "5cU",
  });
  expect(cmdline.decode("")).toEqual({ arguments: [], stray: "" });
});
