import { expect, it } from "vitest";
import type { DocumentState, FromWorker, RowFacts, ToWorker } from "../worker/protocol.ts";
import { DocumentStore } from "./document-store.ts";

/** What a store says to its worker; the worker says what the test wants. */
class Told extends EventTarget implements Worker {
  readonly messages: ToWorker[] = [];
  onmessage = null;
  onmessageerror = null;
  onerror = null;
  ended = false;
  postMessage(message: ToWorker): void {
    this.messages.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
  says(data: FromWorker): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
  /** Characters of each piece of the document that has come. */
  get pieces(): number[] {
    return this.messages.flatMap((message) => (message.kind === "chunk" ? [message.data.length] : []));
  }
}

const KiB = 1024;
const MORE: FromWorker = { kind: "more", into: "document" };
const STATE: DocumentState = {
  phase: "reading",
  kind: "json",
  bytes: 16 * KiB,
  problem: null,
  nodes: 2,
  levels: 1,
  rowCount: 2,
  level: 1,
  chosen: null,
  above: [],
  search: { state: "none", count: 0, at: 0, message: "" },
  changes: null,
};

function row(at: number, text: string): RowFacts {
  return {
    row: at,
    id: String(at),
    level: 2,
    label: { kind: "key", key: `k${at}`, nth: 1, of: 1 },
    position: at,
    siblings: 2,
    kind: "number",
    open: null,
    children: 0,
    size: text.length,
    text,
    cut: false,
    inside: null,
    path: [`k${at}`],
    metric: null,
    match: false,
  };
}

const view = (version: number, rows: readonly RowFacts[]): FromWorker => ({
  kind: "view",
  generation: 0,
  version,
  state: STATE,
  from: 0,
  rows,
});

function opened(content: string) {
  const workers: Told[] = [];
  let painted: (() => void) | null = null;
  const start = (): Told => {
    const worker = new Told();
    workers.push(worker);
    return worker;
  };
  const store = new DocumentStore(start, (then) => {
    painted = then;
  });
  store.open(content, null, "$");
  const worker = workers[0] ?? new Told();
  return { store, worker, workers, paint: () => painted?.() };
}

it("gives a little of a document at once, and more when the first rows have been painted", () => {
  const { worker, paint } = opened("x".repeat(100 * KiB));
  expect(worker.pieces).toEqual([16 * KiB]);
  worker.says(MORE);
  worker.says(view(1, []));
  worker.says(MORE);
  expect(worker.pieces).toEqual([16 * KiB]);
  paint();
  expect(worker.pieces).toEqual([16 * KiB, 84 * KiB]);
});

it("what has been painted of a document that was closed sends nothing of the next one", () => {
  const { store, workers, worker, paint } = opened("x".repeat(100 * KiB));
  worker.says(view(1, []));
  store.open("y".repeat(100 * KiB), null, "$");
  expect(worker.ended).toBe(true);
  workers[1]?.says(MORE);
  paint();
  expect(workers[1]?.pieces).toEqual([16 * KiB]);
});

it("a row that is told again as it was stays the same object, and one that changed does not", () => {
  const { store, worker } = opened("{}");
  worker.says(view(1, [row(0, "1"), row(1, "2")]));
  const before = store.current().rows;
  worker.says(view(2, [row(0, "1"), row(1, "3")]));
  const after = store.current().rows;
  expect(after.get(0)).toBe(before.get(0));
  expect(after.get(1)).toEqual(row(1, "3"));
});

it("rows stay when only the count of matches is told", () => {
  const { store, worker } = opened("{}");
  worker.says(view(1, [row(0, "1")]));
  const before = store.current().rows;
  worker.says(view(1, []));
  expect(store.current().rows).toBe(before);
});
