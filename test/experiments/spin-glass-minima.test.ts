import { beforeAll, describe, expect, test } from "vitest";
import { answer } from "../../ts/experiments/spin-glass-minima/answer.js";
import { config } from "../../ts/experiments/spin-glass-minima/config.js";
import { limitOf } from "../../ts/experiments/spin-glass-minima/limit.js";
import { plan } from "../../ts/experiments/spin-glass-minima/plan.js";
import type { DataTable, Figure } from "../../ts/figures/figure.js";
import { summaryTexts } from "../../ts/figures/summary.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { experiments } from "../../ts/runs/api.js";
import { groundState, threshold } from "../../ts/theory/index.js";
import { startCore } from "../support/core.js";
import { CONFIG, type MadeRow, tablesOf } from "./made-minima.js";

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

const answerTo = (rows: readonly MadeRow[], config = CONFIG) => answer(config, tablesOf(rows));
const numberAt = async (rows: readonly MadeRow[], name: string, at: object = { n: 25 }) =>
  (await answerTo(rows)).numbers.find(
    (number) => number.name === name && JSON.stringify(number.at) === JSON.stringify(at),
  );
const figureOf = async (rows: readonly MadeRow[], id: string) =>
  (await answerTo(rows)).figures.find((figure) => figure.id === id) as Figure;
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

  test("the error of a mean is that over draws of the couplings, not over replicas", async () => {
    const mean = await numberAt(rows, "mean_energy");
    expect(mean?.value).toBeCloseTo(-1.35, 12);
    expect(mean?.error).toBeCloseTo(0.05, 12);
  });

  test("spreads are pooled inside draws, and taken over means between them", async () => {
    expect((await numberAt(rows, "spread_within_draw"))?.value).toBeCloseTo(Math.sqrt(0.02), 12);
    expect((await numberAt(rows, "spread_between_draws"))?.value).toBeCloseTo(Math.sqrt(0.005), 12);
  });

  test("rows that did not converge or have negative eigenvalues are in no mean, and counted by reason", async () => {
    expect((await numberAt(rows, "lowest_energy"))?.value).toBe(-1.5);
    expect((await numberAt(rows, "mean_lambda_min"))?.value).toBeCloseTo(0.5, 12);
    expect((await numberAt(rows, "descents"))?.value).toBe(7);
    expect((await numberAt(rows, "minima"))?.value).toBe(4);
    for (const reason of ["max_iterations", "stalled", "saddle"])
      expect((await numberAt(rows, `left_out_${reason}`))?.value).toBe(1);
    expect((await figureOf(rows, "energy-distribution")).caption).toContain("1 stalled at N = 25");
  });

  test("fractions are means of the draws' fractions", async () => {
    expect((await numberAt(rows, "converged_fraction"))?.value).toBeCloseTo((1 + 3 / 5) / 2, 12);
    expect((await numberAt(rows, "index_zero_fraction"))?.value).toBeCloseTo((1 + 2 / 3) / 2, 12);
  });

  test("one draw has no standard error", async () => {
    expect(await numberAt(FIRST_DRAW, "mean_energy")).not.toHaveProperty("error");
    expect(await numberAt(FIRST_DRAW, "spread_between_draws")).toBeUndefined();
  });

  test("without a single minimum there are counts, no figure of energies and no NaN", async () => {
    const { sentences, numbers, figures } = await answerTo(NO_MINIMA);
    expect(numbers.every(({ value, error = 0 }) => Number.isFinite(value) && Number.isFinite(error))).toBe(
      true,
    );
    expect(figures.map(({ id }) => id)).toEqual(["index-distribution"]);
    expect(sentences).toEqual(["Of 3 descents 0 ended in minima."]);
  });
});

