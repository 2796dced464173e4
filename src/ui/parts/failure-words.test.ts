import { expect, it } from "vitest";
import { ERROR_KINDS } from "#api/errors.ts";
import type { Failure } from "../answer.ts";
import type { Exchange } from "../send.ts";
import { headline, wordsFor } from "./failure-words.ts";

const EXCHANGE: Exchange = {
  method: "GET",
  url: "/api/clusters/demo/leader/meta/apps",
  status: 502,
  contentType: "application/json",
  headers: [],
  text: "{}",
  bytes: null,
  size: 2,
  server: null,
  hops: [],
  ms: null,
  at: 0,
};

function ofGateway(code: string, message = "", tried: readonly { server: string; message: string }[] = []): Failure {
  return { kind: "gateway", code, message, tried, exchange: EXCHANGE };
}

it.each(ERROR_KINDS.filter((kind) => kind !== "internal"))("the gateway's %s has words of its own", (kind) => {
  expect(wordsFor(ofGateway(kind)).title).not.toBe(wordsFor(ofGateway("internal")).title);
});

it.each(["starting", "electing", "no-leader"])("%s is told calmly, and that it passes by itself", (kind) => {
  const words = wordsFor(ofGateway(kind));
  expect(words.calm).toBe(true);
  expect(words.next).toMatch(/asks again by itself/);
});

it.each(["unreachable", "timeout", "forbidden", "of a newer gateway"])("%s is told as an alarm", (kind) => {
  expect(wordsFor(ofGateway(kind)).calm).toBe(false);
});

it.each<[string, Failure, string]>([
  [
    "leaves out what is said of each server",
    ofGateway("dropped", "No meta answers. m1 dropped it. m2 dropped it.", [
      { server: "m1", message: "m1 dropped it." },
      { server: "m2", message: "m2 dropped it." },
    ]),
    "No meta answers.",
  ],
  [
    "never leaves out everything",
    ofGateway("dropped", "m1 dropped it.", [{ server: "m1", message: "m1 dropped it." }]),
    "m1 dropped it.",
  ],
  ["is the message of any other failure", { kind: "broken", message: "x is not a function" }, "x is not a function"],
])("the headline %s", (_, failure, text) => {
  expect(headline(failure)).toBe(text);
});
