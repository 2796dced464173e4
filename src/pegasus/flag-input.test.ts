import { expect, it } from "vitest";
import { FLAG_TYPES, type FlagType } from "./answers/config.ts";
import { readFlagInput } from "./flag-input.ts";

function flag(type: FlagType, name = "some_number") {
  return { name, type, mutable: true };
}

it.each<[type: FlagType, typed: string, shown: string]>([
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
])("as %s, %s is sent as it is and shown as %s", (type, typed, shown) => {
  expect(readFlagInput(flag(type), typed)).toEqual({ ok: true, text: typed.trim(), shown, words: null });
});

it("converts a number with a unit into the flag's own", () => {
  const read = readFlagInput(flag("FV_UINT32", "config_sync_interval_ms"), "1.5min");
  expect(read).toEqual({ ok: true, text: "90000", shown: "90000", words: "1.5 min" });
});

it.each<[type: FlagType, typed: string, reason: RegExp]>([
  ["FV_BOOL", "1", /true or false/],
  ["FV_BOOL", "", /Type a value/],
  ["FV_UINT32", "   ", /Type a value/],
  ["FV_INT32", "2147483648", /from -2,147,483,648 to 2,147,483,647/],
  ["FV_UINT32", "-1", /from 0 to/],
  ["FV_UINT64", "18446744073709551616", /18,446,744,073,709,551,615/],
  ["FV_UINT32", "08", /octal/],
  ["FV_UINT32", "0x", /whole number/],
  ["FV_UINT32", "1.0", /whole number/],
  ["FV_UINT32", "10 000", /whole number/],
  ["FV_UINT32", "10ms", /whole number/],
  ["FV_UINT32", "ten", /whole number/],
  ["FV_UINT32", "1&2", /&/],
  ["FV_UINT32", "some_number=1", /the value alone/],
  ["FV_UINT32", "1\n2", /Control/],
  ["FV_DOUBLE", "nan", /a number/],
  ["FV_DOUBLE", "1e999", /a number/],
  ["FV_DOUBLE", "0x1p3", /a number/],
  ["FV_STRING", "x", /cannot change text/],
])("as %s, %j is refused before it is sent", (type, typed, reason) => {
  const read = readFlagInput(flag(type), typed);
  expect(read.ok ? "accepted" : read.reason).toMatch(reason);
});

it("refuses what the flag's own validator does, in words, and a unit that does not fit", () => {
  const limited = { ...flag("FV_UINT32", "some_ms"), limit: { kind: "range", min: "1" } } as const;
  expect(readFlagInput(limited, "0")).toEqual({ ok: false, reason: "It must be at least 1." });
  expect(readFlagInput(limited, "1 MB")).toMatchObject({ ok: false });
});

it.each(FLAG_TYPES)("a flag of type %s that cannot be changed takes nothing", (type) => {
  expect(readFlagInput({ ...flag(type), mutable: false }, "1")).toMatchObject({ ok: false });
});