describe("the extrapolation to N → ∞", () => {
  test("agrees with numpy's weighted least squares", async () => {
    // A = [1, N^(-2/3)], W = diag(1/e²): C = inv(AᵀWA), b = C AᵀWy, numpy 2.4.6; means of a separate simulation.
    const fit = limitOf([
      { n: 25, energy: { value: -1.4472891514, error: 0.00486 } },
      { n: 50, energy: { value: -1.511102668, error: 0.00403 } },
      { n: 100, energy: { value: -1.5541965, error: 0.003105 } },
    ])?.line;
    expect(fit?.intercept.value).toBeCloseTo(-1.62424923, 8);
    expect(fit?.slope.value).toBeCloseTo(1.51890964, 8);
    expect(fit?.intercept.error).toBeCloseTo(0.00600913, 8);
    expect(fit?.chiSquared).toBeCloseTo(0.13471530869901713, 9);
    expect(fit?.freedom).toBe(1);
  });

  test("finds the limit of means that follow N^(−2/3) exactly", async () => {
    const rows = sizesWith((n) => -1.63 + 1.7 * n ** (-2 / 3));
    expect((await numberAt(rows, "extrapolated_energy", {}))?.value).toBeCloseTo(-1.63, 10);
    expect((await numberAt(rows, "extrapolation_chi_squared", { degrees_of_freedom: 1 }))?.value).toBeCloseTo(
      0,
      10,
    );
  });

  test("two sizes give a limit and no residual", async () => {
    const rows = sizesWith((n) => -1.63 + 1.7 * n ** (-2 / 3), [25, 50]);
    expect((await numberAt(rows, "extrapolated_energy", {}))?.error).toBeGreaterThan(0);
    expect((await answerTo(rows)).numbers.some(({ name }) => name === "extrapolation_chi_squared")).toBe(
      false,
    );
    expect((await figureOf(rows, "mean-energy")).caption).toContain("two sizes leave no degree of freedom");
  });

  test("one size, or one draw a size, gives none and says so", async () => {
    const { sentences } = await answerTo([...FIRST_DRAW, ...SECOND_DRAW]);
    expect(sentences.join(" ")).toContain("One size alone is not extrapolated.");
    const oneDraw = sizesWith(() => -1.5).filter(({ n, draw }) => draw === 10 * n - 1);
    expect(await numberAt(oneDraw, "extrapolated_energy", {})).toBeUndefined();
    expect((await figureOf(oneDraw, "mean-energy")).caption).toContain("no extrapolation");
  });
});

test("the summary has the sizes, where they lead, and theory's two bounds", async () => {
  const { summary } = await answerTo([
    ...sizesWith((n) => -1.63 + 1.7 * n ** (-2 / 3)),
    { n: 100, draw: 999, energy: -1, index: 2 },
  ]);
  expect(summary?.head).toHaveLength(4);
  expect(summary && summaryTexts(summary)).toEqual([
    ["25", "−1.431 ± 0.010", "0.0707", "4 of 4"],
    ["50", "−1.505 ± 0.010", "0.0707", "4 of 4"],
    ["100", "−1.551 ± 0.010", "0.0707", "4 of 5"],
    ["→ ∞", "−1.630 ± 0.017", "", ""],
    ["−E∞, threshold", "−1.633", "", ""],
    ["−E₀, ground state", "−1.657", "", ""],
  ]);
});

