import { beforeAll, describe, expect, test } from "vitest";
import { biasesOf, knownIn } from "../../ts/experiments/basins/biases.js";
import { config } from "../../ts/experiments/basins/config.js";
import { plan } from "../../ts/experiments/basins/plan.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { experiments } from "../../ts/runs/api.js";
import type { RunResult } from "../../ts/runs/run.js";
import { groupBy } from "../../ts/statistics/groups.js";
import { startCore } from "../support/core.js";

const CONFIG = { sizes: [5, 7], disorders: 6, descents: 150, seed: "5" };

let found: RunResult;
beforeAll(async () => {
  await startCore();
  found = await experiments.run("basins", CONFIG, { workers: 0 });
});
const rowsOf = (table: string) => (found.tables[table]?.toArray() ?? []).map((row) => row.toJSON());

describe("basins", () => {
  test("has a row a minimum of the map and a method, and every descent ends at one of them", () => {
    const minima = rowsOf("critical_points").filter(({ index }) => index === 0);
    const rows = rowsOf("basins");
    expect(rows).toHaveLength(2 * minima.length);
    const draws = groupBy(rows, (row) => `${row.n} ${row.disorder_seed} ${row.method}`);
    expect(draws.size).toBe(2 * 2 * 6);
    for (const draw of draws.values()) {
      const hits = draw.reduce((sum, row) => sum + row.hits, 0);
      expect(hits).toBe(draw[0].sample);
      expect(hits).toBeGreaterThan(140);
      expect(draw.map(({ point }) => point)).toEqual([...draw.keys()]);
      const weight = draw.reduce((sum, row) => sum + row.weight, 0);
      expect(weight).toBeCloseTo(1, 12);
    }
  });

  test("counts as the census of the same descents does", async () => {
    const rows = rowsOf("basins").filter(({ n, method }) => n === 7 && method === "l-bfgs");
    const seed = rows[0].disorder_seed;
    using glass = SpinGlass.sample({ n: 7, p: 3, seed });
    const { hits, energy } = await glass.census({ seed, replicas: 150 });
    const own = rows.filter((row) => row.disorder_seed === seed && row.hits > 0);
    expect(own.map((row) => row.hits)).toEqual([...hits]);
    own.forEach((row, at) => {
      expect(row.energy).toBeCloseTo(energy[at] as number, 10);
    });
  });

  const made = (hits: readonly number[], n = 6, seed = 1n) =>
    hits.map((count, point) => ({
      ...{ n, p: 3, disorder_seed: seed, point, energy: -1.5 + 0.1 * point, lambda_min: 1, lambda_max: 9 },
      ...({ method: "l-bfgs", hits: count } as const),
      sample: hits.reduce((a, b) => a + b, 0),
      weight: count / hits.reduce((a, b) => a + b, 0),
    }));

  test("equal weights have no bias, and those that go to the lowest have one downwards", () => {
    const all = (rows: ReturnType<typeof made>) => biasesOf(rows, ["l-bfgs"])[0];
    const alike = all([...made([5, 5, 5]), ...made([2, 2, 2], 6, 2n)]);
    expect(alike?.difference.value).toBeCloseTo(0, 12);
    expect(alike?.lowest.value).toBeCloseTo(1, 12);
    const biased = all([...made([8, 1, 1]), ...made([6, 2, 2], 6, 2n)]);
    expect(biased?.difference.value).toBeCloseTo((-1.47 + 1.4 - 1.44 + 1.4) / 2, 12);
    expect(biased?.lowest.value).toBeCloseTo((2.4 + 1.8) / 2, 12);
    expect(biased?.correlation.value).toBeLessThan(0);
  });

  test("a draw whose map is not complete is left out", () => {
    const rows = [...made([5, 5]), ...made([9, 1], 6, 2n)];
    expect(biasesOf(knownIn(rows, new Set(["6 1"])), ["l-bfgs"])[0]).toMatchObject({ draws: 1, minima: 2 });
  });

  test("answers with its figures and a bias of each method and size, downwards", () => {
    expect(found.figures.map(({ id }) => id)).toEqual([
      "weight-against-energy",
      "mean-energy-by-weight",
      "bias-of-descents",
    ]);
    expect(found.numbers.filter(({ name }) => name === "bias")).toHaveLength(4);
    expect(found.sentences).toHaveLength(2);
  });

  test("plans by the descents, and refuses sizes that have too many paths", () => {
    const cost = (descents: number) =>
      plan(config.parse({ descents, sizes: [4] })).reduce((sum, shard) => sum + shard.cost, 0);
    expect(cost(20_000) / cost(10_000)).toBeGreaterThan(1.9);
    expect(() => config.parse({ p: 4, sizes: [10] })).toThrow(
      "sizes[0]: got 10, expected a whole number from 2 to 9",
    );
  });
});
