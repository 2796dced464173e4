import { expect, it } from "vitest";
import { partitionOf } from "#pegasus/key-place.ts";
import { readBytes } from "./escaped-bytes.ts";

it.each<[text: string, bytes: number[]]>([
  ["", []],
  ["a\\x00b", [0x61, 0, 0x62]],
  ["\\xFF\\xfe", [0xff, 0xfe]],
  ["\\\\x41", [0x5c, 0x78, 0x34, 0x31]],
  ["中", [0xe4, 0xb8, 0xad]],
  ["é\\x80", [0xc3, 0xa9, 0x80]],
])("reads %s", (text, bytes) => {
  expect(readBytes(text)).toEqual({ ok: true, bytes: Uint8Array.from(bytes) });
});

it.each(["\\", "a\\n", "\\x4", "\\xg0"])("says that %s is no key", (text) => {
  expect(readBytes(text)).toMatchObject({ ok: false, why: expect.stringMatching(/position/) });
});

it("finds a typed key where a real cluster's shell did (reference 9.6)", () => {
  const bytes = (text: string): Uint8Array => {
    const read = readBytes(text);
    if (!read.ok) throw new Error(read.why);
    return read.bytes;
  };
  expect(partitionOf(bytes("\\xe4\\xb8\\xad文"), bytes("x"), 16)).toBe(10);
  expect(partitionOf(bytes(""), bytes("sortonly"), 16)).toBe(15);
});
