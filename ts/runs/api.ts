import {
  callback,
  type FieldsOf,
  field,
  isRecord,
  object,
  optional,
  signal,
  wholeNumber,
} from "../base/schema.js";
import type { ConfigOf } from "../experiments/experiment.js";
import { EXPERIMENTS, type ExperimentName, type ExperimentOf, findExperiment } from "../experiments/index.js";
import type { TableSpec } from "../tables/spec.js";
import type { TableOf } from "../tables/typed.js";
import { currentBuild } from "./build.js";
import type { Watchers } from "./compute.js";
import { RunFolder } from "./folder.js";
import { host, openExecutor, openStore } from "./host.js";
import type { RunRecord } from "./identity.js";
import { type Inputs, readInputs } from "./inputs.js";
import { plan } from "./plan.js";
import { finishInMemory, type RunResult } from "./run.js";

export interface RunOptions extends Watchers {
  /** A run folder (Node only), by its path or `file:` URL: finished shards are kept there, and the same run goes on from them. */
  readonly out?: string | URL | undefined;
  /** How many shards at once, each on a worker; 0 computes in the calling thread. Default: one a core. */
  readonly workers?: number | undefined;
  /** The data that the experiment computes from, by name: a folder, a data set, bytes, as it says. */
  readonly inputs?: Readonly<Record<string, unknown>> | undefined;
}

/** A URL of another realm is no instance of this one's. */
const isFolder = (value: unknown): value is string | URL =>
  typeof value === "string"
    ? value !== ""
    : Object.prototype.toString.call(value) === "[object URL]" && (value as URL).protocol === "file:";

export const runFields = {
  out: optional(
    field("a path or a file: URL", { type: "string" }, {}, (value) => (isFolder(value) ? value : undefined)),
  ),
  workers: optional(
    wholeNumber({
      min: 0,
      max: 1024,
      help: "how many shards at once, 0 without workers (default: one a core)",
    }),
  ),
  inputs: optional(field("an object", {}, {}, (value) => (isRecord(value) ? value : undefined))),
  signal: optional(signal()),
  onProgress: optional(callback<NonNullable<Watchers["onProgress"]>>()),
  onStart: optional(callback<NonNullable<Watchers["onStart"]>>()),
  onMessage: optional(callback<NonNullable<Watchers["onMessage"]>>()),
} satisfies FieldsOf<RunOptions>;
const runOptions = object(runFields);

/**
 * Runs an experiment: the tables, sentences, figures, numbers and claims that the command line leaves.
 *
 * @param config  keys that differ from the experiment's defaults
 * @throws InvalidInputError  no such experiment; a config key or an option, its value and what is allowed; data that
 *                            are needed and not given
 * @throws AbortedError  `signal`; `partial` holds the tables, by name, of the shards that were finished
 * @throws ShardFailedError  shards failed three times each; the others are finished and kept
 * @throws RunFolderError  RunMismatchError  LockedError  `out` cannot be used
 *
 * @example
 * await init();
 * const { tables, numbers } = await experiments.run("spin-glass-minima", { sizes: [25], replicas: 100 });
 */
async function run<const Name extends ExperimentName>(
  name: Name,
  config: ConfigOf<ExperimentOf<Name>> = {} as ConfigOf<ExperimentOf<Name>>,
  options: RunOptions = {},
): Promise<RunResult<TablesOf<Name>>> {
  const { out, workers, inputs: given, ...watchers } = runOptions.parse(options);
  const { record, inputs } = await prepare(name, config, given);
  const executor = openExecutor(workers);
  const store = openStore(out);
  try {
    const folder = await RunFolder.start(store, record);
    const result = await finishInMemory(folder, executor, inputs, { ...watchers, engine: host().engine });
    return result as unknown as RunResult<TablesOf<Name>>;
  } finally {
    await store.close();
    await executor.close();
  }
}

/** The Arrow tables that an experiment leaves, by name. */
export type TablesOf<Name extends ExperimentName> =
  ExperimentOf<Name> extends { readonly tables: infer Specs extends Readonly<Record<string, TableSpec>> }
    ? { readonly [T in keyof Specs]: TableOf<Specs[T]> }
    : never;

/** Checks everything that a run is, and reads its data; nothing is computed or written. */
export async function prepare(
  name: string,
  config: object,
  given: Readonly<Record<string, unknown>> = {},
): Promise<{ record: RunRecord; inputs: Inputs }> {
  const experiment = findExperiment(name);
  const inputs = await readInputs(experiment, experiment.config.parse(config), given, host().files);
  return { record: plan(experiment, config, inputs, currentBuild()), inputs };
}

/** What can be run, and running it. */
export const experiments = { list: EXPERIMENTS, run };
