import { beforeAll, describe, expect, test } from "vitest";
import { Dataset } from "../../ts/data/dataset.js";
import { deriveSeed } from "../../ts/experiments/experiment.js";
import { Network } from "../../ts/network/index.js";
import { experiments } from "../../ts/runs/api.js";
import type { RunResult } from "../../ts/runs/run.js";
import { startCore } from "../support/core.js";

const CONFIG = {
  ...{ trainSamples: 100, testSamples: 50, hidden: [2, 3], replicas: 4, sweeps: [3, 8], seed: "5" },
};

let found: RunResult;
beforeAll(async () => {
  await startCore();
  found = await experiments.run("network-annealing", CONFIG, { workers: 0 });
}, 120_000);

const rows = () => (found.tables.networks?.toArray() ?? []).map((row) => row.toJSON());

describe("network-annealing", () => {
  test("anneals every network by every schedule, and gives SGD as many evaluations of each as its annealing took", () => {
    expect(rows()).toHaveLength(2 * 2 * 4 * 2);
    for (const hidden of [2, 3])
      for (const sweeps of [3, 8]) {
        const cell = rows().filter((row) => row.hidden === hidden && row.sweeps === sweeps);
        const [annealed, trained] = ["simulated-annealing", "sgd"].map((method) =>
          cell.filter((row) => row.method === method),
        ) as [typeof cell, typeof cell];
        const work = (all: typeof cell) => all.map(({ replica, evaluations }) => [replica, evaluations]);
        expect(annealed.map(({ replica, epochs }) => [replica, epochs])).toEqual(
          [0, 1, 2, 3].map((replica) => [replica, sweeps]),
        );
        expect(work(trained)).toEqual(work(annealed));
        expect(trained.map(({ epochs }) => epochs)).toEqual(trained.map(({ evaluations }) => evaluations));
      }
    const works = new Set(
      rows().map(({ hidden, sweeps, evaluations }) => `${hidden} ${sweeps} ${evaluations}`),
    );
    expect(works.size).toBeGreaterThan(4);
  });

  test("has the rows of a seed and a replica, whichever others are in the run", async () => {
    const { tables } = await experiments.run("network-annealing", { ...CONFIG, replicas: 1 }, { workers: 0 });
    const alone = (tables.networks?.toArray() ?? []).map((row) => row.toJSON());
    expect(alone).toEqual(rows().filter(({ replica }) => replica === 0));
  });

  test("says of a network what the network itself says", async () => {
    const train = Dataset.digits({ part: "train", samples: 100 });
    const seed = deriveSeed("5", 3, 0);
    const net = Network.create({ layers: [100, 3, 10], seed, replica: 2 });
    const blank = Network.fromWeights({ layers: [100, 3, 10], weights: new Float64Array(343) }).loss(train);
    expect(blank).toBeCloseTo(Math.log(10), 14);
    const { trainLoss } = await net.train(train, {
      // P·T/2 is from 1 to 0.01 times the loss of outputs 0.
      ...{
        method: "simulated-annealing",
        from: (2 * blank) / 343,
        to: 0.01 * ((2 * blank) / 343),
        sweeps: 8,
        seed,
      },
    });
    const row = rows().find(
      ({ hidden, sweeps, replica, method }) =>
        hidden === 3 && sweeps === 8 && replica === 2 && method === "simulated-annealing",
    );
    expect(row.train_loss).toBe(trainLoss);
  });

  test("answers with both ends, pair by pair, and their difference with its interval", () => {
    expect(found.figures.map(({ id }) => id)).toEqual([
      "annealing-train-loss",
      "annealing-test-loss",
      "annealing-test-error",
      "annealing-difference",
    ]);
    const at = (name: string) =>
      found.numbers.find((number) => number.name === name && number.at.hidden === 3 && number.at.sweeps === 8)
        ?.value as number;
    expect(at("test_loss_difference")).toBeCloseTo(at("annealing_test_loss") - at("sgd_test_loss"), 12);
    expect(at("test_loss_difference_low")).toBeLessThan(at("test_loss_difference"));
    expect(at("test_loss_difference_high")).toBeGreaterThan(at("test_loss_difference"));
    expect(found.sentences[0]).toMatch(/^At n₁ = 3 and 8 sweeps, work of .* evaluations, annealing ends at/);
  });

  test("refuses temperatures that rise, and a config key that it does not compute by", async () => {
    const run = (more: object) =>
      experiments.run("network-annealing", { ...CONFIG, ...more }, { workers: 0 });
    await expect(run({ from: 1e-3 })).rejects.toThrow(
      "to: got 0.01, expected a number above 0 and at most from",
    );
    await expect(run({ epochs: 3 })).rejects.toThrow("epochs");
  });
});
