// The judge itself: what it lets pass, and that it finds each way in which an answer can differ.
import { expect, it } from "vitest";
import { Addresses } from "./addresses.ts";
import type { Outcome } from "./client.ts";
import { compareOutcomes } from "./compare.ts";
import type { RecordedOutcome } from "./recorded.ts";

const ADDRESSES = new Addresses([
  [34601, "127.0.0.1:11111"],
  [34801, "127.0.0.1:22222"],
]);

function head(length: number, status = "200 OK", more = ""): string {
  return `HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\nContent-Length: ${length}\r\n${more}\r\n`;
}

function recorded(body: string, headers = head(body.length)): RecordedOutcome {
  return { kind: "answer", status: Number(headers.slice(9, 12)), head: headers, body, after: "" };
}

function simulated(body: string, headers = head(body.length)): Outcome {
  return { kind: "answer", head: headers, body: Buffer.from(body), after: Buffer.alloc(0), ended: false };
}

function kinds(call: string, was: RecordedOutcome, is: Outcome, around: readonly RecordedOutcome[] = []): string[] {
  const moments = around.map((outcome) => ({ outcome, apart: 1000, isNext: true }));
  const comparison = { recording: "test", call, recorded: was, simulated: is, addresses: ADDRESSES };
  return compareOutcomes({ ...comparison, around: moments, read: new Map() }).map(({ kind, field }) =>
    `${kind} ${field}`.trim(),
  );
}

const NODES =
  '{"details":{"localhost:34801":{"address":"localhost:34801","status":"ALIVE"}},"summary":{"total_node_count":"1"}}\n';
const SAME = NODES.replaceAll("localhost:34801", "127.0.0.1:22222");

it.each<[what: string, body: string, found: readonly string[]]>([
  ["nothing in the same answer at other ports", SAME, []],
  ["another value", SAME.replace('"1"', '"2"'), ["value summary.total_node_count"]],
  ["a number in place of text", SAME.replace('"1"', "1"), ["type summary.total_node_count"]],
  ["a key that is missing", SAME.replace(',"status":"ALIVE"', ""), ["keys details.127.0.0.1:34801"]],
  ["a key too many", SAME.replace('"1"', '"1","more":"1"'), ["keys summary"]],
  [
    "another order",
    SAME.replace(/"address":"([^"]+)","status":"ALIVE"/, '"status":"ALIVE","address":"$1"'),
    ["order details.127.0.0.1:34801"],
  ],
  ["a list in place of an object", SAME.replace('{"total_node_count":"1"}', "[]"), ["type summary"]],
  ["a blank too many", SAME.replace('":{', '": {'), ["dialect"]],
  ["a newline that is missing", SAME.trimEnd(), ["dialect"]],
  ["another port than the recorded one", SAME.replaceAll("22222", "22223"), ["keys details"]],
])("finds %s", (_, body, found) => {
  expect(kinds("/meta/nodes", recorded(NODES), simulated(body))).toEqual(found);
});

it.each<[what: string, was: RecordedOutcome, is: Outcome, found: readonly string[]]>([
  ["another text", recorded("invalid app_id=x"), simulated("invalid app_id=y"), ["text"]],
  ["another status", recorded("a", head(1, "400 Bad Request")), simulated("a"), ["head", "text"]],
  ["another header", recorded("a"), simulated("a", head(1, "200 OK", "Date: today\r\n")), ["head", "text"]],
  ["a body where there was none", recorded(""), simulated("a"), ["head", "text"]],
  ["an answer where there was none", { kind: "none", how: "closed" }, simulated("a"), ["outcome"]],
  ["no answer where there was one", recorded("a"), { kind: "none", how: "silent" }, ["outcome"]],
  ["another kind of no answer", { kind: "none", how: "reset" }, { kind: "none", how: "closed" }, ["outcome"]],
  ["nothing in the same kind of no answer", { kind: "none", how: "refused" }, { kind: "none", how: "refused" }, []],
  ["bytes after the answer", recorded("a"), { ...simulated("a"), after: Buffer.from("x") } as Outcome, ["after"]],
])("finds %s", (_, was, is, found) => {
  expect(kinds("/replica/data_version", was, is)).toEqual(found);
});

const ENTITY = `{
    "cluster": "a",
    "timestamp_ns": 1795341045990554510,
    "entities": [
        {
            "type": "server",
            "id": "server",
            "attributes": {},
            "metrics": [
                {
                    "name": "x",
                    "value": 1
                },
                {
                    "name": "y",
                    "value": 2
                }
            ]
        }
    ]
}`;

it.each<[what: string, from: string, to: string, found: readonly string[]]>([
  ["nothing in another load", '"value": 1', '"value": 77', []],
  ["a value that is no number", '"value": 1', '"value": "1"', ["type entities.server.metrics.x.value"]],
  ["a metric that is missing", '"name": "x"', '"name": "z"', ["keys entities.server.metrics"]],
  ["nothing in another moment", "990554510", "999554510", []],
  ["a clock that is wrong", "1795341045990554510", "1795341055990554510", ["value timestamp_ns"]],
  ["another indent", '    "cluster"', '   "cluster"', ["dialect"]],
])("finds in metrics %s", (_, from, to, found) => {
  expect(kinds("/metrics", recorded(ENTITY), simulated(ENTITY.replace(from, to)))).toEqual(found);
});

it("takes what was recorded a moment before or after, and a count between", () => {
  const count = (alive: number): string => `{"summary":{"alive":"${alive}"}}\n`;
  const around = [recorded(count(1)), recorded(count(5))];
  expect(kinds("/meta/nodes", recorded(count(3)), simulated(count(5)), around)).toEqual([]);
  expect(kinds("/meta/nodes", recorded(count(3)), simulated(count(2)), around)).toEqual([]);
  expect(kinds("/meta/nodes", recorded(count(3)), simulated(count(6)), around)).toEqual(["value summary.alive"]);
  expect(kinds("/meta/nodes", { kind: "none", how: "refused" }, simulated(count(5)), around)).toEqual([]);
  expect(kinds("/meta/nodes", { kind: "none", how: "refused" }, simulated(count(6)), around)).toEqual(["outcome"]);
});