describe("figures", () => {
  const rows = [...sizesWith((n) => -1.63 + 1.7 * n ** (-2 / 3)), ...NO_MINIMA];

  test("the spectrum pools the minima's eigenvalues alone, joined by seeds beyond 2^53", async () => {
    const { data } = await figureOf([...FIRST_DRAW, ...SECOND_DRAW, ...NO_MINIMA], "hessian-spectrum");
    expect(column(data.histogram, "count").reduce((sum, count) => sum + count, 0)).toBe(12);
    expect(Math.min(...column(data.histogram, "from"))).toBeGreaterThanOrEqual(0);
  });

  test("the semicircle is that of the mean energy: centre −pū, radius 2√(p(p−1))", async () => {
    const { data } = await figureOf([...FIRST_DRAW, ...SECOND_DRAW], "hessian-spectrum");
    const eigenvalues = column(data.semicircle, "eigenvalue");
    expect((Math.min(...eigenvalues) + Math.max(...eigenvalues)) / 2).toBeCloseTo(3 * 1.35, 12);
    expect(Math.max(...eigenvalues) - Math.min(...eigenvalues)).toBeCloseTo(4 * Math.sqrt(6), 12);
  });

  test("−E₀ and −E∞ are marked where theory has them", async () => {
    const { data } = await figureOf(rows, "energy-distribution");
    expect(column(data.bounds, "energy")).toEqual([-groundState(3), -threshold(3)]);
  });

  test("the band of other exponents spans the three lines, and their limits at N → ∞", async () => {
    const exact = sizesWith((n) => -1.63 + 1.7 * n ** (-2 / 3));
    const { data } = await figureOf(exact, "mean-energy");
    const limits = await Promise.all(
      ["1/2", "1"].map((exponent) => numberAt(exact, "extrapolated_energy_other_form", { exponent })),
    );
    expect(column(data.other_forms, "low")[0]).toBeCloseTo(limits[0]?.value as number, 12);
    expect(column(data.other_forms, "high")[0]).toBeCloseTo(limits[1]?.value as number, 12);
    column(data.other_forms, "x").forEach((x, at) => {
      expect(column(data.other_forms, "low")[at]).toBeLessThanOrEqual(-1.63 + 1.7 * x + 1e-12);
      expect(column(data.other_forms, "high")[at]).toBeGreaterThanOrEqual(-1.63 + 1.7 * x - 1e-12);
    });
  });

  test("where every index is 0 a sentence says so, and no figure", async () => {
    const { figures, sentences } = await answerTo([...FIRST_DRAW, ...SECOND_DRAW]);
    expect(figures.map(({ id }) => id)).not.toContain("index-distribution");
    expect(sentences[0]).toContain("All 4 that converged have index 0");
  });

  test("captions state normalisation, basin weighting and that the bounds are asymptotic", async () => {
    const { caption } = await figureOf(rows, "energy-distribution");
    expect(caption).toContain("H = N^(−(p−1)/2) Σ X σ⋯σ on |σ|² = N");
    expect(caption).toContain("wide basins weigh more");
    expect(caption).toContain("limits for N → ∞");
  });

  test("each mark names columns that its data have, all of one length", async () => {
    for (const figure of (await answerTo(rows)).figures) {
      for (const mark of figure.marks) {
        const { kind, data, label, dashed, ...columns } = mark as Record<string, unknown> & { data: string };
        for (const name of Object.values(columns)) expect(figure.data[data]).toHaveProperty([name as string]);
      }
      for (const table of Object.values(figure.data))
        expect(new Set(Object.values(table).map(({ values }) => values.length)).size).toBe(1);
    }
  });

  test("an answer is plain JSON", async () => {
    const found = await answerTo(rows);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });

  test("the order of rows decides nothing but the last bits", async () => {
    const limit = async (shuffled: readonly MadeRow[]) =>
      (await numberAt(shuffled, "extrapolated_energy", {}))?.value as number;
    expect(await limit([...rows].reverse())).toBeCloseTo(await limit(rows), 12);
  });
});

describe("sentences", () => {
  test("say where the sizes lead, each number as far as its error reaches", async () => {
    const { sentences } = await answerTo(sizesWith((n) => -1.63 + 1.7 * n ** (-2 / 3)));
    expect(sentences).toEqual([
      "Of 12 descents 12 ended in minima. All 12 that converged have index 0: no eigenvalue of the Hessian on the sphere " +
        "is negative. Their mean energy per spin goes from −1.431 ± 0.010 at N = 25 to " +
        "−1.551 ± 0.010 at N = 100. Within a draw of the couplings they spread by 0.071 and by 0.071.",
      "A line in N^(−2/3) leads to −1.630 ± 0.017 for N → ∞ (−1.673 ± 0.021 in N^(−1/2), −1.588 ± 0.012 in N^(−1)). " +
        "Gradient descent tends to −E∞ = −1.633 there.",
      "For N → ∞ all minima lie between −E₀ = −1.657, the energy per spin of the ground state, and −E∞ = −1.633, the " +
        "threshold above which critical points have many directions that lead down.",
    ]);
  });

  test("a spread of 0.0996 reads 0.10", async () => {
    const rows = [-1, 1].map((sign) => ({ n: 25, draw: 0, energy: -1.5 + (sign * 0.0996) / Math.SQRT2 }));
    expect((await answerTo(rows)).sentences[0]).toContain("they spread by 0.10.");
  });

  test("of another method they do not promise gradient descent's limit", async () => {
    const rows = sizesWith(() => -1.5);
    const { sentences, figures } = await answerTo(rows, { ...CONFIG, method: "l-bfgs" });
    expect(sentences[1]).toContain("there; L-BFGS need not.");
    expect(figures[0]?.caption).toContain("reached by L-BFGS");
  });
});

