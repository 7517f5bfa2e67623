export {
  type Estimate,
  SpectralDensity,
  type SpectralDensityOptions,
  spectralDensity,
  spectralDensityAsync,
} from "./density.js";
export {
  type ExtremalEigenpairs,
  type LanczosOptions,
  type LanczosWatchOptions,
  lanczos,
  lanczosAsync,
} from "./eigenpairs.js";
export type { AsyncOperator, Operator } from "./operator.js";
