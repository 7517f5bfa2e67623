import { expect, test } from "vitest";
import { oneWay } from "../../ts/statistics/one-way.js";

// Snedecor's form by hand: means 5, 9, 10 of six values each (Wikipedia, "One-way analysis of variance", F = 9.3 to one decimal).
test("the ratio, its freedoms and its probability are those of a worked example", () => {
  const found = oneWay([
    [6, 8, 4, 5, 3, 4],
    [8, 12, 9, 11, 6, 8],
    [13, 9, 11, 8, 7, 12],
  ]);
  expect(found.ratio).toBeCloseTo(42 / (68 / 15), 12);
  expect([found.between, found.within]).toEqual([2, 15]);
  expect(found.probability).toBeCloseTo(0.0024, 4);
});

test("groups of one mean have ratio 0, and groups of one value each no ratio", () => {
  expect(
    oneWay([
      [1, 3],
      [0, 4],
    ]),
  ).toMatchObject({ ratio: 0, probability: 1 });
  expect(oneWay([[1], [2]]).ratio).toBeNaN();
});
