import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatNumber } from "../../ts/base/text.js";
import { summarise } from "../../ts/experiments/spin-glass-minima/summarise.js";
import { extrapolate } from "../../ts/experiments/spin-glass-minima/summarise-extrapolation.js";
import type { DataTable, Figure } from "../../ts/figures/figure.js";
import { histogram } from "../../ts/statistics/histogram.js";
import { groundState, threshold } from "../../ts/theory/index.js";
import { CONFIG, type MadeRow, tablesOf } from "./summarise.fixture.js";

const FIRST_DRAW: MadeRow[] = [
  { n: 25, draw: 0, energy: -1.5, eigenvalues: [0.2, 4, 9] },
  { n: 25, draw: 0, energy: -1.3, eigenvalues: [0.4, 5, 8] },
];
const SECOND_DRAW: MadeRow[] = [
  { n: 25, draw: 1, energy: -1.4, eigenvalues: [0.6, 5, 8] },
  { n: 25, draw: 1, energy: -1.2, eigenvalues: [0.8, 5, 8] },
];
const NO_MINIMA: MadeRow[] = [
  { n: 25, draw: 1, energy: -99, status: "max_iterations", eigenvalues: [-70, 77] },
  { n: 25, draw: 1, energy: -99, status: "stalled", eigenvalues: [-70, 77] },
  { n: 25, draw: 1, energy: -99, index: 2, eigenvalues: [-70, 77] },
];

const summaryOf = (rows: readonly MadeRow[], config = CONFIG) => summarise(config, tablesOf(rows));
const numberAt = (rows: readonly MadeRow[], name: string, at: object = { n: 25 }) =>
  summaryOf(rows).numbers.find(
    (number) => number.name === name && JSON.stringify(number.at) === JSON.stringify(at),
  );
const figureOf = (rows: readonly MadeRow[], id: string) =>
  summaryOf(rows).figures.find((figure) => figure.id === id) as Figure;
const column = (table: DataTable | undefined, name: string) => table?.[name]?.values as number[];

/** Two draws of two minima at each size, with means `mean(n)` ∓ 0.01. */
const sizesWith = (mean: (n: number) => number, sizes = [25, 50, 100]): MadeRow[] =>
  sizes.flatMap((n) =>
    [-1, 1].flatMap((draw) =>
      [-0.05, 0.05].map((off) => ({ n, draw: 10 * n + draw, energy: mean(n) + 0.01 * draw + off })),
    ),
  );

describe("numbers of one size", () => {
  const rows = [...FIRST_DRAW, ...SECOND_DRAW, ...NO_MINIMA];

  test("the error of a mean is that over draws of the couplings, not over replicas", () => {
    const mean = numberAt(rows, "mean_energy");
    expect(mean?.value).toBeCloseTo(-1.35, 12);
    expect(mean?.error).toBeCloseTo(0.05, 12);
  });

  test("spreads are pooled inside draws, and taken over means between them", () => {
    expect(numberAt(rows, "spread_within_draw")?.value).toBeCloseTo(Math.sqrt(0.02), 12);
    expect(numberAt(rows, "spread_between_draws")?.value).toBeCloseTo(Math.sqrt(0.005), 12);
  });

  test("rows that did not converge or have negative eigenvalues are in no mean, and counted by reason", () => {
    expect(numberAt(rows, "lowest_energy")?.value).toBe(-1.5);
    expect(numberAt(rows, "mean_lambda_min")?.value).toBeCloseTo(0.5, 12);
    expect(numberAt(rows, "descents")?.value).toBe(7);
    expect(numberAt(rows, "minima")?.value).toBe(4);
    for (const reason of ["max_iterations", "stalled", "saddle"])
      expect(numberAt(rows, `left_out_${reason}`)?.value).toBe(1);
    expect(figureOf(rows, "energy-distribution").caption).toContain("1 stalled at N = 25");
  });

  test("fractions are means of the draws' fractions", () => {
    expect(numberAt(rows, "converged_fraction")?.value).toBeCloseTo((1 + 3 / 5) / 2, 12);
    expect(numberAt(rows, "index_zero_fraction")?.value).toBeCloseTo((1 + 2 / 3) / 2, 12);
  });

  test("one draw has no standard error", () => {
    expect(numberAt(FIRST_DRAW, "mean_energy")).not.toHaveProperty("error");
    expect(numberAt(FIRST_DRAW, "spread_between_draws")).toBeUndefined();
  });

  test("without a single minimum there are counts, no figure of energies and no NaN", () => {
    const { numbers, figures } = summaryOf(NO_MINIMA);
    expect(numbers.every(({ value, error = 0 }) => Number.isFinite(value) && Number.isFinite(error))).toBe(
      true,
    );
    expect(figures.map(({ id }) => id)).toEqual(["index-distribution"]);
    expect(numbers.flatMap(({ sentence }) => sentence ?? [])).toEqual(["Of 3 descents 0 ended in minima."]);
  });
});