describe("the plan", () => {
  const config = { ...CONFIG, sizes: [25, 250], disorders: 2, replicas: 300 };
  const shards = plan(config);

  test("covers each draw's replicas once, in order, in shards of so many eights that differ by one at most", () => {
    for (const n of config.sizes)
      for (const draw of [0, 1]) {
        const parts = shards.map(({ part }) => part).filter((part) => part.n === n && part.draw === draw);
        let next = 0;
        for (const { first, replicas } of parts) {
          expect(first).toBe(next);
          next += replicas;
        }
        expect(next).toBe(300);
      }
    const counts = shards.filter(({ part: { n } }) => n === 250).map(({ units }) => units);
    expect(counts.length).toBeGreaterThan(2);
    // The last of a draw is cut where its replicas end.
    const eights = counts.map((count) => Math.ceil(count / 8));
    expect(Math.max(...eights) - Math.min(...eights)).toBeLessThanOrEqual(1);
    expect(counts.filter((count) => count % 8 !== 0).length).toBeLessThanOrEqual(config.disorders);
  });

  test("gives the shards of a draw one key for its couplings, and ids that differ", () => {
    expect(new Set(shards.map(({ id }) => id)).size).toBe(shards.length);
    expect(new Set(shards.map(({ shares }) => shares?.key)).size).toBe(4);
  });

  test("knows that gradient descent takes several times the evaluations of L-BFGS", () => {
    const costOf = (method: "l-bfgs" | "gradient-descent") =>
      plan({ ...config, method }).reduce((sum, { cost }) => sum + cost, 0);
    expect(costOf("gradient-descent") / costOf("l-bfgs")).toBeGreaterThan(3);
  });
});

describe("annealing and tempering", () => {
  const SMALL = { sizes: [8], disorders: 2, replicas: 3 };
  const minimaOf = async (more: object) => {
    const { tables } = await experiments.run("spin-glass-minima", { ...SMALL, ...more }, { workers: 0 });
    return tables.minima.toArray().map((row) => row.toJSON());
  };
  beforeAll(startCore);

  test("end in the minima that the glass itself finds by them", async () => {
    const rows = await minimaOf({ method: "parallel-tempering", sweeps: 4, temperatures: [0.1, 0.4] });
    expect(rows).toHaveLength(6);
    const seed = rows[3]?.disorder_seed as bigint;
    const glass = SpinGlass.sample({ n: 8, p: 3, seed });
    const { energy } = await glass.temperings({ replicas: 3, seed, sweeps: 4, temperatures: [0.1, 0.4] });
    glass.free();
    expect(rows.slice(3).map((row) => row.energy)).toEqual([...energy]);
    const annealed = await minimaOf({ method: "simulated-annealing", sweeps: 4, from: 1, to: 0.1 });
    expect(new Set(annealed.map(({ method }) => method))).toEqual(new Set(["simulated-annealing"]));
  });

  test("have temperatures by default, as the JSON Schema says", () => {
    const parsed = config.parse({ method: "parallel-tempering", sweeps: 4 });
    const { anyOf } = config.json as {
      anyOf: { properties: Record<string, { default?: unknown; enum?: string[] }> }[];
    };
    const own = anyOf.find(({ properties }) => properties.method?.enum?.[0] === "parallel-tempering");
    for (const [key, value] of Object.entries(parsed))
      expect(value).toEqual(key === "sweeps" ? 4 : (own?.properties[key]?.default ?? "parallel-tempering"));
    expect(Object.keys(own?.properties ?? {})).toEqual(Object.keys(parsed));
    expect(own?.properties).not.toHaveProperty("from");
  });

  test.each([
    [
      { method: "simulated-annealing", from: 1, to: 0.1 },
      "sweeps: got undefined, expected a whole number from 1 to 1000000",
    ],
    [
      { sweeps: 4 },
      'sweeps: no such key of method "l-bfgs", but of "simulated-annealing" or "parallel-tempering"',
    ],
    [
      { method: "parallel-tempering", sweeps: 4, temperatures: [0.1, 0.2], from: 1 },
      'from: no such key of method "parallel-tempering", but of "simulated-annealing"',
    ],
    [
      { method: "simulated-annealing", sweeps: 4, from: 0.1, to: 1 },
      "to: got 1, expected a number above 0 and at most from",
    ],
  ])("%j is refused", async (more, sentence) => {
    await expect(minimaOf(more)).rejects.toThrow(sentence);
  });
});
