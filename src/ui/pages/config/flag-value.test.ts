import { expect, it } from "vitest";
import { FLAG_TYPES, type FlagType } from "#pegasus/answers/config.ts";
import { checkValue, typeWords } from "./flag-value.ts";

it.each<[type: FlagType, typed: string, meaning: string]>([
  ["FV_BOOL", "true", "true"],
  ["FV_BOOL", "FALSE", "false"],
  ["FV_INT32", "-2147483648", "-2147483648"],
  ["FV_INT32", "2147483647", "2147483647"],
  ["FV_INT32", "+5", "5"],
  ["FV_INT32", "0", "0"],
  ["FV_INT32", "00", "0"],
  ["FV_INT32", "-0", "0"],
  ["FV_UINT32", "0x10", "16"],
  ["FV_UINT32", "0XfF", "255"],
  ["FV_UINT32", "010", "8"],
  ["FV_UINT32", " 20 ", "20"],
  ["FV_UINT32", "4294967295", "4294967295"],
  ["FV_INT64", "-0x8000000000000000", "-9223372036854775808"],
  ["FV_UINT64", "18446744073709551615", "18446744073709551615"],
  ["FV_UINT64", "9007199254740993", "9007199254740993"],
  ["FV_DOUBLE", "0.754", "0.75"],
  ["FV_DOUBLE", "1e-3", "0.00"],
  ["FV_DOUBLE", ".5", "0.50"],
  ["FV_DOUBLE", "-3.", "-3.00"],
])("as %s, %s means %s", (type, typed, meaning) => {
  expect(checkValue(type, typed)).toEqual({ ok: true, text: typed.trim(), meaning });
});

it.each<[type: FlagType, typed: string, reason: RegExp]>([
  ["FV_BOOL", "1", /true and false/],
  ["FV_BOOL", "", /Type a value/],
  ["FV_INT32", "2147483648", /from -2,147,483,648 to 2,147,483,647/],
  ["FV_UINT32", "-1", /from 0 to/],
  ["FV_UINT64", "18446744073709551616", /18,446,744,073,709,551,615/],
  ["FV_UINT32", "08", /octal/],
  ["FV_UINT32", "0x", /not a whole number/],
  ["FV_UINT32", "1.0", /not a whole number/],
  ["FV_UINT32", "10 000", /not a whole number/],
  ["FV_UINT32", "ten", /not a whole number/],
  ["FV_UINT32", "1&2", /&/],
  ["FV_UINT32", "1\n", /Control/],
  ["FV_DOUBLE", "nan", /not a number/],
  ["FV_DOUBLE", "1e999", /too large/],
  ["FV_DOUBLE", "0x1p3", /not a number/],
  ["FV_STRING", "x", /cannot change text/],
])("as %s, %j is refused", (type, typed, reason) => {
  const checked = checkValue(type, typed);
  expect(checked.ok ? "accepted" : checked.reason).toMatch(reason);
});

it.each(FLAG_TYPES)("%s says what may be typed", (type) => {
  expect(typeWords(type)).not.toBe("");
});
