import { expect, it } from "vitest";
import { readEntry } from "./har-entry.ts";
import { entry } from "./har-fixture.ts";

const read = (url: string): ReturnType<typeof readEntry> => readEntry(entry({ at: 0, request: url }), "x");
const answered = (response: object): unknown => {
  const parts = Object(entry({ at: 0, request: "http://m1:34601/version" }));
  return readEntry({ ...parts, response: { status: 200, ...response } }, "x")?.outcome;
};

it.each([
  ["http://M1.Example:34601/meta/apps?detail", "m1.example", 34601, "/meta/apps?detail"],
  ["http://[::1]:34601/version", "[::1]", 34601, "/version"],
  ["http://m1/version", "m1", 80, "/version"],
  ["http://m1:34601", "m1", 34601, "/"],
  ["http://m1:34601?a=1", "m1", 34601, "/?a=1"],
  ["http://m1:34601http://m1:34601/version", "m1", 34601, "http://m1:34601/version"],
])("takes %s apart", (url, host, port, target) => {
  expect(read(url)).toMatchObject({ host, port, target, method: "GET" });
});

it.each([
  ["ConnectionRefusedError: [Errno 111] Connection refused", "refused"],
  ["net::ERR_CONNECTION_REFUSED", "refused"],
  ["net::ERR_NAME_NOT_RESOLVED", "refused"],
  ["ConnectionResetError: [Errno 104] Connection reset by peer", "reset"],
  ["BrokenPipeError: [Errno 32] Broken pipe", "reset"],
  ["timeout after 3.0s waiting for response head", "timed-out"],
  ["net::ERR_CONNECTION_TIMED_OUT", "timed-out"],
  ["connection closed by server without any response", "closed"],
  ["", "closed"],
])("reads the error %j as %s", (status, fault) => {
  const exchange = readEntry(entry({ at: 0, request: "http://m1:1/version", status }), "x");
  expect(exchange?.outcome).toEqual({ kind: "fault", fault });
});

it("leaves out requests that failed because they were cut into segments", () => {
  const failed = Object(entry({ at: 0, request: "http://m1:1/version", status: "closed" }));
  const request = { ...failed.request, _segments: ["GET /ver", "sion"] };
  expect(readEntry({ ...failed, request }, "x")).toBeUndefined();
});

it("keeps the exact head where the recorder kept it", () => {
  const head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 0\r\nX: y\r\n\r\n";
  expect(answered({ _rawHead: head })).toMatchObject({ head });
});

it("composes the head from the headers otherwise, without what describes another transport", () => {
  const headers = [
    { name: ":status", value: "200" },
    { name: "Content-Type", value: "text/plain" },
    { name: "content-encoding", value: "gzip" },
    { name: "Transfer-Encoding", value: "chunked" },
    { name: "X", value: "a\r\nb" },
    "nonsense",
  ];
  expect(answered({ statusText: "OK", headers })).toMatchObject({
    head: "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX: a  b\r\n\r\n",
  });
});

it.each([
  ["plain text", { text: "hé" }, "hé"],
  ["nothing", {}, ""],
  ["base64 of UTF-8", { text: Buffer.from("hé").toString("base64"), encoding: "base64" }, "hé"],
  ["base64 of other bytes", { text: "//4=", encoding: "base64" }, Buffer.from([0xff, 0xfe])],
])("reads a body that is %s", (_case, content, body) => {
  expect(answered({ content })).toMatchObject({ body });
});
