import { expect, it } from "vitest";
import { ok } from "./answer.ts";
import { withFault, type Damage } from "./faults.ts";
import type { Outcome } from "./outcome.ts";

const ANSWER = ok('{"a":"b"}\n');
const WIRE = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\n{"a":"b"}\n';

const waits: number[] = [];
async function wait(ms: number): Promise<void> {
  waits.push(ms);
}

function textOf(outcome: Outcome): string {
  return typeof outcome === "object" && "bytes" in outcome ? Buffer.from(outcome.bytes).toString("latin1") : "";
}

it.each<Damage>(["closes", "resets", "hangs"])("%s instead of the answer", async (damage) => {
  expect(await withFault({ delay: 0, damage }, ANSWER, wait)).toBe(damage);
});

it("lets half of the bytes through and ends the connection", async () => {
  const outcome = await withFault({ delay: 0, damage: "half" }, ANSWER, wait);
  expect(outcome).toMatchObject({ closes: true });
  expect(textOf(outcome)).toBe(WIRE.slice(0, Math.ceil(WIRE.length / 2)));
});

it("sends bytes that are no HTTP and ends the connection", async () => {
  const outcome = await withFault({ delay: 0, damage: "garbage" }, ANSWER, wait);
  expect(outcome).toMatchObject({ closes: true });
  expect(textOf(outcome)).not.toContain("HTTP");
});

it("sends a whole answer that is no JSON", async () => {
  const outcome = await withFault({ delay: 0, damage: "wrong" }, ANSWER, wait);
  expect(outcome).toMatchObject({ status: 200 });
  expect(() => JSON.parse(typeof outcome === "object" && "body" in outcome ? String(outcome.body) : "{}")).toThrow(
    "JSON",
  );
});

it("waits before the answer", async () => {
  waits.splice(0);
  expect(await withFault({ delay: 1500, damage: null }, Promise.resolve(ANSWER), wait)).toBe(ANSWER);
  expect(waits).toEqual([1500]);
});

it("touches nothing that kills a starting meta, and no connection that ends anyway", async () => {
  waits.splice(0);
  expect(await withFault({ delay: 1000, damage: "half" }, "dies", wait)).toBe("dies");
  expect(waits).toEqual([]);
  expect(await withFault({ delay: 0, damage: "half" }, "closes", wait)).toBe("closes");
});
