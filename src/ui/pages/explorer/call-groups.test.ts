import { expect, it } from "vitest";
import { endpointAt } from "#pegasus/endpoints.ts";
import { effectWords, groupCalls } from "./call-groups.ts";

it("groups what a server lists by its effect, in the server's order and words", () => {
  const groups = groupCalls({
    "/": "List all supported calls.",
    "/meta/app/start_compaction": "Start.",
    "/perfCounter": "Gets the value of a perf counter",
    "/pprof/heap": "Heap.",
    "/updateConfig": "Update.",
    "/version": "Get the server version.",
  });
  expect(groups.map(({ title, calls }) => [title, calls.map(({ path }) => path)])).toEqual([
    ["Read", ["/", "/version"]],
    ["Costly", ["/pprof/heap"]],
    ["Change", ["/meta/app/start_compaction", "/perfCounter", "/updateConfig"]],
  ]);
  expect(groups[0]?.calls[1]?.help).toBe("Get the server version.");
  expect(groups[2]?.calls[1]?.endpoint).toBeUndefined();
});

it("leaves out a group that has nothing in it", () => {
  expect(groupCalls({ "/version": "" }).map(({ title }) => title)).toEqual(["Read"]);
  expect(groupCalls({})).toEqual([]);
});

it.each([
  ["change", "perfCounter", /does not know/],
  ["change", "meta/app/start_compaction", /no undo/],
  ["costly", "pprof/heap", /worker/],
  ["read", "version", /nothing/],
] as const)("says what a %s of %s does", (effect, path, words) => {
  expect(effectWords(effect, endpointAt(path))).toMatch(words);
});
