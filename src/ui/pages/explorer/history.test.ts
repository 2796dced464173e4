import { expect, it } from "vitest";
import type { Exchange } from "../../send.ts";
import { cleared, droppedIds, entryOf, idOf, LIMITS, readList, withEntry, withPin, type Entry } from "./history.ts";

function exchange(at: number, more: Partial<Exchange> = {}): Exchange {
  return {
    method: "GET",
    url: "/api/clusters/demo/leader/version",
    status: 200,
    contentType: "text/plain",
    headers: [],
    text: "{}",
    bytes: null,
    size: 100,
    server: "m:1",
    hops: [],
    ms: 3,
    at,
    ...more,
  };
}
const REQUEST = { cluster: "demo", server: "leader", target: "/version", body: null };

function many(count: number, more: Partial<Exchange> = {}): readonly Entry[] {
  let list: readonly Entry[] = [];
  for (let at = 1; at <= count; at++) list = withEntry(list, entryOf(REQUEST, exchange(at, more)), false);
  return list;
}

it("is newest first, reads back what it wrote, and takes anything else for empty", () => {
  const list = many(3);
  expect(list.map(({ at }) => at)).toEqual([3, 2, 1]);
  expect(readList(JSON.stringify(list))).toEqual(list);
  for (const text of [null, "", "{", "{}", '[{"id":1}]']) expect(readList(text)).toEqual([]);
});

it("takes the same answer once, and keeps its pin", () => {
  const pinned = withPin(many(2), idOf(exchange(1)), true);
  const again = withEntry(pinned, entryOf(REQUEST, exchange(1)), false);
  expect(again.map(({ at, pinned: isPinned }) => [at, isPinned])).toEqual([
    [2, false],
    [1, true],
  ]);
});

it("keeps of a repeated request its last answer, unless one is pinned or another came between", () => {
  const first = many(1);
  expect(withEntry(first, entryOf(REQUEST, exchange(2)), true).map(({ at }) => at)).toEqual([2]);
  const pinned = withPin(first, first[0]?.id ?? "", true);
  expect(withEntry(pinned, entryOf(REQUEST, exchange(2)), true).map(({ at }) => at)).toEqual([2, 1]);
  const other = entryOf({ ...REQUEST, target: "/" }, exchange(2, { url: "/" }));
  expect(withEntry(first, other, true).map(({ at }) => at)).toEqual([2, 1]);
});

it("lets the oldest go when there are too many, never a pinned one", () => {
  const list = withPin(many(LIMITS.entries), idOf(exchange(1)), true);
  const after = withEntry(list, entryOf(REQUEST, exchange(1000)), false);
  expect(after).toHaveLength(LIMITS.entries);
  expect(after.some(({ at }) => at === 1)).toBe(true);
  expect(after.some(({ at }) => at === 2)).toBe(false);
  expect(droppedIds(list, after)).toEqual([idOf(exchange(2))]);
});

it("lets answers go before their entries when they are too large together, and keeps none that is too large alone", () => {
  const list = many(6, { size: LIMITS.bytes / 4 });
  expect(list.map(({ kept }) => kept)).toEqual([true, true, true, true, false, false]);
  expect(entryOf(REQUEST, exchange(1, { size: LIMITS.answer + 1 })).kept).toBe(false);
});

it("clears all but the pinned ones, and tells whose answers are then nobody's", () => {
  const list = withPin(many(3), idOf(exchange(2)), true);
  expect(cleared(list).map(({ at }) => at)).toEqual([2]);
  expect(droppedIds(list, cleared(list))).toEqual([idOf(exchange(3)), idOf(exchange(1))]);
});

it("writes no secret down, neither in the request nor by its answer", () => {
  const entry = entryOf({ ...REQUEST, target: "/strange?server_key=abc123secret&x=1" }, exchange(1));
  expect(JSON.stringify(entry)).not.toContain("abc123secret");
  expect(entry.kept).toBe(false);
  expect(entryOf({ ...REQUEST, target: "/config?name=server_key" }, exchange(1))).toMatchObject({
    target: "/config?name=server_key",
    kept: true,
  });
});

it("names answers of different servers and times differently", () => {
  const ids = [exchange(1), exchange(2), exchange(1, { server: "m:2" }), exchange(1, { url: "/x" })].map(idOf);
  expect(new Set(ids).size).toBe(4);
  for (const id of ids) expect(id).toMatch(/^[0-9a-z]+$/);
});
