import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { InvalidInputError } from "../../ts/base/errors.js";
import { eigvalsh, SymmetricMatrix } from "../../ts/eigen/index.js";
import {
  type SpectralDensity,
  type SpectralDensityOptions,
  spectralDensity,
} from "../../ts/lanczos/index.js";
import { EPS, startCore } from "../support/core.js";
import { draws, random, spectralNorm, symmetric } from "../support/matrices.js";
import { productsOf } from "../support/operators.js";

beforeAll(startCore);

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((x, y) => x + y, 0) / values.length;

/** The trapezoidal rule. */
function integral({ grid, density }: SpectralDensity): number {
  let sum = 0;
  for (let i = 1; i < grid.length; i++) {
    const step = (grid[i] as number) - (grid[i - 1] as number);
    sum += (step * ((density[i] as number) + (density[i - 1] as number))) / 2;
  }
  return sum;
}

describe("quadrature of f", () => {
  const n = 200;
  const a = random(n);
  let values: Float64Array;
  beforeAll(() => {
    values = eigvalsh(a);
  });
  const functions: [string, (x: number) => number][] = [
    ["λ", (x) => x],
    ["λ²", (x) => x * x],
    ["|λ|", Math.abs],
    ["the step at 1", (x) => (x < 1 ? 1 : 0)],
  ];

  test.each(functions)("is the mean over the eigenvalues within 4 standard errors: %s", (_, f) => {
    const found = spectralDensity(productsOf(a, n), { n, probes: 30 }).quadrature(f);
    expect(found.standardError).toBeGreaterThan(0);
    expect(Math.abs(found.mean - mean(values.map(f)))).toBeLessThanOrEqual(4 * found.standardError);
  });

  test("has error bars that cover: two standard errors hold the truth in 85 % to 100 % of 64 seeds", () => {
    for (const f of [(x: number) => x * x, (x: number) => Math.exp(x / 10)]) {
      const truth = mean(values.map(f));
      using matrix = SymmetricMatrix.from(a);
      const covered = Array.from({ length: 64 }, (_, seed) => {
        const found = spectralDensity(matrix, { seed, probes: 20, steps: 20 }).quadrature(f);
        return Math.abs(found.mean - truth) <= 2 * found.standardError;
      }).filter(Boolean).length;
      expect(covered / 64).toBeGreaterThanOrEqual(0.85);
    }
  });

  test("has standard errors that fall as the root of the number of probes", () => {
    using matrix = SymmetricMatrix.from(a);
    const error = (probes: number) =>
      spectralDensity(matrix, { probes, steps: 10 }).quadrature((x) => x * x).standardError;
    // A standard error from 16 probes is itself uncertain by a fifth.
    expect(error(16) / error(400)).toBeGreaterThan(5 / 2);
    expect(error(16) / error(400)).toBeLessThan(5 * 2);
  });

  test("is that of all steps to rounding, for polynomials of degree up to 2·steps − 1", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 0, max: 2 ** 31 }),
        (n, room, seed) => {
          const steps = Math.min(n, room);
          const a = random(n, seed);
          const norm = spectralNorm(eigvalsh(a));
          const few = spectralDensity(productsOf(a, n), { n, seed, steps, probes: 3 });
          const all = spectralDensity(productsOf(a, n), { n, seed, steps: n, probes: 3 });
          for (let degree = 0; degree < 2 * steps; degree++) {
            const power = (x: number) => (x / norm) ** degree;
            const [ours, theirs] = [few.quadrature(power), all.quadrature(power)];
            expect(Math.abs(ours.mean - theirs.mean)).toBeLessThanOrEqual(1e-12);
            expect(Math.abs(ours.standardError - theirs.standardError)).toBeLessThanOrEqual(1e-12);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test("is exact for a diagonal operator: random signs have equal weight on the axes", () => {
    const next = draws(3);
    const diagonal = Float64Array.from({ length: 50 }, () => next() - 0.3);
    const product = (v: Float64Array) => v.map((x, i) => (diagonal[i] as number) * x);
    const found = spectralDensity(product, { n: 50 }).quadrature((x) => x * x * x);
    expect(found.mean).toBeCloseTo(mean(diagonal.map((x) => x * x * x)), 14);
    expect(found.standardError).toBeLessThanOrEqual(1e-15);
  });
});

describe("the density", () => {
  test("integrates to 1 and is nowhere negative", () => {
    const operators = [
      random(100),
      symmetric(100, (i, j) => (i === j ? i : 0)),
      symmetric(100, (i, j) => (i === j ? Math.exp(-i / 4) : 0)),
      symmetric(100, (i, j) => (i === j ? 1 : 0)),
      new Float64Array(100 * 100),
    ];
    for (const a of operators) {
      const found = spectralDensity(productsOf(a, 100), { n: 100, probes: 4, steps: 40 });
      expect(Math.abs(integral(found) - 1)).toBeLessThanOrEqual(1e-8);
      expect(Math.min(...found.density)).toBeGreaterThanOrEqual(0);
      expect(found.grid.length).toBeLessThanOrEqual(10_000);
    }
  });

  test("is that of the eigenvalues within its error bars", () => {
    const n = 400;
    const a = random(n);
    using matrix = SymmetricMatrix.from(a);
    const found = spectralDensity(matrix, { probes: 40, steps: 60 });
    const height = 1 / (found.width * Math.sqrt(2 * Math.PI));
    const values = eigvalsh(a);
    const within = [...found.grid].filter((x, i) => {
      const exact = mean(values.map((value) => height * Math.exp(-0.5 * ((x - value) / found.width) ** 2)));
      const allowed = 3 * (found.standardError[i] as number) + 3e-4 * height;
      return Math.abs((found.density[i] as number) - exact) <= allowed;
    });
    expect(within.length / found.grid.length).toBeGreaterThanOrEqual(0.95);
  });

  test("depends on the steps by at most 3e-4 of a Gaussian's height", () => {
    const n = 150;
    using matrix = SymmetricMatrix.from(random(n));
    const few = spectralDensity(matrix, { steps: 30, probes: 5 });
    const { grid, width } = few;
    const all = spectralDensity(matrix, { steps: n, probes: 5, grid, width });
    const height = 1 / (width * Math.sqrt(2 * Math.PI));
    few.density.forEach((value, i) =>
      expect(Math.abs(value - (all.density[i] as number))).toBeLessThanOrEqual(3e-4 * height),
    );
  });

  test("is wanted where the grid says, as wide as is said", () => {
    const grid = Float64Array.of(3, -1, 0);
    const found = spectralDensity((v) => v.fill(0), { n: 4, grid, width: 0.5 });
    expect(found.grid).toEqual(grid);
    expect(found.width).toBe(0.5);
    const bell = (x: number) => Math.exp(-2 * x * x) / (0.5 * Math.sqrt(2 * Math.PI));
    found.density.forEach((value, i) => expect(value).toBeCloseTo(bell(grid[i] as number), 14));
    expect(Math.max(...found.standardError)).toBeLessThanOrEqual(EPS);
  });
});

describe("the rules", () => {
  test("have ascending nodes and weights that sum to 1", () => {
    const n = 70;
    const a = random(n);
    const { nodes, weights, offsets, products } = spectralDensity(productsOf(a, n), {
      n,
      probes: 5,
      steps: 12,
    });
    expect([...offsets]).toEqual([0, 12, 24, 36, 48, 60]);
    expect(products).toBe(60);
    const values = eigvalsh(a);
    for (let probe = 0; probe < 5; probe++) {
      const [from, to] = [12 * probe, 12 * probe + 12];
      expect([...nodes.subarray(from, to)]).toEqual([...nodes.subarray(from, to)].sort((x, y) => x - y));
      expect(mean(weights.subarray(from, to)) * 12).toBeCloseTo(1, 13);
      expect(nodes[from]).toBeGreaterThanOrEqual((values[0] as number) - 1e-12);
      expect(nodes[to - 1]).toBeLessThanOrEqual((values[n - 1] as number) + 1e-12);
    }
  });

  test("end early where the Krylov space is invariant", () => {
    const found = spectralDensity((v) => v.map((x, i) => (i % 3) * x), { n: 30, probes: 2 });
    expect([...found.offsets]).toEqual([0, 3, 6]);
    expect(found.products).toBe(6);
  });

  test("of an operator of order 1 are its entry", () => {
    const { nodes, weights } = spectralDensity((v) => v.map((x) => -2.5 * x), { n: 1, probes: 2 });
    expect([...nodes]).toEqual([-2.5, -2.5]);
    expect([...weights]).toEqual([1, 1]);
  });

  test("of a function and of a matrix in WASM memory agree to rounding", () => {
    const n = 80;
    const a = random(n);
    using matrix = SymmetricMatrix.from(a);
    const ours = spectralDensity(matrix, { probes: 3, steps: 10 });
    const theirs = spectralDensity(productsOf(a, n), { n, probes: 3, steps: 10 });
    ours.nodes.forEach((node, i) => expect(node).toBeCloseTo(theirs.nodes[i] as number, 10));
    ours.weights.forEach((weight, i) => expect(weight).toBeCloseTo(theirs.weights[i] as number, 10));
  });

  test("are those of the seed, to the bit", () => {
    const a = random(40);
    const run = (seed: number | string) => spectralDensity(productsOf(a, 40), { n: 40, seed, probes: 2 });
    expect(run(5)).toEqual(run("5"));
    expect(run(5).nodes).not.toEqual(run(6).nodes);
  });
});

test.each([
  ["n", { n: 0 }],
  ["probes", { probes: 1 }],
  ["steps", { steps: 0 }],
  ["steps", { steps: 11 }],
  ["width", { width: 0 }],
  ["grid", { grid: "12" }],
  ["grid[1]", { grid: Float64Array.of(0, NaN) }],
  ["symmetryTolerance", { symmetryTolerance: -1 }],
  ["seed", { seed: 0.5 }],
  ["count", { count: 3 }],
])("%s out of range is named: %j", (argument, options) => {
  const all = { n: 10, ...options } as SpectralDensityOptions;
  const run = () => spectralDensity((v) => v, all);
  expect(run).toThrow(InvalidInputError);
  expect(run).toThrow(`${argument}: `);
});
