/** Making small recordings out of big ones. */
import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect, it } from "vitest";

import { readHarFile } from "../src/sim/replay/har-file.ts";
import { selectEntries, type Selection } from "./recording.ts";

const EVERYTHING: Selection = {
  servers: [],
  from: Number.NEGATIVE_INFINITY,
  to: Number.POSITIVE_INFINITY,
  largest: Number.POSITIVE_INFINITY,
};

function entry(request: string, second: number, text = "{}"): Record<string, unknown> {
  const [method, url] = request.split(" ");
  return {
    startedDateTime: `2026-01-01T00:00:0${second}.000Z`,
    request: { method, url },
    response: {
      status: 200,
      headers: [{ name: "Content-Length", value: String(text.length) }],
      content: { text, size: text.length },
      bodySize: text.length,
      _rawHead: `HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n`,
    },
  };
}

function runScript(...options: string[]): Promise<{ stdout: string }> {
  const script = join(import.meta.dirname, "recording.ts");
  return promisify(execFile)(process.execPath, ["--import", "tsx", script, ...options]);
}

const ENTRIES = [
  entry("GET http://127.0.0.1:34601/meta/apps?detail", 1),
  entry("GET http://127.0.0.1:34801/metrics", 2, `{${" ".repeat(500)}}`),
  entry("POST http://127.0.0.1:34601/version", 3),
  entry("GET http://127.0.0.1:34601/updateConfig?a=1", 4),
  entry("GET http://127.0.0.1:34601/pprof/heap", 5),
  entry("POST http://127.0.0.1:34601/meta/app/start_compaction", 6),
  entry("GET http://127.0.0.1:34601/no/such/path", 7),
  entry("GET http://127.0.0.1:34601/version%", 8),
];

it.each<[string, Partial<Selection>, number[]]>([
  ["what reads, whoever was asked", {}, [1, 2, 3]],
  ["some servers", { servers: ["34801"] }, [2]],
  ["some requests", { only: /\/meta\// }, [1]],
  ["all but some requests", { without: /^POST/ }, [1, 2]],
  [
    "a span of time, its ends included",
    { from: Date.UTC(2026, 0, 1, 0, 0, 2), to: Date.UTC(2026, 0, 1, 0, 0, 3) },
    [2, 3],
  ],
  ["what is small enough", { largest: 400 }, [1, 3]],
])("keeps %s", (_what, selection, seconds) => {
  const kept = selectEntries(ENTRIES, { ...EVERYTHING, ...selection });
  expect(kept).toEqual(seconds.map((second) => ENTRIES[second - 1]));
});

const flag = (name: string, value: string, type = "FV_STRING"): string =>
  `"${name}":{"name":"${name}","section":"s","type":"${type}","tags":"","description":"d","value":"${value}"}`;

it("masks secret flags and counts the length anew, and leaves all others as they were", () => {
  const secret = flag("server_key", "0123456789ABCDEF");
  const others = [flag("a_key_count", "3", "FV_INT32"), flag("krb5_keytab", ""), flag("cluster_name", "c")].join(",");
  const [kept] = selectEntries([entry("GET http://127.0.0.1:1/configs", 1, `{${others},${secret}}\n`)], EVERYTHING);
  const safe = `{${others},${flag("server_key", "******")}}\n`;
  expect(kept).toMatchObject({
    response: {
      headers: [{ name: "Content-Length", value: String(safe.length) }],
      content: { text: safe, size: safe.length },
      bodySize: safe.length,
      _rawHead: `HTTP/1.1 200 OK\r\nContent-Length: ${safe.length}\r\n\r\n`,
    },
  });
});

it("masks a secret flag that was asked for by its name", () => {
  const text = `${flag("server_key", "0123").slice('"server_key":'.length)}\n`;
  const [kept] = selectEntries([entry("GET http://127.0.0.1:1/config?name=server_key", 1, text)], EVERYTHING);
  expect(JSON.stringify(kept)).not.toContain("0123");
});

it("has masked all secrets in the recordings of this repository", async () => {
  const { entries } = await readHarFile(join(import.meta.dirname, "../e2e/recordings/01b-healthy-with-data.har.gz"));
  expect(entries.length).toBeGreaterThan(100);
  expect(selectEntries(entries, EVERYTHING)).toEqual(entries);
});

it("says how it is used when it is told too little", async () => {
  await expect(runScript()).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining("Usage: npx tsx scripts/recording.ts --out"),
  });
});

it("writes a recording that can be read again", async () => {
  const out = join(await mkdtemp(join(tmpdir(), "recording-")), "out.har.gz");
  const source = join(import.meta.dirname, "../e2e/recordings/06-node-down.har.gz");
  const options = ["--servers", "34803", "--to", "2026-11-22T10:09:36Z", "--comment", "short", "--out", out, source];
  const { stdout } = await runScript(...options);
  expect(stdout).toMatch(/out\.har\.gz: 4 of 363 entries, \d KiB/);
  const { comment, entries } = await readHarFile(out);
  expect([comment, entries.length]).toEqual(["short", 4]);
});
