import { expect, it } from "vitest";
import { HOT_RULES, hotPartitions, hotScores, withRound } from "./hot-partitions.ts";

const calm = (count: number, rate: number): number[] => Array.from({ length: count }, () => rate);
const spike = (count: number, at: number, rate: number, others: number): number[] =>
  calm(count, others).map((value, index) => (index === at ? rate : value));

it("computes scores over all partitions of all rounds, with the sample deviation", () => {
  // 0, 0, 0 and 4: mean 1, sum of squares 12, n - 1 = 3, deviation 2.
  expect(
    hotScores(
      [
        [0, 4],
        [0, 0],
      ].toReversed(),
    ),
  ).toEqual([-0.5, 1.5]);
});

it("finds one partition that is much busier than fifteen others", () => {
  const found = hotPartitions([spike(16, 5, 5000, 100)]);
  expect(found).toEqual([{ index: 5, rate: 5000, score: expect.closeTo(3.75, 2) }]);
});

it.each<[what: string, history: number[][]]>([
  ["all are alike", [calm(16, 5000)]],
  ["nothing happens", [calm(16, 0)]],
  ["it is busy beside others, yet below 100 a second", [spike(16, 0, 99, 0)]],
  ["four partitions can never differ enough", [spike(4, 0, 1_000_000, 0)]],
  ["it was hot and is not any more", [spike(16, 3, 5000, 10), calm(16, 10)]],
  ["there is no history", []],
  ["there are no partitions", [[]]],
])("finds none where %s", (_what, history) => {
  expect(hotPartitions(history)).toEqual([]);
});

it("names the hottest first, and both while two are hot", () => {
  const rates = spike(64, 7, 9000, 10).map((rate, index) => (index === 9 ? 8000 : rate));
  expect(hotPartitions([rates]).map(({ index }) => index)).toEqual([7, 9]);
});

it("takes the flags' word for what is hot", () => {
  const history = [spike(16, 5, 5000, 100)];
  expect(hotPartitions(history, { ...HOT_RULES, score: 4 })).toEqual([]);
  expect(hotPartitions(history, { ...HOT_RULES, rate: 5001 })).toEqual([]);
});

it("remembers so many rounds, and begins anew when a split changes the number of partitions", () => {
  const three = [[1], [2], [3]].reduce<readonly (readonly number[])[]>(
    (history, round) => withRound(history, round, { rounds: 2 }),
    [],
  );
  expect(three).toEqual([[2], [3]]);
  expect(withRound(three, [1, 1])).toEqual([[1, 1]]);
});
