import { expect, it, vi } from "vitest";
import { talk } from "./in-process.ts";

const APPS = `{"apps": {"1":{"name":"stat","n":"4"},"2":{"name":"temp","n":"16"}},"total":"2","long":"a\\nb"}`;

it("gives the key, the value and the branch of a row", async () => {
  const { answers } = talk(APPS);
  const copy = (id: string, what: "key" | "value" | "pretty" | "compact") => answers.copy({ id, what });
  expect(await copy("2", "key")).toBe("1");
  expect(await copy("3", "value")).toBe("stat");
  expect(await copy("2", "compact")).toBe('{"name":"stat","n":"4"}');
  expect(await copy("2", "pretty")).toBe('{\n  "name": "stat",\n  "n": "4"\n}');
  expect(await copy("9", "value")).toBe("a\nb");
  await expect(copy("77", "value")).rejects.toThrow("gone");
});

it("gives files: the document as received, a branch as written", async () => {
  const { answers } = talk(APPS);
  expect(await (await answers.file({ id: "0", what: "raw" })).text()).toBe(APPS);
  expect(await (await answers.file({ id: "2", what: "compact" })).text()).toBe('{"name":"stat","n":"4"}');
});

it("gives lines, and the line of a place", async () => {
  const { answers } = talk('{\n"a":1,\n"b":[2]}');
  expect(await answers.lines({ style: "raw", from: 1, to: 9 })).toEqual({
    from: 1,
    count: 3,
    lines: [
      { number: 2, text: '"a":1,' },
      { number: 3, text: '"b":[2]}' },
    ],
  });
  expect((await answers.lines({ style: "pretty", from: 2, to: 4 })).lines.map(({ text }) => text)).toEqual([
    '  "b": [',
    "    2",
  ]);
  expect(await answers.lineOf({ at: 5 })).toBe(1);
});

it("gives a string in parts", async () => {
  const { answers } = talk(`["${"x".repeat(5000)}"]`, { piece: 900 });
  const { text, length } = await answers.value({ id: "1", from: 4990, most: 100 });
  expect([text, length]).toEqual(["x".repeat(10), 5000]);
});

it("gives the branch of a row as a table, and that as CSV", async () => {
  const { answers } = talk(APPS);
  const ask = { id: "3", sort: { column: "n", descending: true }, filter: "", from: 0, to: 9, columns: ["n"] };
  expect(await answers.table(ask)).toMatchObject({
    count: 2,
    jsonPath: "$.apps",
    rows: [
      { name: "2", cells: ["temp", "16"] },
      { name: "1", cells: ["stat", "4"] },
    ],
  });
  expect(await (await answers.tableFile(ask)).text()).toBe("key,n\r\n2,16\r\n1,4\r\n");
});

it("measures the branch of a row", async () => {
  const { answers } = talk(APPS);
  const { tree, jsonPath, parentId } = await answers.sizes({ id: "1", by: "branch" });
  expect([tree.name, tree.holds.map(({ name }) => name), jsonPath, parentId]).toEqual([
    "apps",
    ["2", "1"],
    "$.apps",
    "0",
  ]);
});

it("compares with another document, folds and jumps", async () => {
  const { session, feed, answers } = talk(APPS);
  await expect(answers.compare({ only: false, from: 0, to: 9 })).rejects.toThrow("nothing to compare");
  session.do({ kind: "against", source: { kind: "text", length: 10 } });
  feed(APPS.replace('"temp"', '"tmp"').replace('"total":"2",', ""), "against");
  const { rows, ...counts } = await answers.compare({ only: true, from: 0, to: 9 });
  expect(counts).toEqual({ from: 0, count: 5, changed: 1, removed: 0, added: 1 });
  expect(rows.map(({ status, before, after }) => [status, before?.text, after?.text]).slice(3)).toEqual([
    ["changed", '"tmp"', '"temp"'],
    ["added", undefined, '"2"'],
  ]);
  expect(await answers.compareStep({ row: 0, step: 1, only: true })).toBe(3);
  expect(await answers.compareTurn({ node: 1, only: true })).toBe(3);
  expect(await answers.compareStep({ row: 0, step: 1, only: true })).toBe(3);
});

it("a document in place of another is marked where it differs", async () => {
  const { session, feed, seen } = talk(APPS);
  session.do({ kind: "replace", source: { kind: "text", length: 10 }, markChanges: true });
  feed(APPS.replace('"16"', '"17"').replace('"total":"2"', '"total":"2","new":[]'));
  await vi.waitFor(() => expect(seen().state.changes).toBe(2));
  const marked = seen().rows.filter(({ before }) => before !== undefined);
  expect(marked.map(({ text, before }) => [text, before])).toEqual([
    ['"17"', '"16"'],
    ["", null],
  ]);
});
