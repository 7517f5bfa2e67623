import { canonicalJson } from "../base/canonical.js";
import type { Dataset } from "../data/dataset.js";
import { type ColumnsOf, typesOf } from "../tables/spec.js";
import { fill } from "../wasm/call.js";
import type { Columns as Taken } from "../wasm/columns.js";
import type { AnnealingSettings, FullBatchSettings, SgdSettings } from "../wasm/generated/losscape_wasm.js";
import { counted, madeOf, runInTurns, type WatchOptions, type Work } from "../wasm/job.js";
import { backend, build } from "../wasm/loader.js";
import { type Architecture, architectureOf, initialOf } from "./architecture.js";
import {
  type ArchitectureOptions,
  type Initial,
  type Recipe,
  type RecipeOptions,
  trainingsOptions,
} from "./options.js";
import { type HISTORIES, NETWORKS, type NetworksTable, RESULTS, type TrainingStatus } from "./tables.js";

export type TrainingsOptions = ArchitectureOptions & RecipeOptions & WatchOptions & TrainedOptions;

interface TrainedOptions {
  /** How weights and biases begin: "unit-cube" (uniform in [−1, 1], the default), "glorot", "he" or { uniform: a }. */
  readonly initial?: Initial | undefined;
  /** How many networks. */
  readonly replicas: number;
  /** Of starts and orders: a non-negative safe integer, a bigint below 2^64, or its decimal digits. */
  readonly seed: number | bigint | string;
  /** Number of the first network (0): 0…9 and then 10…19 are the same networks as 0…19. */
  readonly first?: number | undefined;
  readonly train: Dataset;
  /** What the networks are evaluated on besides. */
  readonly test?: Dataset | undefined;
}

/** Trained networks: the columns of `networks`, a row a network, and more. */
export interface Trainings {
  /** The options that decide the numbers, as a table's metadata say them; data sets by their hashes. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly networks: ColumnsOf<typeof NETWORKS>;
  /** A loss an epoch: of sgd the mean over its samples, each as its batch came; of other methods the one it began with. */
  readonly histories: ColumnsOf<typeof HISTORIES>;
  /** P weights and biases a row. */
  readonly weights: Float64Array;
}

/** Flops between two turns of the event loop: some tens of milliseconds. */
const FLOPS = 5e8;

const COLUMNS = {
  replica: "uint32",
  weights: "float64",
  ...typesOf(RESULTS),
  history_replica: "uint32",
  history_epoch: "uint32",
  history_train_loss: "float64",
} as const;

/** Which networks are trained; from these weights, or from drawn ones. */
export interface Which {
  readonly what: string;
  readonly architecture: Architecture;
  readonly initial: Initial;
  readonly weights?: Float64Array;
  readonly seed: bigint;
  readonly first: number;
  readonly replicas: number;
}

export function trainingWork<R>(
  which: Which,
  recipe: Recipe,
  sets: { readonly train: Dataset; readonly test?: Dataset | undefined },
  read: (columns: Taken<typeof COLUMNS>) => R,
): Work<typeof COLUMNS, R> {
  const { what, architecture, initial, weights, seed, first, replicas } = which;
  const { name, half } = initialOf(initial);
  const replicaSettings = { initial: name, half, seed, first, replicas };
  const settings = { ...replicaSettings, ...settingsOf(recipe) };
  return {
    what,
    flops: FLOPS,
    columns: COLUMNS,
    progress: counted("networks"),
    read,
    partial: read,
    begin(core) {
      // The core takes these two over: a copy of the weights, and a set that shares its memory with the user's.
      const given = weights && fill(core, weights);
      const test = sets.test?.object.take(sets.test.samples);
      return core.Job.training(architecture.settings, settings, given, sets.train.object, test);
    },
  };
}

/** A recipe as the core takes it: of SGD every field, those too that its schedule does not read. */
function settingsOf(recipe: Recipe): SgdSettings | FullBatchSettings | AnnealingSettings {
  switch (recipe.method) {
    case "simulated-annealing":
      return { ...recipe, values: recipe.values && Float64Array.from(recipe.values) };
    case "sgd":
      return { decay: 1, every: 1, ...recipe };
    default:
      return recipe;
  }
}

