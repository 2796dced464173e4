import { expect, it } from "vitest";
import { crc64, keyHash, partitionOf } from "./key-place.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

// Asked of a real cluster's shell, of a table with 16 partitions (reference 9.6).
it.each<[hashKey: string, sortKey: string, hash: bigint, partition: number]>([
  ["user1", "a", 7_981_776_058_791_923_768n, 8],
  ["hello", "world", 3_708_579_534_351_778_391n, 7],
  ["", "sortonly", 51_821_848_826_083_439n, 15],
  ["中文", "x", 5_909_640_513_483_729_082n, 10],
  ["k".repeat(40), "", 531_380_518_541_262_493n, 13],
])("hashes %j and %j to %s: partition %d of 16", (hashKey, sortKey, hash, partition) => {
  expect(keyHash(bytes(hashKey), bytes(sortKey))).toBe(hash);
  expect(partitionOf(bytes(hashKey), bytes(sortKey), 16)).toBe(partition);
});

it("looks at the sort key only where there is no hash key", () => {
  expect(keyHash(bytes("a"), bytes("b"))).toBe(keyHash(bytes("a"), bytes("c")));
  expect(keyHash(bytes(""), bytes("b"))).not.toBe(keyHash(bytes(""), bytes("c")));
});

it("hashes nothing to 0, and bytes that are no text", () => {
  expect(crc64(new Uint8Array())).toBe(0n);
  expect(crc64(Uint8Array.of(0xff, 0))).not.toBe(crc64(Uint8Array.of(0xff)));
});

it("sends a key of partition i to i or i + n when a table of n is split", () => {
  for (let index = 0; index < 200; index++) {
    const key = bytes(`key${index}`);
    const before = partitionOf(key, bytes(""), 8);
    expect([before, before + 8]).toContain(partitionOf(key, bytes(""), 16));
  }
});

it("refuses a hash key that no client can write", () => {
  expect(keyHash(new Uint8Array(65_534), bytes(""))).toBeTypeOf("bigint");
  expect(() => keyHash(new Uint8Array(65_535), bytes(""))).toThrow("at most 65534 bytes; this one has 65535");
});
