// Leaf schemas of the nlohmann dialect, which writes real numbers (reference 1.6).
import * as z from "zod/mini";

/** `1024` ⇄ 1024n: 64 bits wide in the server, so that no decree is ever rounded (trap 23). */
export const int64 = z.codec(z.union([z.int(), z.bigint()]), z.bigint(), {
  decode: (value) => BigInt(value),
  encode: (value) => value,
});
