// Which partition a key lives in (reference 9.6; base/pegasus_key_schema.h:150-171, utils/crc.cpp).

const POLYNOMIAL = 0x9a6c_9329_ac4b_c9b5n;
const ALL = 2n ** 64n - 1n;

function tableOf(polynomial: bigint): readonly bigint[] {
  return Array.from({ length: 256 }, (_, byte) => {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit++) value = (value & 1n) === 1n ? (value >> 1n) ^ polynomial : value >> 1n;
    return value;
  });
}

const TABLE = tableOf(POLYNOMIAL);

/** CRC-64 with the low bit first, inverted before and after. */
export function crc64(bytes: Uint8Array): bigint {
  let crc = ALL;
  for (const byte of bytes) crc = (TABLE[Number(crc & 0xffn) ^ byte] ?? 0n) ^ (crc >> 8n);
  return crc ^ ALL;
}

/** A hash key's length is written in two bytes, of which 0xffff is not used. */
const MAX_HASH_KEY = 65_534;

/**
 * The hash of a key: of its hash key, or of the sort key where that is empty.
 * @throws {RangeError} no client can write a hash key that is so long.
 */
export function keyHash(hashKey: Uint8Array, sortKey: Uint8Array): bigint {
  if (hashKey.length > MAX_HASH_KEY) {
    throw new RangeError(`A hash key has at most ${MAX_HASH_KEY} bytes; this one has ${hashKey.length}.`);
  }
  return crc64(hashKey.length > 0 ? hashKey : sortKey);
}

/** The index of the partition. `partitions`: of the table, more than 0; during a split the new number counts. */
export function partitionOf(hashKey: Uint8Array, sortKey: Uint8Array, partitions: number): number {
  return Number(keyHash(hashKey, sortKey) % BigInt(partitions));
}
