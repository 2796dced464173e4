import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { app, appNodes } from "./answers/app.ts";
import { AnswerError } from "./answers/codec.ts";
import { config, configs, FLAG_TYPES } from "./answers/config.ts";
import { metrics, metricsError } from "./answers/metrics.ts";
import { CALL, ENDPOINTS } from "./endpoints.ts";
import { countHealth } from "./health.ts";

const FOLDER = new URL("samples/", import.meta.url);
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith(".txt"));
const PROFILES = readdirSync(FOLDER).filter((file) => file.endsWith(".prof"));
const read = (file: string): string => readFileSync(new URL(file, FOLDER), "utf8");
const nameOf = (file: string): string => file.split(".")[0] ?? "";

/** The only answer to a call of these pages that is 200 and yet no document (reference 2.4). */
const REFUSALS = ["config.unknown.txt"];

function codecOf(file: string): { decode: (text: string) => unknown; encode: (value: never) => string } {
  if (nameOf(file) === "metricsError") return metricsError;
  const endpoint = ENDPOINTS.find(({ name }) => name === nameOf(file));
  if (endpoint === undefined || !("answer" in endpoint)) throw new Error(`${file} is named after no endpoint`);
  return endpoint.answer;
}

it.each(FILES.filter((file) => !REFUSALS.includes(file)))("gives %s back to the byte", (file) => {
  const { decode, encode } = codecOf(file);
  // Whatever the codec decoded it can encode.
  expect(encode(decode(read(file)) as never)).toBe(read(file));
});

it.each(PROFILES)("gives %s back to the byte", (file) => {
  const bytes = readFileSync(new URL(file, FOLDER));
  expect(Buffer.compare(CALL.profile.bytes.encode(CALL.profile.bytes.decode(bytes)), bytes)).toBe(0);
});

it.each(REFUSALS)("does not take %s for an answer", (file) => {
  expect(() => codecOf(file).decode(read(file))).toThrow(AnswerError);
});

it.each(ENDPOINTS.map(({ name }) => name))("has a recorded answer of %s", (name) => {
  expect([...FILES, ...PROFILES].map((file) => nameOf(file))).toContain(name);
});

it("has a recorded flag of every type", () => {
  const types = Object.values(configs.decode(read("configs.txt"))).map(({ type }) => type);
  expect(new Set(types)).toEqual(new Set(FLAG_TYPES));
});

it("has the same flag alone and among all", () => {
  const flag = config.decode(read("config.uint64.txt"));
  expect(configs.decode(read("configs.txt"))[flag.name]).toEqual(flag);
});

it.each(["metrics.brief.txt", "metrics.none.txt"])("keeps the nanoseconds of %s to the last digit", (file) => {
  const stamp = metrics.decode(read(file)).timestamp_ns;
  expect(typeof stamp).toBe("bigint");
  expect(read(file)).toContain(`"timestamp_ns": ${stamp},`);
});

it.each(FILES.filter((file) => nameOf(file) === "app" && file !== "app.txt"))(
  "counts the health of %s as the server did, and sums up its nodes",
  (file) => {
    const detail = app.decode(read(file));
    const partitions = Object.values(detail.replicas ?? {});
    const counts = countHealth(partitions);
    expect(detail.healthy).toEqual({
      fully_healthy_partition_count: counts.fully_healthy,
      unhealthy_partition_count: counts.unhealthy,
      write_unhealthy_partition_count: counts.write_unhealthy,
      read_unhealthy_partition_count: counts.read_unhealthy,
    });
    const rows = appNodes(detail);
    expect(rows.map(({ node }) => node)).not.toContain("total");
    const total = detail.nodes?.["total"]?.total;
    expect(rows.reduce((sum, row) => sum + row.total, 0)).toBe(total);
  },
);
