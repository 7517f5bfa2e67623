import { beforeAll, describe, expect, test } from "vitest";
import { config } from "../../ts/experiments/dynamics/config.js";
import { limitOf } from "../../ts/experiments/dynamics/limit.js";
import { plan } from "../../ts/experiments/dynamics/plan.js";
import { timesOf } from "../../ts/experiments/dynamics/times.js";
import { deriveSeed } from "../../ts/experiments/experiment.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { experiments } from "../../ts/runs/api.js";
import type { RunResult } from "../../ts/runs/run.js";
import { startCore } from "../support/core.js";

const CONFIG = { sizes: [6, 12], disorders: 5, replicas: 2, times: [0.5, 1], seed: "3" };

let found: RunResult;
beforeAll(async () => {
  await startCore();
  found = await experiments.run("dynamics", CONFIG, { workers: 0 });
});

/** Walks of energies u + c/N exactly, `spread` between two draws. */
function made(c: (time: number) => number, spread = 0.01) {
  const parsed = config.parse({ times: [1, 2], sizes: [10, 20, 40] });
  const limit = limitOf(parsed);
  const rows = parsed.sizes.flatMap((n) =>
    [-1, 1].flatMap((draw) =>
      parsed.times.map((time) => ({
        ...{ n, p: 3, disorder_seed: BigInt(100 * n + draw), replica: 0, temperature: 0, time },
        method: "langevin" as const,
        energy: (limit.get(time)?.value as number) + c(time) / n + draw * spread,
      })),
    ),
  );
  return timesOf(rows, parsed.times, limit);
}

describe("dynamics", () => {
  test("leaves the energies that the glass itself walks through", async () => {
    const rows = (found.tables.trajectories?.toArray() ?? []).map((row) => row.toJSON());
    expect(rows).toHaveLength(2 * 5 * 2 * 2);
    const seed = deriveSeed("3", 12, 4);
    const glass = SpinGlass.sample({ n: 12, p: 3, seed });
    const { energy } = await glass.trajectories({ replicas: 2, seed, temperature: 0, times: [0.5, 1] });
    glass.free();
    const last = rows.filter(({ n, disorder_seed }) => n === 12 && disorder_seed === seed);
    expect(last.map((row) => row.energy)).toEqual([...energy]);
  });

  test("answers with the correction at each time, and with both figures", () => {
    expect(found.figures.map(({ id }) => id)).toEqual(["energy-in-time", "finite-size-correction"]);
    expect(found.numbers.filter(({ name }) => name === "correction")).toHaveLength(2);
    expect(found.summary?.rows).toHaveLength(2);
    expect(found.sentences[0]).toMatch(
      /^At t = 1 the mean energy per spin is .* \(Cugliandolo and Kurchan\)\.$/,
    );
  });

  test("an exact c/N is found with its limit, and fits", () => {
    for (const { time, fits } of made((time) => 2 + time)) {
      expect(fits?.correction.value).toBeCloseTo(2 + time, 9);
      expect(fits?.difference.value).toBeCloseTo(0, 9);
      expect(fits?.curved?.value).toBeCloseTo(0, 9);
      expect(fits?.probability).toBeCloseTo(1, 9);
    }
  });

  test("one draw a size, or one size, has no fit and says so", async () => {
    const { sentences, figures } = await experiments.run(
      "dynamics",
      { ...CONFIG, disorders: 1 },
      { workers: 0 },
    );
    expect(sentences[1]).toContain("no fit");
    expect(figures).toHaveLength(2);
  });

  test("a plan holds every draw once, whole, in pieces of like cost", () => {
    const shards = plan(config.parse({ sizes: [100, 200], disorders: 50 }));
    for (const n of [100, 200]) {
      const parts = shards
        .map(({ part }) => part as { n: number; first: number; draws: number })
        .filter((part) => part.n === n);
      expect(parts.flatMap(({ first, draws }) => Array.from({ length: draws }, (_, i) => first + i))).toEqual(
        Array.from({ length: 50 }, (_, draw) => draw),
      );
    }
    expect(new Set(shards.map(({ id }) => id)).size).toBe(shards.length);
  });

  test("refuses times that do not rise, and those to which the theory is not solved", () => {
    expect(() => config.parse({ times: [1, 0.5] })).toThrow(
      "times[1]: got 0.5, expected a time after the one before it, 1",
    );
    expect(() => config.parse({ times: [1, 50] })).toThrow(
      "times[1]: got 50, expected a time of at most 40.8",
    );
    expect(() => config.parse({ sizes: [2000] })).toThrow("sizes[0]: got 2000");
  });
});
