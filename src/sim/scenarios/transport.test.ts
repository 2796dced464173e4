import { afterEach, expect, it } from "vitest";
import { Witnesses } from "../witness.ts";

const witnesses = new Witnesses();
afterEach(() => witnesses.leave());

it("slow shows at once what it is called", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("slow");
  let answer: string | undefined;
  const asked = witness.body(witness.cluster.replicas[0], "/version").then((body) => (answer = body));
  await witness.pass(0.9);
  expect(answer).toBeUndefined();
  await witness.pass(2.2);
  expect(await asked).toContain("2.6.0");
});

it("flaky shows at once what it is called", { timeout: 120_000 }, async () => {
  const witness = await witnesses.live("flaky");
  const sights = new Map<string, number>();
  for (let request = 0; request < 200; request++) {
    const sight = await witness.fate(witness.cluster.replicas[0]);
    sights.set(sight, (sights.get(sight) ?? 0) + 1);
  }
  const answered = sights.get("answered") ?? 0;
  expect(answered).toBeGreaterThan(120);
  expect(answered).toBeLessThan(180);
  expect([...sights.keys()].toSorted()).toEqual(["answered", "dropped", "garbage", "half", "reset", "silent", "wrong"]);
  const metas = await Promise.all(
    Array.from({ length: 60 }, (_, request) => witness.fate(witness.cluster.metas[request % 3])),
  );
  expect(new Set(metas)).toEqual(new Set(["answered"]));
});
