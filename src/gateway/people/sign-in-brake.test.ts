import { expect, it } from "vitest";
import { TestClock } from "../testing/clock.ts";
import { SignInBrake, type Counted } from "./sign-in-brake.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

function open() {
  const clock = new TestClock({ standsStill: true });
  const brake = new SignInBrake(clock);
  /** Seconds to wait; 0: it was let through, and failed. */
  const fail = (name: string, address: string, device: string | null = null): number =>
    brake.begin(SignInBrake.counted(name, address, device)) / SECOND;
  return { clock, brake, fail };
}

it("lets people mistype, then makes each further failure wait longer, a minute at most", () => {
  const { clock, fail } = open();
  const waits: number[] = [];
  for (let attempt = 0; attempt < 14; attempt++) {
    // Another name each time: it is the address that is slowed.
    const wait = fail(`name${attempt}`, "10.0.0.1");
    waits.push(wait);
    if (wait === 0) continue;
    clock.advance(wait * SECOND - 1);
    expect(fail("other", "10.0.0.1")).toBeCloseTo(0.001);
    clock.advance(1);
    expect(fail(`name${attempt}`, "10.0.0.1")).toBe(0);
  }
  expect(waits).toEqual([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

it("slows a name that is tried from everywhere, ten seconds at most", () => {
  const { clock, fail } = open();
  let attempts = 0;
  for (let second = 0; second < 300; second++) {
    for (let source = 0; source < 20; source++) if (fail("ann", `10.0.${source}.${second % 250}`) === 0) attempts++;
    clock.advance(SECOND);
  }
  // 6,000 tries in five minutes: some thirty got as far as the password.
  expect(attempts).toBeLessThan(40);
  expect(fail("ann", "10.7.7.7")).toBeLessThanOrEqual(10);
});

it("does not make the wait longer for who hammers on meanwhile", () => {
  const { clock, fail } = open();
  for (let attempt = 0; attempt < 8; attempt++) {
    while (fail("ann", "10.0.0.1") > 0) clock.advance(SECOND);
  }
  const wait = fail("ann", "10.0.0.1");
  for (let attempt = 0; attempt < 1000; attempt++) fail("ann", "10.0.0.1");
  expect(fail("ann", "10.0.0.1")).toBe(wait);
});

it("counts attempts that are under way, so that many at once are no way around", () => {
  const { fail } = open();
  const through = Array.from({ length: 100 }, () => fail("ann", "10.0.0.1")).filter((wait) => wait === 0);
  expect(through).toHaveLength(5);
});

it("leaves a browser alone that the name has signed in from, whatever others do with that name or at that address", () => {
  const { fail } = open();
  for (let attempt = 0; attempt < 100; attempt++) fail("ann", "10.0.0.1");
  expect(fail("ann", "10.0.0.1")).toBeGreaterThan(0);
  expect(fail("ann", "10.0.0.1", "laptop")).toBe(0);
  // It has a count of its own: a stolen browser is no way around either.
  for (let attempt = 0; attempt < 4; attempt++) expect(fail("ann", "10.0.0.1", "laptop")).toBe(0);
  expect(fail("ann", "10.0.0.1", "laptop")).toBeGreaterThan(0);
  expect(fail("ann", "10.0.0.1", "phone")).toBe(0);
});

it("forgives a name everything when it signs in, and its address only that attempt", () => {
  const { brake, fail } = open();
  const ann = SignInBrake.counted("ann", "10.0.0.1", null);
  for (let attempt = 0; attempt < 4; attempt++) fail("ann", "10.0.0.1");
  expect(brake.begin(ann)).toBe(0);
  brake.succeeded(ann);
  // A guesser with a name of its own gains nothing by signing in between.
  expect(fail("bob", "10.0.0.1")).toBe(0);
  expect(fail("bob", "10.0.0.1")).toBeGreaterThan(0);
  expect(fail("ann", "10.0.0.2")).toBe(0);
});

it("forgets after a quarter of an hour", () => {
  const { clock, fail } = open();
  for (let attempt = 0; attempt < 100; attempt++) fail("ann", "10.0.0.1");
  clock.advance(15 * MINUTE);
  expect(Array.from({ length: 5 }, () => fail("ann", "10.0.0.1"))).toEqual([0, 0, 0, 0, 0]);
});

it.each([
  ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true],
  ["2001:db8:1:2::1", "2001:db8:1:3::1", false],
  ["::1", "::2", true],
  ["10.0.0.1", "10.0.0.2", false],
])("takes %s and %s for one guesser: %s", (one, two, same) => {
  const { fail } = open();
  for (let attempt = 0; attempt < 5; attempt++) fail(`name${attempt}`, one);
  expect(fail("other", two) > 0).toBe(same);
});

it("keeps a bounded number of entries, the newest", () => {
  const { brake, fail } = open();
  for (let attempt = 0; attempt < 5; attempt++) fail("ann", "old");
  for (let index = 0; index < 10_000; index++) brake.begin([["address", `new${index}`]] satisfies Counted[]);
  expect(fail("bob", "old")).toBe(0);
  for (let attempt = 0; attempt < 5; attempt++) brake.begin([["address", "new9999"]]);
  expect(brake.begin([["address", "new9999"]])).toBeGreaterThan(0);
});