describe("the extrapolation to N → ∞", () => {
  test("agrees with numpy's weighted least squares", () => {
    // A = [1, N^(-2/3)], W = diag(1/e²): C = inv(AᵀWA), b = C AᵀWy, numpy 2.4.6; means of a separate simulation.
    const fit = extrapolate([
      { n: 25, energy: { value: -1.4472891514, error: 0.00486 } },
      { n: 50, energy: { value: -1.511102668, error: 0.00403 } },
      { n: 100, energy: { value: -1.5541965, error: 0.003105 } },
    ]);
    expect(fit?.value).toBeCloseTo(-1.62424923, 8);
    expect(fit?.slope).toBeCloseTo(1.51890964, 8);
    expect(fit?.error).toBeCloseTo(0.00600913, 8);
    expect(fit?.chiSquared).toBeCloseTo(0.13471530869901713, 9);
    expect(fit?.freedom).toBe(1);
  });

  test("finds the limit of means that follow N^(−2/3) exactly", () => {
    const rows = sizesWith((n) => -1.63 + 1.7 * n ** (-2 / 3));
    expect(numberAt(rows, "extrapolated_energy", {})?.value).toBeCloseTo(-1.63, 10);
    expect(numberAt(rows, "extrapolation_chi_squared", { degrees_of_freedom: 1 })?.value).toBeCloseTo(0, 10);
  });

  test("two sizes give a limit and no residual", () => {
    const rows = sizesWith((n) => -1.63 + 1.7 * n ** (-2 / 3), [25, 50]);
    expect(numberAt(rows, "extrapolated_energy", {})?.error).toBeGreaterThan(0);
    expect(summaryOf(rows).numbers.some(({ name }) => name === "extrapolation_chi_squared")).toBe(false);
    expect(figureOf(rows, "mean-energy").caption).toContain("two sizes leave no degree of freedom");
  });

  test("one size, or one draw a size, gives none and says so", () => {
    const sentences = summaryOf([...FIRST_DRAW, ...SECOND_DRAW]).numbers.flatMap(
      ({ sentence }) => sentence ?? [],
    );
    expect(sentences.join(" ")).toContain("One size alone is not extrapolated.");
    const oneDraw = sizesWith(() => -1.5).filter(({ n, draw }) => draw === 10 * n - 1);
    expect(numberAt(oneDraw, "extrapolated_energy", {})).toBeUndefined();
    expect(figureOf(oneDraw, "mean-energy").caption).toContain("no extrapolation");
  });
});

