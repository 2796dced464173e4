import { expect, it } from "vitest";
import { silentLog } from "./log.ts";
import { linesAsTheyCome, type Lines } from "./ndjson.ts";
import { PATIENT } from "./testing/patience.ts";

const LINE = { text: "x".repeat(400_000) };

/** Writes lines of 400 kB one after the other; tells how many. */
function flood(most: number, stalledMs?: number) {
  const state = { written: 0, over: false };
  let lines: Lines | null = null;
  const response = linesAsTheyCome(
    async (given) => {
      lines = given;
      while (state.written < most && !given.gone.aborted) {
        await given.write(LINE);
        state.written++;
      }
      state.over = true;
    },
    silentLog,
    stalledMs,
  );
  return { response, state, gone: () => lines?.gone.aborted };
}

it("lets the asking wait for who reads slowly, instead of keeping all lines", async () => {
  const { response, state } = flood(20);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(state.written).toBeLessThan(4);
  const text = await response.text();
  expect(text.trimEnd().split("\n")).toHaveLength(20);
  expect(state.over).toBe(true);
});

it("tells the asking that nobody reads any more", async () => {
  const { response, state, gone } = flood(20);
  await response.body?.cancel();
  await expect.poll(() => [gone(), state.over], PATIENT).toEqual([true, true]);
  expect(state.written).toBeLessThan(20);
});

it("lets go of who takes nothing", async () => {
  const { response, state, gone } = flood(20, 20);
  await expect.poll(() => [gone(), state.over], PATIENT).toEqual([true, true]);
  await expect(response.text()).rejects.toThrow("Nobody takes the lines.");
});

it("breaks off with a mistake, which is logged, so that nobody takes what came for the whole", async () => {
  const mistakes: unknown[] = [];
  const log = { ...silentLog, mistake: (error: unknown) => mistakes.push(error) };
  const wrong = new Error("wrong");
  const response = linesAsTheyCome(async ({ write }) => {
    await write({ line: 1 });
    throw wrong;
  }, log);
  await expect(response.text()).rejects.toThrow("wrong");
  expect(mistakes).toEqual([wrong]);
});
