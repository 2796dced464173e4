import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { entry, START, writeRecording, writeTemporary } from "./har-fixture.ts";
import { readRecording } from "./recording.ts";

const cluster = { at: 0, request: "http://m1:34601/meta/cluster" };
const har = (entries: readonly unknown[]): string => JSON.stringify({ log: { entries } });
const without = (key: string): unknown => ({ ...Object(entry(cluster)), [key]: undefined });

it.each([
  ["is not gzip although its name says so", "a.har.gz", "hello", /a\.har\.gz is not gzip/],
  ["is gzip that breaks off", "b.har.gz", gzipSync(har([])).subarray(0, 15), /b\.har\.gz cannot be unpacked: /],
  ["is not JSON", "c.har", '{"log":\n {"entries": [,]}}', /c\.har is not JSON: Unexpected "," at line 2, column 15/],
  ["is empty", "d.har", "", /d\.har is not JSON: The text ends/],
  ["is JSON of another sort", "e.har", "[1]", /e\.har is JSON, but not a HAR recording: it has no "log" object/],
  ["has no entries", "f.har", '{"log":{}}', /f\.har is JSON, but not a HAR recording: "log.entries" is not a list/],
  ["has an entry that is no object", "g.har", har([entry(cluster), 7]), /g\.har: log\.entries\[1\] is missing or not/],
  [
    "has an entry without a time",
    "h.har",
    har([without("startedDateTime")]),
    /h\.har: log\.entries\[0\]: "startedDateTime" should be a time .*, but is missing/,
  ],
  [
    "has an entry at no time",
    "i.har",
    har([{ ...Object(entry(cluster)), startedDateTime: "soon" }]),
    /i\.har: log\.entries\[0\]: "startedDateTime" should be a time .*, but is "soon"/,
  ],
  ["has an entry without a request", "j.har", har([without("request")]), /log\.entries\[0\]\.request is missing/],
  [
    "has a request of another protocol",
    "k.har",
    har([entry({ at: 0, request: "ws://m1:34601/meta/cluster" })]),
    /log\.entries\[0\]\.request: expected "method" and an http "url", found .*ws:/,
  ],
  ["has an entry without a response", "l.har", har([without("response")]), /log\.entries\[0\]\.response is missing/],
  [
    "has a response without a status",
    "m.har",
    har([{ ...Object(entry(cluster)), response: {} }]),
    /log\.entries\[0\]\.response: "status" should be a number, but is missing/,
  ],
  [
    "is of another site",
    "n.har",
    har([entry({ at: 0, request: "http://example.com/index.html", body: "<html>" })]),
    /n\.har has no Pegasus answers: none of its 1 entries asks a path that Pegasus serves/,
  ],
  [
    "has failures only",
    "o.har",
    har([entry({ ...cluster, status: "ConnectionRefusedError" })]),
    /o\.har: no server answered anything/,
  ],
])("refuses a file that %s, and says which and where", async (_case, name, content, message) => {
  await expect(readRecording([await writeTemporary(name, content)])).rejects.toThrow(message);
});

it("says so when a file is not there", async () => {
  await expect(readRecording(["/nowhere/x.har"])).rejects.toThrow(
    /Cannot read the recording \/nowhere\/x\.har: ENOENT/,
  );
});

it("wants at least one file", async () => {
  await expect(readRecording([])).rejects.toThrow("A replay needs at least one recording");
});

it("reads gzip by its content, whatever the name", async () => {
  const content = gzipSync(har([entry(cluster)]));
  const { exchanges } = await readRecording([await writeTemporary("x.har", content)]);
  expect(exchanges).toHaveLength(1);
});

it("reads a recording that was unpacked and kept its name", async () => {
  const { exchanges } = await readRecording([await writeTemporary("x.har.gz", har([entry(cluster)]))]);
  expect(exchanges).toHaveLength(1);
});

it("merges several files by time and joins their titles", async () => {
  const first = await writeRecording([cluster, { ...cluster, at: 20 }], "one");
  const second = await writeRecording([{ ...cluster, at: 10 }]);
  const { exchanges, title } = await readRecording([first, second]);
  expect(exchanges.map(({ at }) => at - START)).toEqual([0, 10, 20]);
  expect(title).toBe("one + test");
});
