import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { InvalidInputError } from "../../ts/base/errors.js";
import { airyEdge, byDeterminants } from "../../ts/theory/airy-edge.js";
import {
  marchenkoPasturCdf,
  marchenkoPasturDensity,
  type Symmetry,
  semicircleDensity,
  spacingRatioDensity,
  tracyWidomCdf,
  tracyWidomDensity,
  tracyWidomQuantile,
} from "../../ts/theory/index.js";
import { gaussLegendre, integrate } from "../../ts/theory/quadrature.js";

interface Golden {
  tracy_widom: { x: number; beta: Symmetry; probability: string; density: string }[];
  marchenko_pastur: { x: number; ratio: number; probability: string; density: string }[];
}
const golden: Golden = JSON.parse(
  readFileSync(new URL("../golden/theory/laws.json", import.meta.url), "utf8"),
);

const rule = gaussLegendre(16);

function expectRelative(actual: number, expected: number, error: number, what: object) {
  expect(Math.abs(actual - expected), `${JSON.stringify(what)}: got ${actual}`).toBeLessThanOrEqual(
    error * Math.abs(expected),
  );
}

describe("Tracy–Widom", () => {
  test("agrees with Painlevé II in 110 digits, relatively, in both tails", () => {
    for (const { x, beta, probability, density } of golden.tracy_widom) {
      const error = Math.abs(x) <= 10 ? 1e-12 : 1e-11;
      expectRelative(tracyWidomCdf(x, beta), Number(probability), error, { x, beta });
      expectRelative(tracyWidomDensity(x, beta), Number(density), error, { x, beta });
    }
  });

  test.each([
    // Bornemann (2010): mean, variance, skewness, excess kurtosis.
    [1, -1.206533574582, 1.607781034581, 0.29346452408, 0.1652429384],
    [2, -1.7710868074116, 0.8131947928329, 0.22408420361, 0.0934480876],
  ] as const)("has the published moments at β = %d", (beta, mean, variance, skewness, kurtosis) => {
    const moment = (power: number, about: number) =>
      integrate((x) => (x - about) ** power * tracyWidomDensity(x, beta), {
        from: -12,
        to: 14,
        width: 1,
        rule,
      });
    expect(moment(0, 0)).toBeCloseTo(1, 13);
    expect(moment(1, 0)).toBeCloseTo(mean, 12);
    const second = moment(2, mean);
    expect(second).toBeCloseTo(variance, 11);
    expect(moment(3, mean) / second ** 1.5).toBeCloseTo(skewness, 10);
    expect(moment(4, mean) / second ** 2 - 3).toBeCloseTo(kurtosis, 9);
  });

  test("the determinants and the boundary-value problem agree where both are accurate", () => {
    for (let s = -3.5; s < -2; s += 0.1) {
      const [one, other] = [airyEdge(s), byDeterminants(s)];
      for (const key of ["logF1", "logF2", "q", "u"] as const)
        expectRelative(one[key], other[key], 1e-12, { s, key });
    }
  });

  test("quantiles invert the distribution, to the published ones", () => {
    for (const beta of [1, 2] as const)
      for (const q of [1e-290, 1e-20, 0.01, 0.5, 0.95, 0.999, 1 - 1e-12])
        expectRelative(tracyWidomCdf(tracyWidomQuantile(q, beta), beta), q, 1e-12, { beta, q });
    // Johnstone (2001): the upper quantiles of F₁.
    expect(tracyWidomQuantile(0.95, 1)).toBeCloseTo(0.9793, 4);
    expect(tracyWidomQuantile(0.99, 1)).toBeCloseTo(2.0234, 4);
  });

  test("is 0 and 1 where doubles are", () => {
    expect(tracyWidomCdf(-30, 1)).toBe(0);
    expect(tracyWidomDensity(-1e9, 2)).toBe(0);
    expect(tracyWidomCdf(1e9, 2)).toBe(1);
    expect(tracyWidomDensity(1e9, 1)).toBe(0);
  });
});

describe("Marchenko–Pastur", () => {
  test("density and distribution agree with the density integrated by mpmath", () => {
    for (const { x, ratio, probability, density } of golden.marchenko_pastur) {
      // What rounding x leaves of its distance to the lower edge.
      const error = 1e-14 + (8 * Number.EPSILON * x) / (x - (1 - Math.sqrt(ratio)) ** 2);
      expectRelative(marchenkoPasturCdf(x, ratio), Number(probability), error, { x, ratio });
      expectRelative(marchenkoPasturDensity(x, ratio), Number(density), error, { x, ratio });
    }
  });

  test("above ratio 1 the distribution holds the atom at 0, the density does not", () => {
    expect(marchenkoPasturCdf(-1e-300, 4)).toBe(0);
    expect(marchenkoPasturCdf(0, 4)).toBe(0.75);
    expect(marchenkoPasturCdf(0.5, 4)).toBe(0.75);
    expect(marchenkoPasturDensity(0, 4)).toBe(0);
    expect(marchenkoPasturCdf(9, 4)).toBe(1);
  });
});

test("the spacing ratio's density has integral 1, and its mean is that of large GOE matrices", () => {
  const moment = (power: number) =>
    integrate((r) => r ** power * spacingRatioDensity(r), { from: 0, to: 1, width: 0.5, rule });
  expect(moment(0)).toBeCloseTo(1, 12);
  expect(Math.abs(moment(1) - 0.5307)).toBeLessThan(1e-4);
});

test("the semicircle has integral 1 and variance radius²/4", () => {
  for (const radius of [0.3, 2, 1e6]) {
    const moment = (power: number) =>
      integrate(
        (angle) => {
          const x = radius * Math.sin(angle);
          return x ** power * semicircleDensity(x, radius) * radius * Math.cos(angle);
        },
        { from: -Math.PI / 2, to: Math.PI / 2, width: 1, rule },
      );
    expect(moment(0)).toBeCloseTo(1, 12);
    expectRelative(moment(2), radius ** 2 / 4, 1e-12, { radius });
  }
  expect(semicircleDensity(2, 2)).toBe(0);
});

test("the numbers in the docstrings are those returned", () => {
  expect(tracyWidomDensity(-1, 1)).toBeCloseTo(0.3041, 4);
  expect(tracyWidomCdf(0, 1)).toBeCloseTo(0.8319, 4);
  expect(spacingRatioDensity(1)).toBeCloseTo(0.84678, 5);
  expect(marchenkoPasturDensity(1, 0.25)).toBeCloseTo(0.6164, 4);
  expect(marchenkoPasturCdf(1, 0.25)).toBeCloseTo(0.55339, 5);
  expect(semicircleDensity(0, 2)).toBeCloseTo(1 / Math.PI, 15);
});

test.each([
  ["x", () => tracyWidomCdf(Number.NaN, 1), Number.NaN],
  ["beta", () => tracyWidomDensity(0, 4 as Symmetry), 4],
  ["beta", () => tracyWidomQuantile(0.5, 1.5 as Symmetry), 1.5],
  ["q", () => tracyWidomQuantile(0, 1), 0],
  ["q", () => tracyWidomQuantile(1, 1), 1],
  ["ratio", () => marchenkoPasturCdf(1, 0), 0],
  ["x", () => marchenkoPasturDensity(Number.POSITIVE_INFINITY, 1), Number.POSITIVE_INFINITY],
  ["radius", () => semicircleDensity(1, -2), -2],
  ["r", () => spacingRatioDensity(1.5), 1.5],
])("a bad %s is named in the error", (argument, call, value) => {
  expect(call).toThrow(InvalidInputError);
  expect(call).toThrow(expect.objectContaining({ argument, value }));
});
