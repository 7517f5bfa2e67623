import { beforeAll, describe, expect, test } from "vitest";
import { config } from "../../ts/experiments/hardness/config.js";
import { plan, runsOf } from "../../ts/experiments/hardness/plan.js";
import { agreementOf, growthIn, searchesOf } from "../../ts/experiments/hardness/searches.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { experiments } from "../../ts/runs/api.js";
import type { RunResult } from "../../ts/runs/run.js";
import { startCore } from "../support/core.js";

const CONFIG = { sizes: [8, 12], disorders: 4, work: 400, sweeps: [5], temperatures: [0.1, 0.4], seed: "4" };

let found: RunResult;
beforeAll(async () => {
  await startCore();
  found = await experiments.run("hardness", CONFIG, { workers: 0 });
});
const rows = () => (found.tables.minima?.toArray() ?? []).map((row) => row.toJSON());

/** L-BFGS runs of 10 evaluations in two draws of each size, with the energies of each. */
const made = (energies: Readonly<Record<number, readonly (readonly number[])[]>>) =>
  Object.entries(energies).flatMap(([n, draws]) =>
    draws.flatMap((draw, seed) =>
      draw.map((energy, replica) => ({
        ...{
          n: Number(n),
          p: 3,
          disorder_seed: BigInt(seed),
          replica,
          energy,
          evaluations: 10,
          iterations: 9,
        },
        ...{ gradient_norm: 0, index: 0, lambda_min: 1, lambda_max: 2, sweeps: 0 },
        ...({ method: "l-bfgs", status: "converged" } as const),
      })),
    ),
  );
const only = config.parse({ methods: ["l-bfgs"], gap: 0.01 });

describe("hardness", () => {
  test("gives every way down about the same work in every draw", () => {
    for (const n of [8, 12])
      for (const { method, sweeps, replicas } of runsOf(config.parse(CONFIG), n)) {
        const own = rows().filter((row) => row.n === n && row.method === method && row.sweeps === sweeps);
        expect(own).toHaveLength(4 * replicas);
        const work = own.reduce((sum, { evaluations }) => sum + evaluations, 0) / 4;
        expect(work).toBeGreaterThan(200);
        expect(work).toBeLessThan(600);
      }
  });

  test("a row is the tempering of its glass", async () => {
    const row = rows().find(
      ({ n, method, replica }) => n === 12 && method === "parallel-tempering" && replica === 1,
    );
    const glass = SpinGlass.sample({ n: 12, p: 3, seed: row.disorder_seed });
    const again = await glass.temperings({
      ...{ replicas: 2, seed: row.disorder_seed, temperatures: [0.1, 0.4], sweeps: 5 },
    });
    glass.free();
    expect([again.energy[1], again.evaluations[1]]).toEqual([row.energy, row.evaluations]);
  });

  test("work ends with the first run that reaches the depth, and is censored at all of it where none does", () => {
    const annealed = made({ 5: [[-1, -1.2, -1.195, -1.2]] });
    const deeper = { ...(annealed[0] as (typeof annealed)[number]), disorder_seed: 1n };
    const rows = [
      ...annealed,
      deeper,
      { ...deeper, replica: 1 },
      // Another way down knows a lower energy there.
      { ...deeper, method: "simulated-annealing" as const, sweeps: 3, energy: -1.5 },
    ];
    const [search] = searchesOf(rows, only);
    expect(search?.sizes[0]?.draws).toEqual([
      { n: 5, work: 20, reached: true, again: true },
      { n: 5, work: 20, reached: false, again: true },
    ]);
    expect(search?.sizes[0]?.reached).toBe(1);
  });

  test("a search that finds the depth in its first run gives no rate", () => {
    const draw = (runs: number) => [...new Array<number>(runs - 1).fill(-1), -1.5, -1.5];
    const searches = (counts: readonly number[]) => {
      const rows = made(
        Object.fromEntries(counts.map((runs, at) => [8 + 2 * at, [draw(runs), draw(runs), draw(runs + 1)]])),
      );
      return growthIn(rows, only, agreementOf(rows)).searches.length;
    };
    expect([searches([1, 1, 1]), searches([1, 2, 4])]).toEqual([0, 1]);
  });

  test("work that grows by a factor a spin has that rate, and the exponential is likelier than a power", () => {
    const runs = (count: number) => [...new Array<number>(count - 1).fill(-1), -1.5];
    const search = searchesOf(
      made({
        10: [runs(2), runs(3)],
        20: [runs(4), runs(6)],
        30: [runs(8), runs(12)],
        40: [runs(16), runs(24)],
        50: [runs(32), runs(48)],
      }),
      only,
    )[0];
    expect(search?.exponential?.slope.value).toBeCloseTo(Math.log(2) / 10, 3);
    expect(search?.exponential?.logLikelihood).toBeGreaterThan(search?.power?.logLikelihood as number);
  });

  test("two runs of one start are no agreement on the lowest energy", () => {
    const [alone] = made({ 5: [[-1, -1.2]] });
    const low = { ...(alone as NonNullable<typeof alone>), energy: -1.3 };
    const twice = [low, { ...low, method: "parallel-tempering" as const, sweeps: 9 }];
    expect(agreementOf(twice)).toEqual([{ n: 5, draws: 1, agreed: 0 }]);
    expect(agreementOf([...twice, { ...low, replica: 7 }])).toEqual([{ n: 5, draws: 1, agreed: 1 }]);
  });

  test("answers with a sentence a way down, and both figures", () => {
    expect(found.figures.map(({ id }) => id)).toEqual(["work-to-depth", "reached"]);
    expect(found.sentences).toHaveLength(4);
    expect(found.numbers.filter(({ name }) => name === "reached")).toHaveLength(6);
  });

  test("plans by the work of every way, and refuses temperatures in the wrong order", () => {
    const cost = (work: number) =>
      plan(config.parse({ sizes: [50], work })).reduce((sum, shard) => sum + shard.cost, 0);
    expect(cost(40_000) / cost(20_000)).toBeCloseTo(2, 1);
    expect(() => config.parse({ to: 2 })).toThrow("to: got 2, expected a number above 0 and at most from, 1");
    expect(() => config.parse({ temperatures: [0.2, 0.1] })).toThrow("temperatures[1]: got 0.1");
  });
});
