import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, type TestContext, test } from "vitest";
import { Dataset, provideFiles } from "../../ts/data/dataset.js";
import { trainings } from "../../ts/network/index.js";
import { nodeFiles } from "../../ts/runs/node/files.js";
import { pearson } from "../../ts/statistics/correlation.js";
import { fisherZ } from "../../ts/statistics/intervals.js";
import { meanOfMeans } from "../../ts/statistics/moments.js";
import { startCore } from "../support/core.js";
import { mnist, need } from "../support/optional.js";

interface Size {
  readonly hidden: number;
  readonly correlation: number;
}
type Found = "train_loss" | "test_loss" | "train_accuracy" | "test_accuracy";
type Means = Readonly<Record<Found, { readonly mean: number; readonly error: number }>>;

const golden = JSON.parse(
  await readFile(new URL("../golden/network/trainings.json", import.meta.url), "utf8"),
) as { recipe: Recipe; sizes: (Size & Means)[] };
interface Recipe {
  readonly networks: number;
  readonly trainSamples: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly decay: number;
}

/** How many networks are trained here. Of the widest a third of torch's: all would take half of the suite's time. */
const NETWORKS: Readonly<Record<number, number>> = { 10: 100, 25: 100, 100: 32 };

let sets: Promise<{ readonly train: Dataset; readonly test: Dataset }> | undefined;
beforeAll(async () => {
  await startCore();
  provideFiles(nodeFiles);
});

/** Read once for all. */
function setsFor(context: TestContext) {
  const folder = need(context, mnist());
  const read = async () => ({
    train: (await Dataset.mnist(folder, { part: "train" })).take(golden.recipe.trainSamples),
    test: await Dataset.mnist(folder, { part: "test" }),
  });
  sets ??= read();
  return sets;
}

describe("networks on MNIST end where torch's end, by an independent program of the same recipe", () => {
  const { networks: others, epochs, batchSize, learningRate, decay } = golden.recipe;

  // The rest are as torch's in every way but their random numbers: means differ by chance alone.
  test.for(golden.sizes)("$hidden hidden units", { timeout: 600_000 }, async (expected, context) => {
    const { train, test } = await setsFor(context);
    const replicas = NETWORKS[expected.hidden] as number;
    const { networks } = await trainings({
      ...{ layers: [100, expected.hidden, 10], replicas, seed: 2026, train, test },
      ...{ epochs, batchSize, learningRate, decay },
    });
    for (const name of ["train_loss", "test_loss", "train_accuracy", "test_accuracy"] as const) {
      const { mean, error } = expected[name];
      const found = meanOfMeans([...networks[name]].map((value) => [value]));
      // Four joint standard errors: by chance one of these twelve differs so much in 1,300 suites.
      const reach = 4 * Math.hypot(error, found.error as number);
      expect(Math.abs(found.value - mean), `${name}: ${found.value} and ${mean}`).toBeLessThan(reach);
    }
    const r = pearson(networks.train_loss, networks.test_loss);
    // Of the difference of two z, whose variances 1/(pairs − 3) add up.
    const pairs = 3 + 1 / (1 / (replicas - 3) + 1 / (others - 3));
    const { low, high } = fisherZ(expected.correlation, pairs);
    expect(r).toBeGreaterThan(low);
    expect(r).toBeLessThan(high);
  });
});