describe("figures", () => {
  const rows = [...sizesWith((n) => -1.63 + 1.7 * n ** (-2 / 3)), ...NO_MINIMA];

  test("the spectrum pools the minima's eigenvalues alone, joined by seeds beyond 2^53", () => {
    const { data } = figureOf([...FIRST_DRAW, ...SECOND_DRAW, ...NO_MINIMA], "hessian-spectrum");
    expect(column(data.histogram, "count").reduce((sum, count) => sum + count, 0)).toBe(12);
    expect(Math.min(...column(data.histogram, "from"))).toBeGreaterThanOrEqual(0);
  });

  test("the semicircle is that of the mean energy: centre −pū, radius 2√(p(p−1))", () => {
    const { data } = figureOf([...FIRST_DRAW, ...SECOND_DRAW], "hessian-spectrum");
    const eigenvalues = column(data.semicircle, "eigenvalue");
    expect((Math.min(...eigenvalues) + Math.max(...eigenvalues)) / 2).toBeCloseTo(3 * 1.35, 12);
    expect(Math.max(...eigenvalues) - Math.min(...eigenvalues)).toBeCloseTo(4 * Math.sqrt(6), 12);
  });

  test("−E₀ and −E∞ are marked where theory has them", () => {
    const { data } = figureOf(rows, "energy-distribution");
    expect(column(data.bounds, "energy")).toEqual([-groundState(3), -threshold(3)]);
  });

  test("captions state normalisation, basin weighting and that the bounds are asymptotic", () => {
    const { caption } = figureOf(rows, "energy-distribution");
    expect(caption).toContain("H = N^(−(p−1)/2) Σ X σ⋯σ on |σ|² = N");
    expect(caption).toContain("wide basins weigh more");
    expect(caption).toContain("limits for N → ∞");
  });

  test("each mark names columns that its data have, all of one length", () => {
    for (const figure of summaryOf(rows).figures) {
      for (const mark of figure.marks) {
        const { kind, data, label, dashed, ...columns } = mark as Record<string, unknown> & { data: string };
        for (const name of Object.values(columns)) expect(figure.data[data]).toHaveProperty([name as string]);
      }
      for (const table of Object.values(figure.data))
        expect(new Set(Object.values(table).map(({ values }) => values.length)).size).toBe(1);
    }
  });

  test("a summary is plain JSON", () => {
    const summary = summaryOf(rows);
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  });

  test("the order of rows decides nothing but the last bits", () => {
    const value = (shuffled: readonly MadeRow[]) =>
      numberAt(shuffled, "extrapolated_energy", {})?.value as number;
    expect(value([...rows].reverse())).toBeCloseTo(value(rows), 12);
  });
});

describe("histograms", () => {
  const samples = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 });

  test("every value is in one bin, and the densities integrate to 1", () => {
    fc.assert(
      fc.property(samples, (values) => {
        const bins = histogram(values);
        expect(bins.length).toBeLessThanOrEqual(102);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        expect(bins.reduce((sum, { density, from, to }) => sum + density * (to - from), 0)).toBeCloseTo(1, 6);
      }),
      { numRuns: 1000 },
    );
  });

  test("values that differ in their last digits share a bin whose density is right", () => {
    const bins = histogram([-999999.9999999978, -999999.9999999979]);
    expect(bins).toHaveLength(1);
    expect(bins.reduce((sum, { density, from, to }) => sum + density * (to - from), 0)).toBeCloseTo(1, 7);
  });

  test("equal values get one bin, none get none", () => {
    expect(histogram([-1.5, -1.5, -1.5])).toHaveLength(1);
    expect(histogram([0])).toHaveLength(1);
    expect(histogram([])).toEqual([]);
  });
});

test.each([
  [-1.55021, 0.00149, "−1.5502 ± 0.0015"],
  [-1.55021, 0.0996, "−1.55 ± 0.10"],
  [312.4, 12.3, "312 ± 12"],
  [4.38168, undefined, "4.3817"],
  [4800, undefined, "4800"],
  [1, 0, "1"],
])("%d with error %d is written as far as the error reaches", (value, error, text) => {
  expect(formatNumber(value, error)).toBe(text);
});
