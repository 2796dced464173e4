import { expect, it } from "vitest";
import * as z from "zod/mini";
import { bigText, boolText, bracketList, commaList, dashText, fixed2Text, fractionText, intText } from "./text.ts";

it.each([
  ["an integer", intText, "8", 8],
  ["a negative integer", intText, "-1", -1],
  ["a 64-bit integer", bigText, "-9223372036854775808", -9_223_372_036_854_775_808n],
  ["a number of two decimals", fixed2Text, "65.00", 65],
  ["a number of two decimals", fixed2Text, "0.47", 0.47],
  ["a negative number of two decimals", fixed2Text, "-1.50", -1.5],
  ["true", boolText, "true", true],
  ["false", boolText, "false", false],
  ["a comma list", commaList, "a:1,b:2", ["a:1", "b:2"]],
  ["an empty comma list", commaList, "", []],
  ["a bracket list", bracketList, "[a:1,b:2]", ["a:1", "b:2"]],
  ["an empty bracket list", bracketList, "[]", []],
  ["a fraction", fractionText, "2/3", { live: 2, max: 3 }],
  ["nothing", dashText, "-", null],
  ["something", dashText, "r1:34801", "r1:34801"],
])("reads %s and writes it again", (_what, schema, text, value) => {
  // Each row pairs a schema with its own values; the table as a whole has no common type.
  const leaf = schema as z.ZodMiniType;
  expect(z.decode(leaf, text)).toEqual(value);
  expect(z.encode(leaf, value)).toBe(text);
});

it.each([
  ["an empty text as an integer", intText, ""],
  ["hexadecimal", intText, "0x10"],
  ["a fraction as an integer", intText, "1.0"],
  ["an integer that a double would round", intText, "9007199254740993"],
  ["a bare number", intText, 8],
  ["words as a 64-bit integer", bigText, "many"],
  ["one decimal", fixed2Text, "1.5"],
  ["no number", fixed2Text, "nan"],
  ["yes", boolText, "yes"],
  ["a capital letter", boolText, "True"],
  ["a list without brackets", bracketList, "a,b"],
  ["half a fraction", fractionText, "2/"],
  ["a negative fraction", fractionText, "-1/3"],
  ["no text at all", dashText, null],
])("refuses %s", (_what, schema, text) => {
  expect(z.safeDecode(schema as z.ZodMiniType, text).success).toBe(false);
});
