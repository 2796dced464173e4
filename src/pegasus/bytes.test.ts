import { expect, it } from "vitest";
import { bytesOf, textOf } from "./bytes.ts";

it.each<[what: string, bytes: readonly number[], text: string]>([
  ["nothing", [], ""],
  ["ASCII", [0x61, 0x62], "ab"],
  ["UTF-8 of two, three and four bytes", [0xc3, 0xa9, 0xe8, 0xa1, 0xa8, 0xf0, 0x9f, 0x90, 0x98], "é表🐘"],
  ["a byte order mark", [0xef, 0xbb, 0xbf, 0x61], "\ufeffa"],
  ["bytes that are never UTF-8", [0xff, 0xfe], "\udcff\udcfe"],
  ["a sequence that ends too soon", [0x61, 0xe8, 0xa1], "a\udce8\udca1"],
  ["a stray byte between good ones", [0xc3, 0xa9, 0x80, 0x61], "é\udc80a"],
  ["an overlong form", [0xc0, 0x80], "\udcc0\udc80"],
  ["a surrogate in UTF-8", [0xed, 0xb2, 0x80], "\udced\udcb2\udc80"],
])("keeps %s", (_, bytes, text) => {
  expect(textOf(Uint8Array.from(bytes))).toBe(text);
  expect([...bytesOf(text)]).toEqual(bytes);
});
