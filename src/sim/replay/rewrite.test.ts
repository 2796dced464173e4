import { expect, it } from "vitest";
import { plainAnswer } from "./exchange.ts";
import { addresses } from "./rewrite.ts";

const book = addresses(
  new Map([
    ["localhost:34801", 41_001],
    ["127.0.0.1:34801", 41_001],
    ["n1.example:34801", 41_002],
    ["10.0.0.2:34801", 41_002],
    ["[fd00::1]:34801", 41_003],
  ]),
);

it.each([
  ["localhost:34801", "localhost:41001"],
  ["[127.0.0.1:34801,n1.example:34801]", "[127.0.0.1:41001,localhost:41002]"],
  ["connection@10.0.0.2:34801", "connection@127.0.0.1:41002"],
  ["http://[fd00::1]:34801/x", "http://127.0.0.1:41003/x"],
  ["N1.Example:34801", "localhost:41002"],
  ["mylocalhost:34801 a-localhost:34801 x.localhost:34801", "mylocalhost:34801 a-localhost:34801 x.localhost:34801"],
  ["localhost:348011 localhost:3480 34801", "localhost:348011 localhost:3480 34801"],
  ["zk:2181", "zk:2181"],
])("makes %s %s", (text, expected) => {
  expect(book.rewrite(plainAnswer(200, "OK", text), 1).body).toBe(expected);
});

it("counts the length of the rewritten body, in bytes", () => {
  const { head } = book.rewrite(plainAnswer(200, "OK", "é n1.example:34801"), 1);
  expect(head).toBe("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 18\r\n\r\n");
});

it("adds a length where the recorded head had none", () => {
  const answer = { ...plainAnswer(200, "OK", "abc"), head: "HTTP/1.1 200 OK\r\nX: y\r\n\r\n" };
  expect(book.rewrite(answer, 1).head).toBe("HTTP/1.1 200 OK\r\nX: y\r\nContent-Length: 3\r\n\r\n");
});

it("rewrites the Location of a redirect", () => {
  const answer = plainAnswer(307, "Temporary Redirect", "", "Location: http://n1.example:34801/meta/apps\r\n");
  expect(book.rewrite(answer, 1).head).toContain("\r\nLocation: http://localhost:41002/meta/apps\r\n");
});

it("leaves bytes alone that are not text", () => {
  const body = Buffer.from([0xff, 0x00]);
  expect(book.rewrite({ ...plainAnswer(200, "OK", ""), body }, 1)).toMatchObject({
    body,
    head: expect.stringContaining("Content-Length: 2\r\n"),
  });
});

it("replaces the port that /metrics says of itself, and no other", () => {
  const text =
    '{\n    "cluster": "c",\n    "role": "meta",\n    "host": "h",\n    "port": 34801,\n    "x": {"port": 34801}\n}';
  expect(book.rewrite(plainAnswer(200, "OK", text), 41_001).body).toBe(text.replace("34801", "41001"));
});

it("takes its own addresses back in what is asked, the names of the cluster first", () => {
  const query = new Map([["attributes", "remote_addr,localhost:41001,x,127.0.0.1:41002"]]);
  expect([...book.recorded({ path: "metrics", query }).query.values()]).toEqual([
    "remote_addr,localhost:34801,x,10.0.0.2:34801",
  ]);
});

it("rewrites nothing where nothing is known", () => {
  const empty = addresses(new Map());
  expect(empty.rewrite(plainAnswer(200, "OK", "a:1"), 1).body).toBe("a:1");
  expect(empty.here("a:1")).toBeUndefined();
});
