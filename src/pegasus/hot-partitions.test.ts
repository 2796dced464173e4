import { expect, it } from "vitest";
import {
  HOT_RULES,
  hotPartitions,
  hotScores,
  judgedRounds,
  withRound,
  type HotRules,
  type RoundSums,
} from "./hot-partitions.ts";

const calm = (count: number, rate: number): number[] => Array.from({ length: count }, () => rate);
const spike = (count: number, at: number, rate: number, others: number): number[] =>
  calm(count, others).map((value, index) => (index === at ? rate : value));

/** What is remembered of these rounds, the last of which is the latest. */
function remembered(rounds: readonly number[][]): RoundSums[] {
  return rounds.reduce<RoundSums[]>((history, round) => withRound(history, round), []);
}

function hotAfter(rounds: readonly number[][], rules: HotRules = HOT_RULES) {
  const latest = rounds.at(-1) ?? [];
  return hotPartitions(latest, hotScores(latest, remembered(rounds)), rules);
}

it("computes scores over all partitions of all rounds, with the sample deviation", () => {
  // 0, 0, 0 and 4: mean 1, sum of squares about it 12, n - 1 = 3, deviation 2.
  expect(
    hotScores(
      [0, 4],
      remembered([
        [0, 0],
        [0, 4],
      ]),
    ),
  ).toEqual([-0.5, 1.5]);
});

it("finds one partition that is much busier than fifteen others", () => {
  expect(hotAfter([spike(16, 5, 5000, 100)])).toEqual([{ index: 5, rate: 5000, score: expect.closeTo(3.75, 2) }]);
});

it.each<[what: string, history: number[][]]>([
  ["all are alike", [calm(16, 5000)]],
  ["all are alike, at a rate that has no exact square", [calm(16, 5000.1), calm(16, 5000.1)]],
  ["nothing happens", [calm(16, 0)]],
  ["it is busy beside others, yet below 100 a second", [spike(16, 0, 99, 0)]],
  ["four partitions can never differ enough", [spike(4, 0, 1_000_000, 0)]],
  ["it was hot and is not any more", [spike(16, 3, 5000, 10), calm(16, 10)]],
  ["there is no history", []],
  ["there are no partitions", [[]]],
])("finds none where %s", (_what, history) => {
  expect(hotAfter(history)).toEqual([]);
});

it("finds it among eight only with a history that was calm: one round of eight can never differ enough", () => {
  const hot = spike(8, 2, 5000, 10);
  expect(hotAfter([hot])).toEqual([]);
  expect(hotAfter([calm(8, 10), calm(8, 10), hot]).map(({ index }) => index)).toEqual([2]);
});

it("names the hottest first, and both while two are hot", () => {
  const rates = spike(64, 7, 9000, 10).map((rate, index) => (index === 9 ? 8000 : rate));
  expect(hotAfter([rates]).map(({ index }) => index)).toEqual([7, 9]);
});

it("takes the flags' word for what is hot", () => {
  const history = [spike(16, 5, 5000, 100)];
  expect(hotAfter(history, { ...HOT_RULES, score: 4 })).toEqual([]);
  expect(hotAfter(history, { ...HOT_RULES, rate: 5001 })).toEqual([]);
});

it("remembers so many rounds, and begins anew when a split changes the number of partitions", () => {
  const three = [[1], [2], [3]].reduce<RoundSums[]>((history, round) => withRound(history, round, { rounds: 2 }), []);
  expect(three.map(({ sum }) => sum)).toEqual([2, 3]);
  expect(withRound(three, [1, 1])).toEqual([{ count: 2, sum: 2, squares: 2 }]);
});

it("judges one round after another as each is judged when it is the latest, and passes over those with gaps", () => {
  const calmly = calm(8, 10);
  const rounds = [calmly, spike(8, 2, 5000, 10), [...calm(7, 10), null], spike(8, 3, 5000, 10)];
  const judged = judgedRounds(rounds);
  expect(judged.map(({ hot }) => [...hot])).toEqual([[], [2], [], [3]]);
  expect(judged[2]?.scores).toBeNull();
  expect(judged[3]?.scores).toEqual(
    hotScores(spike(8, 3, 5000, 10), remembered([calmly, spike(8, 2, 5000, 10), spike(8, 3, 5000, 10)])),
  );
  expect(judgedRounds([[], [null, null]]).map(({ scores }) => scores)).toEqual([null, null]);
});
