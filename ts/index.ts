/**
 * The laboratory for the loss surfaces of multilayer networks and spherical spin glasses.
 *
 * @packageDocumentation
 */
export type { DescendOptions, Descents } from "./glass/descents.js";
export * from "./eigen/index.js";
export * from "./base/errors.js";
export type { Experiment, RunContext, Shard, Summary } from "./experiments/experiment.js";
export type { Axis, DataColumn, DataTable, Figure, Mark, NamedNumber } from "./figures/figure.js";
export { MAX_SPINS, type SampleOptions, SpinGlass } from "./glass/spin-glass.js";
export * from "./lanczos/index.js";
export { experiments, type RunOptions } from "./runs/api.js";
export type { RunResult } from "./runs/run.js";
export type { Method, Status } from "./glass/tables.js";
export * as theory from "./theory/index.js";
export {
  type Backend,
  backend,
  type InitOptions,
  type InitSource,
  init,
  type WorkerSource,
} from "./wasm/loader.js";
