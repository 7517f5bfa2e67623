import { expect, test } from "vitest";
import { Stream } from "../../ts/base/random.js";
import { type Duration, fitWeibull } from "../../ts/statistics/survival.js";

/** ln t = a + b·x + σ·ln E, waited for up to `limit`. */
function made(count: number, sigma: number, limit: number, seed = 1n): Duration[] {
  const stream = new Stream(seed, 7, 0);
  return Array.from({ length: count }, (_, i) => {
    const x = i % 4;
    const exponential = -Math.log((stream.below(1_000_000) + 0.5) / 1_000_000);
    const time = Math.exp(2 + 0.5 * x) * exponential ** sigma;
    return { time: Math.min(time, limit), reached: time <= limit, terms: [1, x] };
  });
}

test("without terms but one and a constant rate the scale is the total time over the number reached", () => {
  // At the maximum Σ (t/θ)^k = d for every shape k.
  const durations = [3, 1, 4, 1, 5, 9, 2, 6].map((time, i) => ({ time, reached: i % 3 !== 0, terms: [1] }));
  const fit = fitWeibull(durations);
  const theta = Math.exp(fit?.coefficients[0]?.value as number);
  const sum = durations.reduce(
    (total, { time }) => total + (time / theta) ** (1 / (fit?.scale as number)),
    0,
  );
  expect(sum).toBeCloseTo(durations.filter(({ reached }) => reached).length, 6);
});

test("the slope is found within four standard errors, whatever share is censored", () => {
  for (const limit of [Number.MAX_VALUE, 20, 5])
    for (const sigma of [0.5, 1, 2]) {
      const fit = fitWeibull(made(800, sigma, limit));
      const [intercept, slope] = fit?.coefficients ?? [];
      expect(Math.abs((slope?.value as number) - 0.5) / (slope?.error as number)).toBeLessThan(4);
      expect(Math.abs((intercept?.value as number) - 2) / (intercept?.error as number)).toBeLessThan(4);
      expect(fit?.scale).toBeGreaterThan(0.8 * sigma);
      expect(fit?.scale).toBeLessThan(1.2 * sigma);
    }
});

test("errors are those by which slopes scatter over repeats", () => {
  const fits = Array.from(
    { length: 100 },
    (_, i) => fitWeibull(made(200, 1, 20, BigInt(i + 2)))?.coefficients[1],
  );
  const slopes = fits.map((fit) => fit?.value as number);
  const centre = slopes.reduce((a, b) => a + b) / slopes.length;
  const scatter = Math.sqrt(
    slopes.reduce((sum, slope) => sum + (slope - centre) ** 2, 0) / (slopes.length - 1),
  );
  const error = fits.reduce((sum, fit) => sum + (fit?.error as number), 0) / fits.length;
  // A deviation of 100 values is known to 7 %: four times that.
  expect(scatter / error).toBeGreaterThan(0.72);
  expect(scatter / error).toBeLessThan(1.28);
});

test("leaving the censored out would find a smaller slope", () => {
  const durations = made(800, 1, 8);
  const slope = (of: readonly Duration[]) => fitWeibull(of)?.coefficients[1]?.value as number;
  expect(slope(durations.filter(({ reached }) => reached))).toBeLessThan(slope(durations) - 0.1);
});

test("where nothing was reached, or nothing at the larger size, there is no fit", () => {
  expect(fitWeibull([])).toBeUndefined();
  expect(fitWeibull(made(40, 1, 1e-9))).toBeUndefined();
  const lost = [1, 2, 3, 2].map((time, i) => ({ time, reached: i < 2, terms: [1, i < 2 ? 0 : 1] }));
  expect(fitWeibull(lost)).toBeUndefined();
});
