import { beforeAll, describe, expect, test } from "vitest";
import { Dataset } from "../../ts/data/dataset.js";
import { config } from "../../ts/experiments/assumption-audit/config.js";
import { findIn, findingsOf } from "../../ts/experiments/assumption-audit/findings.js";
import { Network } from "../../ts/network/index.js";
import { activityOf } from "../../ts/paths/activity.js";
import { gatesOf } from "../../ts/paths/gates.js";
import { layoutOf } from "../../ts/paths/layout.js";
import { experiments } from "../../ts/runs/api.js";
import type { RunResult } from "../../ts/runs/run.js";
import { startCore } from "../support/core.js";

const CONFIG = {
  ...{ trainSamples: 100, testSamples: 50, auditSamples: 60, hidden: [2, 4], replicas: 3, epochs: 3 },
  ...{ pairs: 10, overlaps: [0.5], seed: "5" },
};

let found: RunResult;
beforeAll(async () => {
  await startCore();
  found = await experiments.run("assumption-audit", CONFIG, { workers: 0 });
}, 120_000);
const rows = () => (found.tables.assumptions?.toArray() ?? []).map((row) => row.toJSON());

describe("assumption-audit", () => {
  test("has the activity of the networks that it names, before training", () => {
    const data = Dataset.digits({ part: "train", samples: 60 });
    const [row] = rows().filter(
      ({ quantity, stage, layers, hidden, replica }) =>
        quantity === "rate" && stage === "before" && layers === 3 && hidden === 4 && replica === 2,
    );
    const layers = [100, 4, 4, 10];
    const net = Network.create({ layers, biases: false, initial: "he", seed: row.seed, replica: 2 });
    const layout = layoutOf(layers);
    const { rate } = activityOf(layout, gatesOf(layout, net.weights, data), data);
    expect(row.value).toBe(rate);
  });

  test("has the rows of a network, whichever others are in the run", async () => {
    const { tables } = await experiments.run("assumption-audit", { ...CONFIG, replicas: 1 }, { workers: 0 });
    const alone = (tables.assumptions?.toArray() ?? []).map((row) => row.toJSON());
    expect(alone).toEqual(rows().filter(({ replica }) => replica === 0));
  });

  test("measures each assumption of both depths, with intervals, and says what is assumed", () => {
    const sizes = findingsOf(rows());
    expect(sizes.map(({ layers, hidden, networks }) => [layers, hidden, networks])).toEqual([
      ...[2, 3].flatMap((layers) => [2, 4].map((hidden) => [layers, hidden, 3])),
    ]);
    for (const of of sizes) {
      expect(findIn(of, "after", "loss_correlation", 0.5)?.assumed).toBe(0.5 ** of.layers);
      expect(findIn(of, "after", "norm")?.interval?.low).toBeLessThan(
        findIn(of, "after", "norm")?.found.value ?? 0,
      );
      expect(
        of.findings.filter(({ quantity, stage }) => quantity === "between_paths" && stage === "after"),
      ).toHaveLength(of.layers - 1);
    }
    expect(found.figures.map(({ id }) => id)).toEqual([
      "path-activity",
      "activity-spread",
      "path-dependence",
      "loss-correlation",
    ]);
    expect(found.sentences).toHaveLength(5);
  });

  test("measures a network whose training diverged before it alone", async () => {
    const one = { ...CONFIG, depths: [1], hidden: [2], replicas: 1, learningRate: 1e30 };
    const { tables, sentences } = await experiments.run("assumption-audit", one, { workers: 0 });
    const stages = new Set((tables.assumptions?.toArray() ?? []).map((row) => row.toJSON().stage));
    expect([...stages]).toEqual(["before"]);
    expect(sentences.length).toBeGreaterThan(0);
  });

  test("refuses an overlap of 1 and what path models have none of", () => {
    expect(() => config.parse({ overlaps: [1] })).toThrow("overlaps[0]: got 1");
    expect(() => config.parse({ biases: true })).toThrow("no such key");
  });
});
