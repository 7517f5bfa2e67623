import { beforeAll, describe, expect, test } from "vitest";
import { config } from "../../ts/experiments/annealing/config.js";
import { spendingsOf } from "../../ts/experiments/annealing/plan.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { METHODS } from "../../ts/glass/tables.js";
import { experiments } from "../../ts/runs/api.js";
import type { RunResult } from "../../ts/runs/run.js";
import { startCore } from "../support/core.js";

const CONFIG = { sizes: [10], disorders: 3, replicas: 2, work: [100, 600], seed: "6" };

let found: RunResult;
beforeAll(async () => {
  await startCore();
  found = await experiments.run("annealing", CONFIG, { workers: 0 });
});
const rows = () => (found.tables.minima?.toArray() ?? []).map((row) => row.toJSON());

describe("annealing", () => {
  test("gives every replica of every method about its work", () => {
    expect(rows()).toHaveLength(3 * 2 * 2 * METHODS.length);
    for (const method of METHODS) {
      const own = rows().filter((row) => row.method === method && row.work === 600);
      const spent = own.reduce((sum, { evaluations }) => sum + evaluations, 0) / own.length;
      expect(spent).toBeGreaterThan(300);
      expect(spent).toBeLessThan(1200);
    }
  });

  test("keeps the lowest of a replica's descents", async () => {
    const row = rows().filter(({ method, work }) => method === "l-bfgs" && work === 600)[1];
    const glass = SpinGlass.sample({ n: 10, p: 3, seed: row.disorder_seed });
    const { energy, evaluations } = await glass.descents({
      replicas: row.runs,
      first: row.runs,
      seed: row.disorder_seed,
    });
    glass.free();
    expect(row.energy).toBe(Math.min(...energy));
    expect(row.evaluations).toBe(evaluations.reduce((a, b) => a + b));
  });

  test("gives SGD one run, of as many epochs as fill its work, and the same fall of its rate", async () => {
    const own = rows().filter(({ method, work }) => method === "sgd" && work === 600);
    expect(new Set(own.map(({ runs }) => runs))).toEqual(new Set([1]));
    const [row] = own;
    expect(row.sweeps).toBeGreaterThan(500);
    using glass = SpinGlass.sample({ n: 10, p: 3, seed: row.disorder_seed });
    const decay = (0.95 ** 100) ** (1 / row.sweeps);
    const again = await glass.descents({
      ...{ replicas: 1, seed: row.disorder_seed, method: "sgd", epochs: row.sweeps, decay },
    });
    expect([again.energy[0], again.evaluations[0]]).toEqual([row.energy, row.evaluations]);
  });

  test("says next to what annealing and SGD themselves end, and of no other method", () => {
    for (const { method, polished_index } of rows())
      if (method === "simulated-annealing" || method === "sgd") {
        expect(polished_index).toBeGreaterThanOrEqual(-1);
        expect(polished_index).toBeLessThan(10);
      } else expect(polished_index).toBe(-1);
    const minima = rows().filter(({ method, polished_index }) => method === "sgd" && polished_index === 0);
    expect(minima.length).toBeGreaterThan(8);
  });

  test("has a difference from the first method with an interval that holds it", () => {
    const at = (name: string, method: string) =>
      found.numbers.find(
        (number) => number.name === name && number.at.method === method && number.at.work === 600,
      )?.value as number;
    const [first, other] = ["gradient-descent", "parallel-tempering"] as const;
    expect(at("difference", other)).toBeCloseTo(at("mean_energy", other) - at("mean_energy", first), 12);
    expect(at("difference_low", other)).toBeLessThanOrEqual(at("difference", other));
    expect(at("difference_high", other)).toBeGreaterThanOrEqual(at("difference", other));
    expect(found.figures.map(({ id }) => id)).toEqual(["energy-against-work", "edge-against-work"]);
  });

  test("spends on sweeps what the descent leaves, one at least", () => {
    const of = (work: number) =>
      spendingsOf(config.parse({ work: [work], methods: ["simulated-annealing"] }), 50)[0]?.sweeps;
    expect(of(10)).toBe(1);
    expect(of(10_000)).toBeGreaterThan(3000);
  });
});
