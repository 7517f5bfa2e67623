import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kMeans, numbersOf } from "../../ts/statistics/k-means.js";

const EPS = 2 ** -52;

const squares = (numbers: ArrayLike<number>, values: ArrayLike<number>) =>
  Array.from(numbers, (number, place) => (number - (values[place] as number)) ** 2).reduce(
    (a, b) => a + b,
    0,
  );

/** Every way to split sorted numbers into k neighbouring groups that are not empty. */
function leastOf(sorted: readonly number[], k: number): number {
  if (k === 1) {
    const mean = sorted.reduce((a, b) => a + b, 0) / sorted.length;
    return squares(
      sorted,
      sorted.map(() => mean),
    );
  }
  let least = Number.POSITIVE_INFINITY;
  for (let split = k - 1; split < sorted.length; split++)
    least = Math.min(least, leastOf(sorted.slice(0, split), k - 1) + leastOf(sorted.slice(split), 1));
  return least;
}

describe("k-means in one dimension", () => {
  const numbers = fc.array(
    fc.oneof(fc.double({ min: -3, max: 3, noNaN: true }), fc.integer({ min: -2, max: 2 })),
    {
      minLength: 1,
      maxLength: 9,
    },
  );

  test("no split into groups has a smaller sum of squares (every split of up to nine numbers)", () => {
    fc.assert(
      fc.property(numbers, (given) => {
        const cutTo = kMeans(Float64Array.from(given), given.length);
        const sorted = given.toSorted((a, b) => a - b);
        const scale = squares(given, new Float64Array(given.length)) + 1;
        for (let k = 1; k <= given.length; k++) {
          const found = squares(given, numbersOf(cutTo(k)));
          expect(Math.abs(found - leastOf(sorted, k))).toBeLessThanOrEqual(8 * given.length * EPS * scale);
        }
      }),
    );
  });

  test("values ascend, each is the mean of its numbers, and every number has the nearest", () => {
    const given = Float64Array.from({ length: 400 }, (_, i) => ((i * 7919) % 401) ** 1.5 / 1000);
    const cutTo = kMeans(given, 12);
    for (const k of [1, 2, 5, 12]) {
      const { codes, values } = cutTo(k);
      expect([...values]).toEqual([...values].sort((a, b) => a - b));
      values.forEach((value, code) => {
        const own = given.filter((_, place) => codes[place] === code);
        expect(own.reduce((a, b) => a + b, 0) / own.length).toBeCloseTo(value, 12);
      });
      given.forEach((number, place) => {
        const distances = values.map((value) => Math.abs(value - number));
        expect(distances[codes[place] as number]).toBe(Math.min(...distances));
      });
    }
  });

  test("a common offset of 1e6 moves the values alone", () => {
    const given = Float64Array.from({ length: 50 }, (_, i) => ((i * 37) % 53) / 64);
    const offset = given.map((number) => number + 2 ** 20);
    expect(kMeans(offset, 7)(7).codes).toEqual(kMeans(given, 7)(7).codes);
  });

  test("two values of two clusters are their means", () => {
    const { codes, values } = kMeans(Float64Array.of(-1.1, 5, -0.9, 5.2, -1), 2)(2);
    expect([...values]).toEqual([-1, 5.1].map((value) => expect.closeTo(value, 12)));
    expect([...codes]).toEqual([0, 1, 0, 1, 0]);
  });

  test.each([[[3, -1, 2, 0.5]], [[3, 1, 2, 1]]])(
    "as many values as numbers leave %j as they are",
    (numbers) => {
      const given = Float64Array.from(numbers);
      expect(numbersOf(kMeans(given, 4)(4))).toEqual(given);
    },
  );
});
