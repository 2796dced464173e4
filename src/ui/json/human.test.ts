import { expect, it } from "vitest";
import { formatTime } from "../format.ts";
import { humanText } from "./human.ts";

it.each<[key: string, value: string, unit: string | null, text: string | null]>([
  ["get_latency_ns", "61234", null, "61.2 µs"],
  ["p99", "402113", "NanoSeconds", "402 µs"],
  ["value", "12", "MegaBytes", "12 MiB"],
  ["value", "7", "Requests", null],
  ["value", "7", null, null],
  ["timeout_ms", "30000", null, "30 s"],
  ["backup_interval_seconds", "86400", null, "24.0 h"],
  ["ttl_s", "259200", null, "3.0 d"],
  ["block_size_bytes", "65536", null, "64 KiB"],
  ["rdb_total_sst_size_mb", "1536", null, "1.50 GiB"],
  ["ms", "-90000", null, "-2 min"],
  ["size_bytes", "12x", null, null],
  ["nodes", "1773388800", null, null],
])("%s %s (%s) is %s", (key, value, unit, text) => {
  expect(humanText(key, value, unit)).toBe(text);
});

it.each<[key: string, value: string, at: number]>([
  ["timestamp_ns", "1773388800123456789", 1773388800123],
  ["create_time", "1773388800", 1773388800000],
  ["expire_ms", "1773388800000", 1773388800000],
  ["last_ts", "1773388800000", 1773388800000],
])("%s %s is a time of day", (key, value, at) => {
  expect(humanText(key, value, null)).toBe(formatTime(at));
});
