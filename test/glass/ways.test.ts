import { beforeAll, describe, expect, test } from "vitest";
import { AbortedError, InvalidInputError } from "../../ts/base/errors.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { DESCENT_METHODS } from "../../ts/glass/tables.js";
import { startCore } from "../support/core.js";

beforeAll(startCore);

const glass = () => SpinGlass.sample({ n: 12, p: 3, seed: 2 });

describe("every method", () => {
  test.each(DESCENT_METHODS)("%s ends at minima, and says its name", async (method) => {
    const found = await glass().descents({ replicas: 6, seed: 1, method });
    expect(new Set(found.status)).toEqual(new Set(["converged"]));
    expect(new Set(found.method)).toEqual(new Set([method]));
    expect([...found.index]).toEqual(Array(6).fill(0));
    const hasPhase = method === "sgd" || method === "hessian-descent";
    for (const [row, energy] of found.walk_energy.entries())
      if (hasPhase) expect(energy).toBeGreaterThanOrEqual(found.energy[row] as number);
      else expect(energy).toBeNaN();
  });

  test("has the same bits in any batch", async () => {
    for (const method of DESCENT_METHODS) {
      const found = (batch: number) => glass().descents({ replicas: 5, seed: 1, method, batch });
      expect((await found(1)).states).toEqual((await found(5)).states);
    }
  });

  test("has options of its own, which the others refuse and the config says", async () => {
    const { config } = await glass().descents({ replicas: 1, seed: 1, method: "hessian-descent", steps: 3 });
    expect(config).toMatchObject({ method: "hessian-descent", steps: 3 });
    await expect(glass().descents({ replicas: 1, seed: 1, steps: 3 })).rejects.toThrow(
      'steps: no such option of method "l-bfgs", but of "hessian-descent"',
    );
    await expect(glass().descents({ replicas: 1, seed: 1, method: "sgd", share: 0 })).rejects.toThrow(
      InvalidInputError,
    );
  });
});

test("the energy before the descent is null in the table where nothing goes before", async () => {
  const table = await glass().descend({ replicas: 2, seed: 1 });
  expect(table.getChild("walk_energy")?.nullCount).toBe(2);
  const annealed = await glass().anneal({ replicas: 2, seed: 1, from: 1, to: 0.1, sweeps: 5 });
  expect(annealed.getChild("walk_energy")?.nullCount).toBe(0);
});

describe("polish", () => {
  test("sharpens saddles and keeps their index", async () => {
    const method = "newton";
    const found = await glass().descents({
      replicas: 30,
      seed: 1,
      method,
      target: "nearest",
      tolerance: 1e-4,
    });
    const kept = [...found.status.keys()].filter((row) => found.status[row] === "converged");
    const states = kept.map((row) => found.states.subarray(12 * row, 12 * row + 12));
    const polished = await glass().polish(states);
    expect(new Set(polished.statuses)).toEqual(new Set(["converged"]));
    expect([...polished.indices]).toEqual(kept.map((row) => found.index[row]));
    expect(Math.max(...polished.indices)).toBeGreaterThan(0);
    expect(Math.max(...polished.gradientNorms)).toBeLessThanOrEqual(1e-13);
    // H/N times N: one more rounding.
    const energies = glass().energies(polished.states);
    for (const [at, energy] of polished.energies.entries())
      expect(Math.abs(energy - (energies[at] as number))).toBeLessThanOrEqual(2 ** -52 * Math.abs(energy));
    expect(polished.eigenvalues.slice(0, 11)).toEqual(glass().spectrum(polished.states.slice(0, 12)));
  });

  test("refuses states off the sphere with their norm, unless they are to be projected", async () => {
    const state = new Float64Array(12).fill(2);
    await expect(glass().polish(state)).rejects.toThrow("|states[0]|²/N: got 4, expected 1 to within 1e-9");
    expect((await glass().polish(state, { project: true })).statuses).toHaveLength(1);
    await expect(glass().polish(new Float64Array(12), { project: true })).rejects.toThrow("states[0]");
    await expect(glass().polish(new Float64Array(13))).rejects.toThrow("states.length");
    await expect(glass().polish([Number.NaN])).rejects.toThrow("states[0]");
  });

  test("of no state is nothing, and a fired signal cancels it", async () => {
    expect((await glass().polish([])).statuses).toEqual([]);
    const states = new Float64Array(12).fill(1);
    await expect(glass().polish(states, { signal: AbortSignal.abort() })).rejects.toThrow(AbortedError);
  });
});
