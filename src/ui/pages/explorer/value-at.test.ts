import { expect, it } from "vitest";
import { pathsIn, readerAt, readPath, valueAt } from "./value-at.ts";

const TEXT = `{"Version":"2.6","n":{"timestamp_ns":1763811022123456789,"a b":[10,{"it's":-0.50e1}]},"t":true,"z":null,"n2":1,"n2":2}`;

it.each([
  ["$.Version", "2.6"],
  ["Version", "2.6"],
  ["$.n.timestamp_ns", "1763811022123456789"],
  ["$.n['a b'][0]", "10"],
  [`$.n["a b"][1]['it\\'s']`, "-0.50e1"],
  ["$.n['a b']", "[2]"],
  ["$.n", "{2}"],
  ["$.t", "true"],
  ["$.z", "null"],
  ["$.n2", "2"],
  ["$.missing", null],
  ["$.n[0]", null],
  ["$.Version.more", null],
])("%s is %j, as it was written", (path, value) => {
  expect(valueAt(TEXT, readPath(path) ?? ["no path"])).toBe(value);
});

it.each(["$..a", "$.a[", "$.a[-1]", "$[a]", "$['a"])("%s is no path", (path) => {
  expect(readPath(path)).toBeNull();
  expect(readerAt(path)).toBeNull();
});

it("takes a text that is no JSON for one value", () => {
  expect(valueAt("not JSON\n", [])).toBe("not JSON");
  expect(valueAt("not JSON\n", ["a"])).toBeNull();
});

it("reads a document once, however often it is asked", () => {
  let reads = 0;
  const document = {
    get text() {
      reads++;
      return '{"a":1}';
    },
  };
  const read = readerAt("$.a");
  expect([read?.(document), read?.(document)]).toEqual(["1", "1"]);
  expect(reads).toBe(1);
});

it("offers paths that lead back to values, the nearer ones first", () => {
  const paths = pathsIn(TEXT, 100);
  expect(paths[0]).toBe("$.Version");
  expect(paths).toContain("$.n['a b'][1]['it\\'s']");
  for (const path of paths) expect(valueAt(TEXT, readPath(path) ?? ["no path"])).not.toBeNull();
  expect(pathsIn(TEXT, 2)).toHaveLength(2);
  expect(pathsIn("not JSON", 2)).toEqual([]);
});