/**
 * Trains many networks from independent starts and returns them as the Arrow table `networks`.
 *
 * Network r begins with the weights of the stream (seed, weights, r). By "sgd" it sees the samples of epoch e in the order of
 * the stream (seed, orders, r, e), in f32 (f64 by option); by "simulated-annealing" the proposals of sweep e are those of the
 * stream (seed, annealing, r, e). All else is f64. No result depends on how many are trained at once, on the others or on the
 * engine. Divergence is a status.
 *
 * @throws InvalidInputError  an option, its value and what is allowed; data of other widths than the layers.
 * @throws OutOfMemoryError   the weights do not fit.
 * @throws DisposedError      a data set that was freed.
 * @throws AbortedError       the signal fired; `.partial` is the table of the networks that were done.
 *
 * Cost: 6 flops a weight and a sample of an epoch, and once more for the evaluation; of other methods, of each of `evaluations`.
 *
 * @example
 * await init();
 * const train = Dataset.digits({ part: "train", samples: 1000 });
 * const table = await trainNetworks({ layers: [100, 10, 10], replicas: 4, seed: 1, train, epochs: 3, learningRate: 0.1 });
 * table.numRows; // 4
 */
export async function trainNetworks(given: TrainingsOptions): Promise<NetworksTable> {
  return madeOf("trainNetworks", trainings(given), async ({ networks, config }) => {
    // Arrow comes when there is a table: a call that is refused brings nothing.
    const { buildTable } = await import("../tables/index.js");
    return buildTable(NETWORKS, networks, {
      version: build.version,
      config: canonicalJson(config),
      backend: backend(),
      normalisation: NETWORKS.normalisation,
      experiment: "trainNetworks",
    });
  });
}

/** Like `trainNetworks`, as plain columns with the weights and the losses along the way, and without Arrow. */
export async function trainings(given: TrainingsOptions): Promise<Trainings> {
  const { signal: _, onProgress: __, train, test, ...options } = trainingsOptions.parse(given);
  const { layers, activation, loss, biases, initial, replicas, first, seed, ...recipe } = options;
  const architecture = architectureOf({ layers, activation, loss, biases });
  const config = { ...options, train: train.hash, ...(test !== undefined && { test: test.hash }) };
  const which = { what: "trainings", architecture, initial, seed: BigInt(seed), first, replicas };
  const about = { architecture, seed: BigInt(seed), hasTest: test !== undefined };
  return runInTurns(
    trainingWork(which, recipe, { train, test }, (columns) => ({ config, ...tablesOf(columns, about) })),
    given,
  );
}

function tablesOf(
  columns: Taken<typeof COLUMNS>,
  { architecture, seed, hasTest }: { architecture: Architecture; seed: bigint; hasTest: boolean },
): Omit<Trainings, "config"> {
  const { history_replica, history_epoch, history_train_loss, weights, ...found } = columns;
  const hidden = architecture.layers.length === 3 ? (architecture.layers[1] as number) : 0;
  const rows = found.replica.length;
  // Without a test set: null.
  const missing = () => new Float64Array(rows).fill(Number.NaN);
  return {
    networks: {
      ...found,
      hidden: new Int32Array(rows).fill(hidden),
      parameters: new Int32Array(rows).fill(architecture.parameters),
      seed: new BigUint64Array(rows).fill(seed),
      test_loss: hasTest ? found.test_loss : missing(),
      test_accuracy: hasTest ? found.test_accuracy : missing(),
      method: found.method as "sgd"[],
      status: found.status as TrainingStatus[],
    },
    histories: {
      hidden: new Int32Array(history_replica.length).fill(hidden),
      seed: new BigUint64Array(history_replica.length).fill(seed),
      replica: history_replica,
      epoch: history_epoch,
      train_loss: history_train_loss,
    },
    weights,
  };
}
