import { expect, it } from "vitest";
import { readRequest } from "./request.ts";

function read(text: string) {
  return readRequest(Buffer.from(text));
}

it.each<[what: string, text: string, method: string, target: string, last: boolean]>([
  ["a plain GET", "GET /version HTTP/1.1\r\nHost: a:1\r\n\r\n", "GET", "/version", false],
  ["a GET without Host", "GET /version HTTP/1.1\r\n\r\n", "GET", "/version", false],
  ["bare line feeds", "GET /version HTTP/1.1\nHost: x\n\n", "GET", "/version", false],
  ["HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", "GET", "/", true],
  ["HTTP/1.0 that keeps alive", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", "GET", "/", false],
  ["HTTP/2.0, which it only claims", "GET / HTTP/2.0\r\n\r\n", "GET", "/", false],
  ["Connection: close", "GET / HTTP/1.1\r\nconnection: close\r\n\r\n", "GET", "/", true],
  ["a target in absolute form", "GET http://a:1/meta/apps?detail HTTP/1.1\r\n\r\n", "GET", "/meta/apps?detail", false],
  ["the target *", "GET * HTTP/1.1\r\n\r\n", "GET", "*", false],
  ["raw non-ASCII in the target", "GET /vérsion HTTP/1.1\r\n\r\n", "GET", "/vérsion", false],
  ["a folded header", "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", "GET", "/", false],
  ["a POST without length", "POST / HTTP/1.1\r\n\r\n", "POST", "/", false],
])("reads %s", (_, text, method, target, last) => {
  const reading = read(text);
  expect(reading).toEqual({
    kind: "request",
    length: Buffer.byteLength(text),
    request: { method, target, last, body: Buffer.alloc(0) },
  });
});

it.each([
  ["PUT", "PUT /version HTTP/1.1\r\n\r\n"],
  ["HEAD", "HEAD /version HTTP/1.1\r\n\r\n"],
  ["OPTIONS", "OPTIONS /meta/apps HTTP/1.1\r\n\r\n"],
  ["a method in lower case", "get /version HTTP/1.1\r\n\r\n"],
  ["a longer method", "GETX /version HTTP/1.1\r\n\r\n"],
  ["a TLS greeting", "\u0016\u0003\u0001\u0002\u0000\u0001"],
  ["a space in the target", "GET /metrics?types=server, table HTTP/1.1\r\n\r\n"],
  ["a target without slash", "GET version HTTP/1.1\r\n\r\n"],
  ["another version", "GET /version HTTP/1.x\r\n\r\n"],
  ["no version", "GET /version\r\n\r\n"],
  ["a header without colon", "GET / HTTP/1.1\r\nHost\r\n\r\n"],
  ["a length that is none", "POST / HTTP/1.1\r\nContent-Length: ten\r\n\r\n"],
  ["a chunk size that is none", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxx\r\n"],
  ["more than a read can take", `GET / HTTP/1.1\r\nA: ${"a".repeat(70_000)}`],
  ["a body larger than a read", `POST / HTTP/1.1\r\nContent-Length: 66000\r\n\r\n${"a".repeat(66_000)}`],
])("refuses %s", (_, text) => {
  expect(read(text)).toEqual({ kind: "malformed" });
});

it.each([
  ["a GET", "GET /version HTTP/1.1\r\nHost: x\r\n\r\n", ""],
  ["a POST with a body", "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello", "hello"],
  ["a chunked POST, of which the last chunk stays", chunked("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"), " world"],
])("waits for the rest of %s, however it is cut", (_, text, body) => {
  for (let length = 0; length < text.length; length++) {
    expect(read(text.slice(0, length)), `after ${length} bytes`).toEqual({ kind: "incomplete" });
  }
  expect(read(text)).toMatchObject({ kind: "request", request: { body: Buffer.from(body) } });
});

function chunked(body: string): string {
  return `POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${body}`;
}

it("leaves the next request alone", () => {
  const first = "POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nab";
  const reading = read(`${first}GET /b HTTP/1.1\r\n\r\n`);
  expect(reading).toMatchObject({ kind: "request", length: first.length, request: { target: "/a" } });
});
