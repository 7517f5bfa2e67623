import { Network, trainings } from "../../network/index.js";
import { type Assignment, CUTS, type NETWORKS, type Stage } from "../../network/tables.js";
import { type Cut, kMeans, numbersOf } from "../../statistics/k-means.js";
import { columnsOf, type RowOf, type Shard } from "../experiment.js";
import { endsOf, type NetworkContext, type Networks, type Sets, setsOf, trainingOf } from "../networks.js";
import { drawBatches } from "./batches.js";
import { type Config, checkValues } from "./config.js";
import { joinCuts, layerRegions, type Region, randomCut, useOf } from "./cut.js";
import { type Descent, trainValues, trainWeights } from "./train.js";

/** Trains some networks of a size, cuts their weights to few values, and trains what that leaves. */
export async function run(config: Config, { part }: Shard<Networks>, context: NetworkContext) {
  const { hidden, first, replicas } = part;
  const sets = setsOf(config, context);
  const { train, test } = sets;
  checkValues({ ...config, hidden: [hidden] }, train.features, train.classes);
  const { signal } = context;
  const { architecture, recipe, seed } = trainingOf(config, hidden, train);
  const trained = await trainings({ ...architecture, ...recipe, seed, first, replicas, train, test, signal });
  const cuts: RowOf<typeof CUTS>[] = [];
  for (const [place, { row, weights }] of endsOf(trained).entries()) {
    if (row.status !== "diverged") {
      const batches = drawBatches(train, config, seed, row.replica);
      try {
        const descent = { architecture, batches, learningRate: config.learningRate, signal };
        for await (const found of cutsOf(weights, row.replica, seed, config, descent))
          cuts.push(rowOf(row, found, architecture, sets));
      } finally {
        for (const batch of batches) batch.free();
      }
    }
    context.progress({ done: place + 1 });
  }
  return { networks: trained.networks, cuts: columnsOf(CUTS, cuts) };
}

interface Found {
  readonly assignment: Assignment;
  readonly values: number;
  readonly stage: Stage;
  /** Undefined where its training diverged. */
  readonly cut: Cut | undefined;
}

/** Every cut of a network's weights, each followed by what its trainings make of it. */
async function* cutsOf(
  weights: Float64Array,
  replica: number,
  seed: bigint,
  { values, assignments, biases }: Config,
  descent: Descent,
): AsyncGenerator<Found> {
  const regionsOf: Readonly<Record<Exclude<Assignment, "random">, readonly Region[]>> = {
    network: [{ from: 0, to: weights.length }],
    layers: layerRegions(descent.architecture.layers, biases),
  };
  const most = Math.max(...values);
  for (const assignment of assignments) {
    if (assignment === "random")
      for (const count of values) {
        const cut = randomCut(weights, count, seed, replica);
        yield { assignment, values: count, stage: "cut", cut };
        yield { assignment, values: count, stage: "shared", cut: await trainValues(cut, descent) };
      }
    else {
      const regions = regionsOf[assignment];
      const means = regions.map(({ from, to }) => kMeans(weights.subarray(from, to), most));
      for (const count of values) {
        const parts = means.map((mean) => mean(count));
        const cut = joinCuts(parts);
        const own = regions.map((region, place) => ({ ...region, values: (parts[place] as Cut).values }));
        yield { assignment, values: count, stage: "cut", cut };
        yield { assignment, values: count, stage: "shared", cut: await trainValues(cut, descent) };
        yield {
          assignment,
          values: count,
          stage: "reassigned",
          cut: await trainWeights(weights, own, descent),
        };
      }
    }
  }
}

function rowOf(
  { hidden, parameters, seed, replica }: RowOf<typeof NETWORKS>,
  { cut, ...which }: Found,
  architecture: Descent["architecture"],
  { train, test }: Sets,
): RowOf<typeof CUTS> {
  const row = { hidden, parameters, seed, replica, ...which };
  if (cut === undefined) return { ...row, ...NOTHING, status: "diverged" };
  const weights = numbersOf(cut);
  const network = Network.fromWeights({ ...architecture, weights });
  const [onTrain, onTest] = [network.evaluate(train), network.evaluate(test)];
  network.free();
  return {
    ...{ ...row, ...useOf(weights), status: "completed" },
    ...{ train_loss: onTrain.loss, train_accuracy: onTrain.accuracy },
    ...{ test_loss: onTest.loss, test_accuracy: onTest.accuracy },
  };
}

/** Of a training that diverged. */
const NOTHING = {
  ...{ distinct: 0, evenness: Number.NaN },
  ...{ train_loss: Number.NaN, train_accuracy: Number.NaN, test_loss: Number.NaN, test_accuracy: Number.NaN },
};
