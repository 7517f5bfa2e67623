import { describe, expect, test } from "vitest";
import { Stream } from "../../ts/base/random.js";
import { coverage } from "../../ts/glass/coverage.js";

/** How often each kind is seen among so many draws from the shares. */
function sampled(shares: readonly number[], draws: number, replica: number): number[] {
  const stream = new Stream(11n, 0x20000, replica);
  const counts = new Array<number>(shares.length).fill(0);
  for (let draw = 0; draw < draws; draw++) {
    let left = stream.uniform();
    let kind = 0;
    while (kind < shares.length - 1 && left >= (shares[kind] as number)) left -= shares[kind++] as number;
    counts[kind] = (counts[kind] as number) + 1;
  }
  return counts;
}

/** Shares of kinds whose sizes fall off as 1, 1/2, 1/3, … to this power; 0 makes all alike. */
function shares(kinds: number, power: number): number[] {
  const sizes = Array.from({ length: kinds }, (_, kind) => (kind + 1) ** -power);
  const sum = sizes.reduce((sum, size) => sum + size, 0);
  return sizes.map((size) => size / sum);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("the coverage of a sample", () => {
  test("is Good's and Turing's, with Esty's error, and Chao's number of kinds", () => {
    const found = coverage([1, 2, 1, 1, 2, 1, 1, 2]);
    expect(found).toMatchObject({ sample: 11, kinds: 8, once: 5, twice: 3 });
    expect(found.coverage).toBeCloseTo(6 / 11, 15);
    expect(found.coverageError).toBeCloseTo(Math.sqrt(5 * (6 / 11) + 6) / 11, 15);
    expect(found.chao1).toBeCloseTo(8 + ((10 / 11) * 25) / 6, 13);
  });

  test.each([
    ["alike", 0],
    ["unlike", 1],
  ])(
    "is on average the share that was seen, of populations of kinds that are %s, and its error covers",
    (_, power) => {
      const population = shares(200, power);
      const trials = Array.from({ length: 400 }, (_, trial) => {
        const counts = sampled(population, 300, trial);
        const truth = population.filter((_, kind) => (counts[kind] as number) > 0);
        const found = coverage(counts.filter((count) => count > 0));
        return { found, truth: truth.reduce((sum, share) => sum + share, 0) };
      });
      const errors = trials.map(({ found, truth }) => found.coverage - truth);
      const spread = Math.sqrt(mean(errors.map((error) => error * error)));
      // Of 400 trials: 3.5 standard errors of the mean, and the bias of 1 − f₁/n, which is at most 1/n.
      expect(Math.abs(mean(errors))).toBeLessThan((3.5 * spread) / 20 + 1 / 300);
      const covered = trials.filter(
        ({ found, truth }) => Math.abs(found.coverage - truth) <= 1.96 * found.coverageError,
      );
      expect(covered.length / 400).toBeGreaterThan(0.91);
      expect(covered.length / 400).toBeLessThan(0.99);
    },
  );

  test("Chao1 is unbiased where kinds are alike, a lower bound where they are not, and its error is the spread", () => {
    for (const power of [0, 1]) {
      const found = Array.from({ length: 400 }, (_, trial) =>
        coverage(sampled(shares(200, power), 300, trial).filter((count) => count > 0)),
      );
      const numbers = found.map(({ chao1 }) => chao1);
      const average = mean(numbers);
      const spread = Math.sqrt(mean(numbers.map((number) => (number - average) ** 2)));
      expect(average).toBeLessThan(200 + (3.5 * spread) / 20 + 2);
      if (power === 0) expect(average).toBeGreaterThan(198 - (3.5 * spread) / 20);
      else expect(average).toBeGreaterThan(mean(found.map(({ kinds }) => kinds)));
      const said = mean(found.map(({ chao1Error }) => chao1Error));
      expect(said / spread).toBeGreaterThan(0.8);
      expect(said / spread).toBeLessThan(1.25);
    }
  });

  test("of a sample that saw no kind once is whole, and says how large a share may be unseen", () => {
    const found = coverage([5, 9, 16]);
    expect(found).toMatchObject({
      coverage: 1,
      coverageError: 0,
      chao1: 3,
      chao1Error: 0,
      largestUnseen: 0.1,
    });
    expect((1 - found.largestUnseen) ** found.sample).toBeLessThan(0.05);
  });

  test("of no sample is none, and of one kind seen once is finite", () => {
    expect(coverage([])).toMatchObject({ sample: 0, kinds: 0, coverage: 0, chao1: 0, largestUnseen: 1 });
    expect(coverage([1])).toMatchObject({ coverage: 0, coverageError: 0, chao1: 1, chao1Error: 0 });
  });
});
