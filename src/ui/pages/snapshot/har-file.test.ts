import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import type { Exchange } from "../../send.ts";
import { beginHarFile } from "./har-file.ts";
import { recordedOf, type HarEntry } from "./har.ts";

const EXCHANGE: Exchange = {
  method: "GET",
  url: "",
  status: 200,
  contentType: "text/plain",
  headers: [],
  text: '{"Version":"ü\u2028"}',
  bytes: null,
  size: 18,
  server: "m:1",
  hops: [],
  ms: 1,
  at: 1000,
};

function entries(): readonly HarEntry[] {
  const recorded = recordedOf({ server: "m:1", target: "/version" }, EXCHANGE, 1);
  return recorded.kind === "entries" ? recorded.entries : [];
}

async function unpacked(file: Blob): Promise<{ log: { entries: unknown[]; comment: string; version: string } }> {
  return JSON.parse(gunzipSync(new Uint8Array(await file.arrayBuffer())).toString("utf8"));
}

it("is one document, however many write to it side by side", async () => {
  const har = beginHarFile();
  await Promise.all(Array.from({ length: 50 }, () => har.add(entries())));
  const { log } = await unpacked(await har.finish("a title", []));
  expect(log).toMatchObject({ version: "1.2", comment: "a title" });
  expect(log.entries).toEqual(Array.from({ length: 50 }, () => entries()[0]));
});

it("is a document when nothing was written to it, and tells what nobody answered", async () => {
  const notAnswered = [{ server: "m:1", target: "/", why: "gone" }];
  const { log } = await unpacked(await beginHarFile().finish("", notAnswered));
  expect(log).toMatchObject({ entries: [], _notAnswered: notAnswered });
});

it("can be let go of", async () => {
  const har = beginHarFile();
  await har.add(entries());
  await expect(har.discard()).resolves.toBeUndefined();
});
