import { beforeAll, describe, expect, test } from "vitest";
import { Dataset } from "../../ts/data/dataset.js";
import { deriveSeed } from "../../ts/experiments/experiment.js";
import { findExperiment } from "../../ts/experiments/index.js";
import { drawFigures, type Findings } from "../../ts/experiments/network-index/figures.js";
import { Network } from "../../ts/network/index.js";
import { experiments } from "../../ts/runs/api.js";
import type { RunResult } from "../../ts/runs/run.js";
import { startCore } from "../support/core.js";

const CONFIG = {
  ...{ trainSamples: 150, testSamples: 50, hidden: [2, 3], replicas: 3, followed: 2 },
  ...{ epochs: 3, iterations: 60, tolerance: 1e-2, batchSize: 50, resamples: 100, seed: "5" },
};

let found: RunResult;
beforeAll(async () => {
  await startCore();
  found = await experiments.run("network-index", CONFIG, { workers: 0 });
}, 120_000);

const rows = (name: string) => (found.tables[name]?.toArray() ?? []).map((row) => row.toJSON());

describe("network-index", () => {
  test("leaves a row a network, and of followed ones their way and three spectra", () => {
    expect(rows("networks")).toHaveLength(6);
    expect(rows("spectra").map(({ hidden, replica, matrix }) => [hidden, replica, matrix])).toEqual(
      [2, 3].flatMap((hidden) =>
        [0, 1].flatMap((replica) =>
          ["hessian", "gauss-newton", "residual"].map((matrix) => [hidden, replica, matrix]),
        ),
      ),
    );
    const way = rows("checkpoints").filter(({ hidden, replica }) => hidden === 2 && replica === 1);
    expect(way.map(({ checkpoint }) => checkpoint)).toEqual(way.map((_, place) => place));
    // The start, 1 and 2 epochs, all 3, and what the descent reached.
    expect(way.slice(0, 4).map(({ method, evaluations }) => [method, evaluations])).toEqual([
      ["sgd", 0],
      ["sgd", 1],
      ["sgd", 2],
      ["sgd", 3],
    ]);
    expect(way.length).toBeGreaterThan(4);
    expect(way.slice(4).every(({ method }) => method === "l-bfgs")).toBe(true);
    expect(way.at(-1).train_loss).toBeLessThan(way[3].train_loss);
  });

  test("says of a network what the network itself says", async () => {
    const train = Dataset.digits({ part: "train", samples: 150 });
    const net = Network.create({ layers: [100, 3, 10], seed: deriveSeed("5", 3, 0), replica: 2 });
    const start = net.index(train);
    await net.train(train, {
      epochs: 3,
      batchSize: 50,
      learningRate: 0.5,
      decay: 0.9,
      seed: deriveSeed("5", 3, 0),
    });
    const { epochs, ...stage } = { epochs: 60, method: "l-bfgs" as const, seed: 0 };
    const first = await net.train(train, { ...stage, epochs, tolerance: 0.1 });
    const second =
      first.status === "converged"
        ? await net.train(train, { ...stage, epochs: epochs - first.epochs, tolerance: 0.01 })
        : first;
    const spectrum = net.spectrum(train);
    const row = rows("networks").find(({ hidden, replica }) => hidden === 3 && replica === 2);
    expect(row).toMatchObject({
      parameters: 343,
      train_loss: net.loss(train),
      gradient_norm: second.gradientNorm,
      status: second.status,
      method: "l-bfgs",
      index: net.index(train).negative,
      normalised_index: net.index(train).negative / 343,
      lambda_min: spectrum[0],
      lambda_max: spectrum.at(-1),
    });
    const at = rows("checkpoints").find(({ hidden, replica }) => hidden === 3 && replica === 0);
    expect(at.index).toBeGreaterThan(0);
    expect(start.negative).toBeGreaterThan(0);
  });

  test("keeps the spectra of H, G and H − G: traces add up, and G has no negative eigenvalue", () => {
    const sum = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0);
    for (const replica of [0, 1]) {
      const [hessian, gaussNewton, residual] = rows("spectra")
        .filter((row) => row.hidden === 2 && row.replica === replica)
        .map(({ eigenvalues }) => eigenvalues.toArray() as Float64Array);
      const scale = Math.abs(hessian?.at(-1) as number);
      expect(hessian?.length).toBe(232);
      expect(Math.abs(sum(hessian ?? []) - sum(gaussNewton ?? []) - sum(residual ?? []))).toBeLessThan(
        1e-12 * 232 * scale,
      );
      expect(gaussNewton?.[0]).toBeGreaterThan(-1e-13 * 232 * scale);
    }
  });

  test("answers with the index at both tolerances, its ranks along the way, and figures that say what is fitted", () => {
    expect(found.figures.map(({ id }) => id)).toEqual([
      "index-distribution",
      "index-against-size",
      "index-against-loss",
      "residual-spectrum",
      "gauss-newton-spectrum",
    ]);
    for (const id of ["residual-spectrum", "gauss-newton-spectrum"])
      expect(found.figures.find((figure) => figure.id === id)?.caption).toContain("a fit");
    const at = (name: string) =>
      found.numbers.find((number) => number.name === name && number.at.hidden === 3);
    expect(at("normalised_index_after_sgd")?.value).toBeGreaterThan(0);
    expect(at("relative_index")?.value).toBeGreaterThanOrEqual(0);
    expect(Math.abs(at("index_loss_rank_correlation")?.value as number)).toBeLessThanOrEqual(1);
    expect(found.sentences.join(" ")).toMatch(
      /Where SGD ends, .* % at n₁ = 2 and .* % at n₁ = 3 of the Hessian's/,
    );
  });

  test("draws no histogram of indices that are all alike", () => {
    const size = {
      hidden: 3,
      converged: 2,
      rows: [{ normalised_index: 0 }, { normalised_index: 0 }],
      checkpoints: [],
    };
    const findings = { config: { tolerance: 1e-4 }, sizes: [size], spectra: [] } as unknown as Findings;
    expect(drawFigures(findings).map(({ id }) => id)).toEqual(["index-against-size"]);
  });

  test("plans each network once, the followed ones first, in pieces of like cost", () => {
    const { plan, config } = findExperiment("network-index");
    const shards = plan(config.parse({ hidden: [10, 25], replicas: 30, followed: 3, trainSamples: 3000 }));
    for (const hidden of [10, 25]) {
      const parts = shards
        .map(({ part }) => part as { hidden: number; first: number; replicas: number; followed: number })
        .filter((part) => part.hidden === hidden);
      expect(parts.reduce((sum, { followed }) => sum + followed, 0)).toBe(3);
      let next = 0;
      for (const { first, replicas } of parts) {
        expect(first).toBe(next);
        next += replicas;
      }
      expect(next).toBe(30);
    }
  });

  test("keeps networks that diverge as rows without a Hessian", async () => {
    const { tables, sentences } = await experiments.run(
      "network-index",
      { ...CONFIG, hidden: [2], replicas: 2, loss: "squared", activation: "linear", learningRate: 1e6 },
      { workers: 0 },
    );
    expect(tables.networks?.get(0)?.toJSON()).toMatchObject({
      status: "diverged",
      index: -1,
      lambda_min: null,
    });
    expect(sentences).toEqual(["Every network diverged."]);
  });
});
