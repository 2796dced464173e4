import { expect, it } from "vitest";
import { readJson } from "../json.ts";
import { readMetricsQuickly } from "./metrics-text.ts";

const answer = (time: string, rest = '"entities":[]'): string => `{"role":"replica","timestamp_ns": ${time},${rest}}`;

it.each([
  ["an ordinary answer", answer("1773388800123456789")],
  [
    "values of all kinds",
    answer("1773388800123456789", '"entities":[{"a":-1.5e3,"b":"\\u00e9\\n","c":null,"d":true}]'),
  ],
  ["a short time", answer("1234567890123456")],
  ["15 digits elsewhere", answer("1773388800123456789", '"value":123456789012345')],
])("reads %s as the careful reader does", (_what, text) => {
  expect(readMetricsQuickly(text)).toEqual(readJson(text));
});

it.each([
  ["a counter that a double cannot hold", answer("1773388800123456789", '"value":9223372036854775807')],
  ["a long number before the time", `{"a":9223372036854775807,"timestamp_ns":1773388800123456789}`],
  ["a time that is not the document's own", `{"a":{"timestamp_ns":1773388800123456789}}`],
  ["a time within a text", String.raw`{"a":"\"timestamp_ns\":1773388800123456789,"}`],
  ["no time", `{"entities":[]}`],
  ["a list", `[{"timestamp_ns":1773388800123456789}]`],
  ["what is not JSON", answer("1773388800123456789", '"entities":[}')],
])("leaves %s to the careful reader", (_what, text) => {
  expect(readMetricsQuickly(text)).toBeUndefined();
});
