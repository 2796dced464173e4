import { expect, it, vi } from "vitest";
import { queryPath } from "../search/json-path.ts";
import { matchTokens } from "../search/match-tokens.ts";
import { compilePattern } from "../search/pattern.ts";
import type { FromSeeker, Seeker, ToSeeker } from "../search/seeker-protocol.ts";
import type { SearchMode } from "../view-state.ts";
import { talk } from "./in-process.ts";

/** Answers as the worker does, in a later turn; `ended` counts how often one was ended. */
function seekers(answer: (message: ToSeeker) => FromSeeker | null = found) {
  const counts = { started: 0, ended: 0 };
  const start = (): Seeker => {
    counts.started++;
    let receive: (message: FromSeeker) => void = () => {};
    return {
      send: (message) => {
        setImmediate(() => {
          const reply = answer(message);
          if (reply !== null) receive(reply);
        });
      },
      replies: (next) => {
        receive = next;
      },
      end: () => {
        counts.ended++;
        receive = () => {};
      },
    };
  };
  return { counts, start };
}

function found(message: ToSeeker): FromSeeker {
  try {
    if (message.kind === "path") return { kind: "found", nodes: queryPath(message.index, message.query) };
    const pattern = compilePattern(message.pattern, message.matchCase);
    const nodes = matchTokens(message.bytes, message.nodes, message.scope, (text) => pattern.test(text));
    return { kind: "found", nodes: Uint32Array.from(nodes, (node) => node + message.firstNode) };
  } catch (error) {
    return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}

const TEXT = `{"apps":[{"name":"stat","id":1},{"name":"temp","id":22}]}`;
const query = (text: string, mode: SearchMode) => ({ text, mode, scope: "all", matchCase: false }) as const;

it.each<[text: string, mode: SearchMode, count: number]>([
  ["^(STAT|temp)$", "regex", 2],
  ["^\\d\\d$", "regex", 1],
  ["$.apps[*].name", "path", 2],
  ["$..[?@.id > 1]", "path", 1],
])("%s (%s) finds %i", async (text, mode, count) => {
  const { counts, start } = seekers();
  const { session, seen } = talk(TEXT, { startSeeker: start });
  session.do({ kind: "search", query: query(text, mode), only: false });
  await vi.waitFor(() => expect(seen().state.search).toMatchObject({ state: "done", count }));
  await vi.waitFor(() => expect(counts).toEqual({ started: 1, ended: 1 }));
});

it.each<[text: string, mode: SearchMode, message: RegExp]>([
  ["(", "regex", /Unterminated group|Invalid regular expression/],
  ["$.apps[", "path", /\w/],
])("%s (%s) fails with a sentence", async (text, mode, message) => {
  const { session, seen } = talk(TEXT, { startSeeker: seekers().start });
  session.do({ kind: "search", query: query(text, mode), only: false });
  await vi.waitFor(() => expect(seen().state.search.state).toBe("failed"));
  expect(seen().state.search.message).toMatch(message);
});

it("a pattern that does not end is given up, and its worker ended", async () => {
  const { counts, start } = seekers(() => null);
  const after = (_ms: number, run: () => void): (() => void) => {
    setImmediate(run);
    return () => {};
  };
  const { session, seen } = talk(TEXT, { startSeeker: start, after });
  session.do({ kind: "search", query: query("(a+)+$", "regex"), only: false });
  await vi.waitFor(() => expect(seen().state.search.state).toBe("failed"));
  expect(seen().state.search.message).toContain("takes too long");
  expect(counts).toEqual({ started: 1, ended: 1 });
});

it("a new query ends the one before", async () => {
  const { counts, start } = seekers((message) => (message.kind === "path" ? null : found(message)));
  const { session, seen } = talk(TEXT, { startSeeker: start });
  session.do({ kind: "search", query: query("$..*", "path"), only: false });
  await vi.waitFor(() => expect(counts.started).toBe(1));
  session.do({ kind: "search", query: query("temp", "text"), only: false });
  await vi.waitFor(() => expect(seen().state.search).toMatchObject({ state: "done", count: 1 }));
  expect(counts.ended).toBe(1);
});
