import { beforeAll, describe, expect, test } from "vitest";
import { config } from "../../ts/experiments/universality/config.js";
import { plan } from "../../ts/experiments/universality/plan.js";
import { findingsOf, limitsOf } from "../../ts/experiments/universality/sizes.js";
import { DISORDERS } from "../../ts/glass/fields.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { experiments } from "../../ts/runs/api.js";
import type { RunResult } from "../../ts/runs/run.js";
import { startCore } from "../support/core.js";

const CONFIG = { sizes: [6, 9], disorders: 4, replicas: 3, seed: "2" };

let found: RunResult;
beforeAll(async () => {
  await startCore();
  found = await experiments.run("universality", CONFIG, { workers: 0 });
});
const rows = () => (found.tables.minima?.toArray() ?? []).map((row) => row.toJSON());

/** Minima whose mean is `of` a distribution and a size, 0.02 apart between four draws. */
const made = (of: (disorder: string, n: number) => number) =>
  [10, 20, 40].flatMap((n) =>
    DISORDERS.flatMap((disorder, place) =>
      [-3, -1, 1, 3].flatMap((draw) =>
        [-1, 1].map((replica) => ({
          ...{ n, p: 3, disorder, disorder_seed: BigInt(1000 * n + 100 * place + draw), replica },
          ...{ gradient_norm: 0, iterations: 1, evaluations: 1, lambda_min: 1, lambda_max: 2, index: 0 },
          ...({ method: "l-bfgs", status: "converged" } as const),
          energy: of(disorder, n) + 0.01 * draw + 0.05 * replica,
        })),
      ),
    ),
  );

describe("universality", () => {
  test("descends every distribution's own draws, each of which a row names", () => {
    expect(rows()).toHaveLength(2 * 4 * 4 * 3);
    expect(new Set(rows().map(({ disorder_seed }) => disorder_seed)).size).toBe(2 * 4 * 4);
    for (const { n, p, disorder, disorder_seed, replica, energy } of rows().filter(({ n }) => n === 6)) {
      if (replica !== 2) continue;
      const glass = SpinGlass.sample({ n, p, seed: disorder_seed, disorder });
      expect(glass.disorderSeed).toBe(disorder_seed);
      expect(energy).toBeLessThan(0);
      glass.free();
    }
  });

  test("a row is the descent of its glass", async () => {
    const row = rows().find(({ disorder, n }) => disorder === "exponential" && n === 9);
    const glass = SpinGlass.sample({ n: 9, p: 3, seed: row.disorder_seed, disorder: "exponential" });
    const { energy } = await glass.descents({ replicas: 1, seed: row.disorder_seed });
    glass.free();
    expect(row.energy).toBe(energy[0]);
  });

  test("a distribution keeps its draws, whichever others are compared", () => {
    const partsOf = (distributions: readonly string[]) =>
      plan(config.parse({ distributions })).flatMap(({ part }) =>
        (part as { disorder: string }).disorder === "uniform" ? [part] : [],
      );
    expect(partsOf(["uniform", "gaussian"])).toEqual(partsOf([...DISORDERS]));
  });

  test("equal means are found equal, and a shift is found with an interval that holds it", () => {
    const [alike] = findingsOf(
      made(() => -1.5),
      DISORDERS,
    );
    expect(alike?.equality.probability).toBeCloseTo(1, 9);
    for (const { value, low, high } of alike?.energies ?? []) {
      expect(value).toBeCloseTo(0, 12);
      expect(low).toBeCloseTo(-high, 12);
    }
    const [apart] = findingsOf(
      made((disorder) => (disorder === "exponential" ? -1.6 : -1.5)),
      DISORDERS,
    );
    expect(apart?.equality.probability).toBeLessThan(0.001);
    const shift = apart?.energies.find(({ disorder }) => disorder === "exponential");
    expect(shift?.value).toBeCloseTo(-0.1, 12);
    expect(shift?.high).toBeLessThan(0);
  });

  test("a difference that falls as 1/N leads to 0", () => {
    const sizes = findingsOf(
      made((disorder, n) => (disorder === "exponential" ? -1.5 - 2 / n : -1.5)),
      DISORDERS,
    );
    const limits = limitsOf(sizes, config.parse({ disorders: 4 })).filter(({ exponent }) => exponent === "1");
    expect(limits).toHaveLength(3);
    for (const { value } of limits) expect(value).toBeCloseTo(0, 9);
  });

  test("answers with four figures and a test of equality a size", () => {
    expect(found.figures.map(({ id }) => id)).toEqual([
      "energies-by-couplings",
      "mean-energy-by-couplings",
      "spread-by-couplings",
      "difference-by-couplings",
    ]);
    expect(found.numbers.filter(({ name }) => name === "equality_probability")).toHaveLength(2);
    expect(found.sentences).toHaveLength(3);
  });

  test("refuses one draw, by which no difference is judged, and one distribution", () => {
    expect(() => config.parse({ disorders: 1 })).toThrow("disorders: got 1, expected 2 draws or more");
    expect(() => config.parse({ distributions: ["gaussian"] })).toThrow("distributions");
  });
});
