import { beforeAll, describe, expect, test } from "vitest";
import { Dataset } from "../../ts/data/dataset.js";
import { deriveSeed } from "../../ts/experiments/experiment.js";
import { looksUpTo } from "../../ts/experiments/global-minimum/plan.js";
import { Network } from "../../ts/network/index.js";
import { experiments } from "../../ts/runs/api.js";
import type { RunResult } from "../../ts/runs/run.js";
import { startCore } from "../support/core.js";

const CONFIG = {
  ...{
    trainSamples: 100,
    testSamples: 100,
    hidden: [2, 3],
    searches: 2,
    starts: 3,
    epochs: 4,
    batchSize: 20,
  },
  ...{ iterations: 20, longest: 60, seed: "5" },
};

let found: RunResult;
beforeAll(async () => {
  await startCore();
  found = await experiments.run("global-minimum", CONFIG, { workers: 0 });
}, 120_000);

const rows = () => (found.tables.descents?.toArray() ?? []).map((row) => row.toJSON());

describe("global-minimum", () => {
  test("descents are looked at after 10, 30, 100, … iterations, and after the last", () => {
    expect(looksUpTo(20)).toEqual([10, 20]);
    expect(looksUpTo(300)).toEqual([10, 30, 100, 300]);
    expect(looksUpTo(4)).toEqual([4]);
  });

  test("every network of a search descends as far, and the lowest of them goes on alone", () => {
    for (const hidden of [2, 3])
      for (const search of [0, 1]) {
        const ofSearch = rows().filter((row) => row.hidden === hidden && row.search === search);
        expect(new Set(ofSearch.map(({ replica }) => replica))).toEqual(
          new Set([0, 1, 2].map((start) => 3 * search + start)),
        );
        const ends = ofSearch.filter(({ iterations }) => iterations === 20);
        expect(ends).toHaveLength(3);
        const lowest = ends.reduce((a, b) => (b.train_loss < a.train_loss ? b : a));
        const alone = ofSearch.filter(({ iterations }) => iterations > 20);
        expect(alone.map(({ replica, iterations }) => [replica, iterations])).toEqual(
          [30, 60].map((iterations) => [lowest.replica, iterations]),
        );
      }
  });

  test("train loss never rises on the way, and work and iterations add up", () => {
    const way = rows().filter(({ hidden, replica }) => hidden === 3 && replica === 1);
    for (const [place, row] of way.entries()) {
      const before = way[place - 1];
      if (before === undefined) continue;
      expect(row.train_loss).toBeLessThanOrEqual(before.train_loss);
      expect(row.epochs - 4).toBeLessThanOrEqual(row.iterations);
      expect(row.evaluations).toBeGreaterThanOrEqual(before.evaluations);
    }
  });

  test("says of a network what the network itself says", async () => {
    const train = Dataset.digits({ part: "train", samples: 100 });
    const seed = deriveSeed("5", 3, 0);
    const net = Network.create({ layers: [100, 3, 10], seed, replica: 4 });
    await net.train(train, { epochs: 4, batchSize: 20, learningRate: 0.5, decay: 0.9, seed });
    await net.train(train, { method: "l-bfgs", epochs: 10, tolerance: 1e-8, seed: 0 });
    const row = rows().find(
      ({ hidden, replica, iterations }) => hidden === 3 && replica === 4 && iterations === 10,
    );
    expect(row.train_loss).toBe(net.loss(train));
    expect(row.test_loss).toBe(net.loss(Dataset.digits({ part: "test", samples: 100 })));
  });

  test("answers with the worth of the lowest, and with the correlation on the way", () => {
    expect(found.figures.map(({ id }) => id)).toEqual([
      "losses-on-the-way",
      "errors-on-the-way",
      "worth-of-the-lowest",
      "correlation-on-the-way",
    ]);
    const risen = (hidden: number) => {
      const lasts = rows().filter((row) => row.hidden === hidden && row.iterations === 60);
      const logs = lasts.map(({ replica, test_loss }) => {
        const start = rows().find(
          (row) => row.hidden === hidden && row.replica === replica && row.iterations === 0,
        );
        return Math.log(test_loss / start.test_loss);
      });
      return Math.exp(logs.reduce((a, b) => a + b, 0) / logs.length);
    };
    for (const hidden of [2, 3]) {
      const number = found.numbers.find(({ name, at }) => name === "test_loss_risen" && at.hidden === hidden);
      expect(number?.value).toBeCloseTo(risen(hidden), 12);
    }
    const falls = found.numbers
      .filter(({ name }) => name === "correlation_fall")
      .map(({ at }) => at.iterations);
    expect(falls).toEqual([0, 10, 20]);
    expect(found.sentences.at(-1)).toMatch(/^Train and test loss correlate over networks: after SGD r = /);
    expect(found.claims.map(({ id, tests }) => [id, tests])).toEqual([["7c-networks", 2]]);
  });

  test("refuses a last descent that is no longer than the first", async () => {
    await expect(
      experiments.run("global-minimum", { ...CONFIG, longest: 20 }, { workers: 0 }),
    ).rejects.toThrow("longest: got 20, expected a whole number above iterations, 20");
  });
});
