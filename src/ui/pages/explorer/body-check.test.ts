import { expect, it } from "vitest";
import { ENDPOINTS } from "#pegasus/endpoints.ts";
import { bodyFormatOf, checkBody, templateText } from "./body-check.ts";

const COMPACTION = bodyFormatOf("/meta/app/start_compaction");
const GOOD = {
  app_name: "temp",
  type: "once",
  target_level: -1,
  bottommost_level_compaction: "skip",
  max_concurrent_running_count: 0,
  trigger_time: "",
};

it("has a format with a template for every call that wants a JSON body", () => {
  const wanting = ENDPOINTS.filter(({ parameters }) => parameters.some(({ kind }) => kind === "json-body"));
  for (const { path } of wanting) {
    const format = bodyFormatOf(path);
    expect(format, path).not.toBeNull();
    // A template lacks only what nobody else can know.
    const said = format === null ? [] : checkBody(templateText(format), format);
    expect(
      said.every((one) => one.endsWith("is empty.")),
      said.join(),
    ).toBe(true);
    expect(said).toContain("“app_name” is empty.");
  }
  expect(wanting.length).toBeGreaterThan(2);
});

it.each<[string, object, RegExp[]]>([
  ["all that is wanted", {}, []],
  ["no app", { app_name: "" }, [/“app_name” is empty/]],
  ["an integer in quotes", { target_level: "1" }, [/whole number, without quotes/]],
  ["a fraction", { max_concurrent_running_count: 1.5 }, [/whole number/]],
  ["a number too small", { target_level: -2 }, [/at least -1/]],
  ["a number too large", { target_level: 2 ** 31 }, [/32 bits/]],
  ["level 0, which passes the first check of Pegasus alone", { target_level: 0 }, [/-1, or 1 and more/]],
  ["a word that is not among the two", { type: "twice" }, [/“once” or “periodic”/]],
  ["a number for a text", { app_name: 3 }, [/must be text/]],
  ["a field too many", { extra: 1 }, [/“extra” is no field/]],
  [
    "a field too few, which Pegasus would read from wild memory",
    { target_level: undefined },
    [/“target_level” is missing/],
  ],
  ["periodic without a time", { type: "periodic" }, [/“trigger_time” must say when/]],
  ["periodic with a time", { type: "periodic", trigger_time: "3:00,21:00" }, []],
])("says of a body with %s what is wrong", (_what, change, expected) => {
  const said = checkBody(JSON.stringify({ ...GOOD, ...change }), COMPACTION);
  expect(said).toHaveLength(expected.length);
  for (const [index, words] of expected.entries()) expect(said[index]).toMatch(words);
});

it.each([
  ["", /needs a body/],
  ['{\n  "app_name": temp\n}', /not JSON: .*line 2, column 15/],
  ["[1]", /must be a JSON object/],
  ['{"app_name":"a","app_name":"b"}', /stands there twice/],
  [`{"app_name":"${"x".repeat(5000)}"}`, /cannot be sent/],
])("says of %j what is wrong", (text, words) => {
  expect(checkBody(text, COMPACTION)[0]).toMatch(words);
});

it("takes any object where the format is not known", () => {
  expect(checkBody('{"a":1}', null)).toEqual([]);
});
