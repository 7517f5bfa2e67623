export type { Progress, WatchOptions } from "../wasm/job.js";
export * from "./inertia.js";
export type { BatchOptions, MatrixOptions, RangeOption, ShiftOptions } from "./input.js";
export { type GivenMatrix, SymmetricMatrix, type SymmetryOptions } from "./matrix.js";
export {
  type BatchedEigenpairs,
  type Eigenpairs,
  eigh,
  eighAsync,
  eighBatch,
  eighBatchAsync,
} from "./pairs.js";
export type { Range } from "./range.js";
export * from "./values.js";
