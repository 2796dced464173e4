// Leaf schemas of the table printer, which writes every value as a string (reference 1.6).
import * as z from "zod/mini";

/** `"8"` ⇄ 8. Only integers that a double holds exactly. */
export const intText = z.codec(z.string().check(z.regex(/^-?\d+$/, "expected an integer in a string")), z.int(), {
  decode: Number,
  encode: String,
});

/** `"-1"` ⇄ -1n, for what is 64 bits wide in the server (ballots). */
export const bigText = z.codec(z.string().check(z.regex(/^-?\d+$/, "expected an integer in a string")), z.bigint(), {
  decode: BigInt,
  encode: String,
});

/** `"65.00"` ⇄ 65: the printer's doubles always have two decimals. */
export const fixed2Text = z.codec(
  z.string().check(z.regex(/^-?\d+\.\d\d$/, "expected a number with two decimals")),
  z.number(),
  {
    decode: Number,
    encode: (value) => value.toFixed(2),
  },
);

/** `"true"` ⇄ true. */
export const boolText = z.codec(z.enum(["true", "false"]), z.boolean(), {
  decode: (text) => text === "true",
  encode: (value) => (value ? "true" : "false"),
});

/** `"a:1,b:2"` ⇄ `["a:1", "b:2"]`. */
export const commaList = z.codec(z.string(), z.array(z.string()), {
  decode: (text) => text.split(",").filter((item) => item !== ""),
  encode: (items) => items.join(","),
});

/** `"[a:1,b:2]"` ⇄ `["a:1", "b:2"]`: brackets and commas, not JSON (2.10). */
export const bracketList = z.codec(
  z.string().check(z.regex(/^\[.*\]$/, "expected a list in brackets")),
  z.array(z.string()),
  {
    decode: (text) =>
      text
        .slice(1, -1)
        .split(",")
        .filter((item) => item !== ""),
    encode: (items) => `[${items.join(",")}]`,
  },
);

/** `"2/3"` ⇄ `{ live: 2, max: 3 }`. */
export const fractionText = z.codec(
  z.string().check(z.regex(/^\d+\/\d+$/, "expected live/max")),
  z.object({ live: z.int(), max: z.int() }),
  {
    decode: (text) => {
      const [live = "0", max = "0"] = text.split("/");
      return { live: Number(live), max: Number(max) };
    },
    encode: ({ live, max }) => `${live}/${max}`,
  },
);

/** `"-"` ⇄ null, any other text itself. */
export const dashText = z.codec(z.string(), z.nullable(z.string()), {
  decode: (text) => (text === "-" ? null : text),
  encode: (value) => value ?? "-",
});
