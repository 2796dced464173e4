// Reduced from `npm run bench -- soak`: two rounds instead of twenty, on a clock that runs fifteen times faster.
import { expect, it } from "vitest";
import { metaRestarts, unseenRestarts } from "./meta-restarts.ts";

const SHORT = { pages: 10, speed: 15 };

it(
  "kills no meta that restarts while ten pages poll and the explorer hammers /meta/*",
  { timeout: 60_000 },
  async () => {
    const report = await metaRestarts({ ...SHORT, rounds: 2, starts: [50, 3000, 9000] });
    expect(report).toMatchObject({ restarts: 18, deaths: 0 });
    expect(report.asked).toBeGreaterThan(500);
    expect(report.answered).toBeGreaterThan(100);
    expect(report.metaRequests).toBeGreaterThan(20);
  },
);

it("kills no meta whose metric appears after 40 s", { timeout: 60_000 }, async () => {
  const report = await metaRestarts({ ...SHORT, rounds: 1, starts: [40_000] });
  expect(report).toMatchObject({ restarts: 3, deaths: 0 });
  expect(report.metaRequests).toBeGreaterThan(5);
});

it("kills no meta that restarted while no page was open", { timeout: 60_000 }, async () => {
  const report = await unseenRestarts({ ...SHORT, rounds: 1, starts: [50, 9000] });
  expect(report).toMatchObject({ restarts: 6, deaths: 0 });
  expect(report.answered).toBeGreaterThan(report.restarts);
});
