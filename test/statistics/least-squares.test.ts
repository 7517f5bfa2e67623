import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitExponent } from "../../ts/statistics/free-exponent.js";
import { fitLine, leastSquares } from "../../ts/statistics/least-squares.js";
import { golden, miss } from "./golden.js";

const { x, values, errors, line, three, exponent } = golden.fits;
const points = x.map((n, i) => ({ n, value: values[i] as number, error: errors[i] as number }));

describe("weighted least squares", () => {
  test("a line agrees with numpy's normal equations, errors and χ² too", () => {
    const fit = fitLine(points.map(({ n, ...of }) => ({ ...of, x: n ** (-2 / 3) })));
    expect(miss(fit?.intercept.value, line.coefficients[0] as number)).toBeLessThan(1e-12);
    expect(miss(fit?.slope.value, line.coefficients[1] as number)).toBeLessThan(1e-11);
    expect(miss(fit?.intercept.error, line.errors[0] as number)).toBeLessThan(1e-11);
    expect(miss(fit?.slope.error, line.errors[1] as number)).toBeLessThan(1e-11);
    expect(miss(fit?.chiSquared, line.chiSquared)).toBeLessThan(1e-10);
    expect(fit?.freedom).toBe(4);
  });

  test("three terms that nearly depend on each other too", () => {
    const fit = leastSquares(points.map(({ n, ...of }) => ({ ...of, terms: [1, n ** (-2 / 3), 1 / n] })));
    for (const k of [0, 1, 2]) {
      expect(miss(fit?.coefficients[k]?.value, three.coefficients[k] as number)).toBeLessThan(1e-9);
      expect(miss(fit?.coefficients[k]?.error, three.errors[k] as number)).toBeLessThan(1e-9);
    }
    expect(miss(fit?.chiSquared, three.chiSquared)).toBeLessThan(1e-9);
  });

  test("exact values give their coefficients back, whatever the weights", () => {
    const weight = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(weight, { minLength: 3, maxLength: 9 }), weight, weight, (weights, a, b) => {
        const fit = fitLine(weights.map((error, i) => ({ x: i + 1, value: a - b * (i + 1), error })));
        expect(fit?.intercept.value).toBeCloseTo(a, 8);
        expect(fit?.slope.value).toBeCloseTo(-b, 8);
        expect(fit?.chiSquared).toBeLessThan(1e-12 * (a * a + b * b) * 1e4);
      }),
    );
  });

  test("there is no line through one place, nor through a point without an error", () => {
    expect(fitLine([{ x: 1, value: 1, error: 1 }])).toBeUndefined();
    expect(fitLine([1, 1].map((x) => ({ x, value: 1, error: 1 })))).toBeUndefined();
    expect(fitLine([1, 2].map((x) => ({ x, value: 1 })))).toBeUndefined();
    expect(fitLine([1, 2].map((x) => ({ x, value: 1, error: 0 })))).toBeUndefined();
    expect(leastSquares([])).toBeUndefined();
  });
});

describe("a free exponent", () => {
  const form = (n: number, e: number) => [1, n ** -e];
  const fit = fitExponent(
    points.map(({ n, ...of }) => ({ ...of, x: n })),
    form,
    [0.05, 3],
  );

  test("agrees with scipy's curve_fit, errors and χ² too", () => {
    const found = [...(fit?.coefficients ?? []), fit?.exponent];
    found.forEach((of, k) => {
      // A minimum of χ² is found to the square root of the precision, and scipy's differences to 1e-8 likewise.
      expect(miss(of?.value, exponent.coefficients[k] as number)).toBeLessThan(1e-5);
      expect(miss(of?.error, exponent.errors[k] as number)).toBeLessThan(1e-4);
    });
    expect(miss(fit?.chiSquared, exponent.chiSquared)).toBeLessThan(1e-8);
    expect(fit?.freedom).toBe(3);
  });

  test("is found where values follow it exactly", () => {
    const exact = x.map((n) => ({ x: n, value: 3 * n ** 0.4, error: 0.01 }));
    const power = fitExponent(exact, (n, e) => [n ** e], [-2, 2]);
    expect(power?.exponent.value).toBeCloseTo(0.4, 6);
    expect(power?.coefficients[0]?.value).toBeCloseTo(3, 5);
  });

  test("is none where χ² falls to the end of the range", () => {
    const beyond = x.map((n) => ({ x: n, value: 1 + n ** -0.5, error: 0.01 }));
    expect(fitExponent(beyond, form, [1, 3])).toBeUndefined();
  });
});
