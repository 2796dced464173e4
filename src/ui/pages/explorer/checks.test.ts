import { expect, it } from "vitest";
import { checkRequest } from "./checks.ts";
import { readRequest, splitTarget } from "./request.ts";

it.each([
  ["/meta/apps?detail", []],
  ["/meta/apps?details", [/“details” is not known to this call: Pegasus answers 400/]],
  ["/version?_=1", [/passed over/]],
  ["/meta/apps?detail=false", [/counts by being there/]],
  ["/metrics?detail", [/true or false/]],
  ["/metrics?detail=TRUE&types=server", []],
  ["/metrics?attributes=table_id,2", []],
  ["/metrics?attributes=table_id,2,partition_id", [/pairs/]],
  ["/replica/data_version?app_id=two", [/whole number/]],
  ["/replica/data_version?app_id=010", [/octal/]],
  ["/replica/data_version?app_id=0x2", []],
  ["/pprof/profile?seconds=30", []],
  ["/pprof/profile?seconds=90", [/1 to 60/]],
  ["/updateConfig?anything=1", []],
  ["/unknown?anything=1", []],
])("%s", (text, expected) => {
  const reading = readRequest(splitTarget(text));
  const said = reading.ok ? checkRequest(reading) : ["not read"];
  expect(said).toHaveLength(expected.length);
  for (const [index, words] of expected.entries()) expect(said[index]).toMatch(words);
});
