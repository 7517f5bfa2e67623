/**
 * The laboratory for the loss surfaces of multilayer networks and spherical spin glasses.
 *
 * @packageDocumentation
 */

export * from "./base/errors.js";
export {
  type ArrowOptions,
  type ClassesOptions,
  Dataset,
  type DigitsOptions,
  type MnistOptions,
  type SamplesOptions,
} from "./data/dataset.js";
export type { MnistBytes } from "./data/mnist.js";
export type { NpyBytes } from "./data/npy-samples.js";
export * from "./eigen/index.js";
export { disconnectivityFigure } from "./experiments/disconnectivity.js";
export type { Answer, Experiment, NamedNumber, RunContext, Shard } from "./experiments/experiment.js";
export type { ExperimentName } from "./experiments/index.js";
export type { Axis, DataColumn, DataTable, Figure, Mark } from "./figures/figure.js";
export type { Summary, SummaryCell } from "./figures/summary.js";
export type { MinimaEvidence } from "./glass/census.js";
export type { ConnectedPoints, ConnectOptions, LinksEvidence, SaddleLinks } from "./glass/connect.js";
export type { CriticalPointsOptions, Evidence } from "./glass/critical-points.js";
export type { DescendOptions, Descents } from "./glass/descents.js";
export { MAX_SPINS } from "./glass/fields.js";
export type { Polished, PolishOptions } from "./glass/polish.js";
export type { SaddlesOptions } from "./glass/saddles.js";
export { type SampleOptions, SpinGlass } from "./glass/spin-glass.js";
export type {
  CriticalPointsTable,
  DescentStatus as Status,
  DistinctMinimaTable,
  LinkMethod,
  LinkStatus,
  Method,
  MinimaTable,
  SaddleLinksTable,
  SaddlesTable,
  SearchMethod,
  SearchStatus,
} from "./glass/tables.js";
export * from "./lanczos/index.js";
export * from "./network/index.js";
export * from "./paths/index.js";
export { experiments, type RunOptions, type TablesOf } from "./runs/api.js";
export type { RunResult } from "./runs/run.js";
export type { TableOf } from "./tables/typed.js";
export * as theory from "./theory/index.js";
export {
  type Backend,
  backend,
  type InitOptions,
  type InitSource,
  init,
  type WorkerSource,
} from "./wasm/loader.js";
