import { type Dataset, datasetField } from "../data/dataset.js";
import { runInTurns } from "../wasm/job.js";
import type { Architecture } from "./architecture.js";
import { type TrainOptions, trainOptions } from "./options.js";
import type { TrainingStatus } from "./tables.js";
import { trainingWork } from "./trainings.js";

/** What a training ended with. */
export interface Trained {
  readonly status: TrainingStatus;
  /** Passes over the train set that were begun; of descents iterations, of annealing sweeps. */
  readonly epochs: number;
  /** Work in gradients of the whole train set, rounded up. */
  readonly evaluations: number;
  /** The mean loss over the train set, in f64. */
  readonly trainLoss: number;
  /** |∇L| on the train set, in f64. */
  readonly gradientNorm: number;
  /** A loss an epoch: of sgd the mean over its samples, each as its batch came; of other methods the one it began with. */
  readonly history: Float64Array;
}

/** Trains one network from its weights; the order of its samples is that of (seed, replica). */
export async function trainOne(
  architecture: Architecture,
  weights: Float64Array,
  replica: number,
  train: Dataset,
  given: TrainOptions,
): Promise<Trained & { readonly weights: Float64Array }> {
  const { seed, signal: _, onProgress: __, ...recipe } = trainOptions.parse(given);
  datasetField.parse(train, "data");
  const which = {
    what: "train",
    architecture,
    initial: "unit-cube" as const,
    weights,
    seed: BigInt(seed),
    first: replica,
    replicas: 1,
  };
  const work = trainingWork(which, recipe, { train }, (columns) => ({
    status: columns.status[0] as TrainingStatus,
    epochs: columns.epochs[0] as number,
    evaluations: columns.evaluations[0] as number,
    trainLoss: columns.train_loss[0] as number,
    gradientNorm: columns.gradient_norm[0] as number,
    history: columns.history_train_loss,
    weights: columns.weights,
  }));
  return runInTurns({ ...work, partial: undefined }, given);
}
