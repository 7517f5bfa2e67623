import fc from "fast-check";
import { expect, test } from "vitest";
import * as distributions from "../../ts/statistics/distributions.js";
import { golden, miss } from "./golden.js";

const { normal, student, chiSquared, beta, fisher } = distributions;

function named(name: string, [a = 1, b = 1]: readonly number[]): distributions.Distribution {
  const makers = { normal: () => normal, student, chiSquared, beta, fisher };
  return makers[name as keyof typeof makers](a, b);
}

test.each(golden.distributions)(
  "$name $parameters at $x has both sides to 12 digits",
  ({ name, parameters, x, cdf, tail }) => {
    const distribution = named(name, parameters);
    expect(miss(distribution.cdf(x), cdf)).toBeLessThan(1e-12);
    expect(miss(distribution.tail(x), tail)).toBeLessThan(1e-12);
  },
);

test.each(golden.quantiles)(
  "$name $parameters has the quantile of $probability to 11 digits",
  ({ name, parameters, probability, x }) => {
    expect(miss(named(name, parameters).quantile(probability), x)).toBeLessThan(1e-11);
  },
);

test("a quantile's CDF is its probability", () => {
  const parameter = fc.double({ min: 0.2, max: 500, noNaN: true });
  fc.assert(
    fc.property(
      fc.constantFrom("normal", "student", "chiSquared", "beta", "fisher"),
      parameter,
      parameter,
      fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
      (name, a, b, probability) => {
        const distribution = named(name, [a, b]);
        const x = distribution.quantile(probability);
        const rest = Math.max(Math.abs(distribution.cdf(x) - probability), 0);
        // Near an end of its range a variable has no more digits: one step of x may then be more than 1e-9.
        const step = Math.abs(distribution.cdf(x * (1 + 4e-16)) - distribution.cdf(x * (1 - 4e-16)));
        expect(rest).toBeLessThanOrEqual(1e-9 * probability + 2 * step + 1e-15);
      },
    ),
  );
});

test("the ends of the range are the quantiles of 0 and 1", () => {
  expect([0, 1].map(normal.quantile)).toEqual([-Infinity, Infinity]);
  expect([0, 1].map(student(3).quantile)).toEqual([-Infinity, Infinity]);
  expect([0, 1].map(chiSquared(3).quantile)).toEqual([0, Infinity]);
  expect([0, 1].map(beta(2, 3).quantile)).toEqual([0, 1]);
  expect(normal.quantile(0.5)).toBeCloseTo(0, 15);
});

test("infinite places have all of the probability on one side", () => {
  for (const distribution of [normal, student(2), chiSquared(2), fisher(2, 3)]) {
    expect([distribution.cdf(Infinity), distribution.tail(Infinity)]).toEqual([1, 0]);
    expect(distribution.cdf(-Infinity)).toBe(0);
  }
});
