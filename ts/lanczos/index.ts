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
  lanczos,
  lanczosAsync,
} from "./eigenpairs.js";
export { ImplicitMatrix } from "./implicit.js";
export type { AsyncOperator, Operator, OperatorOptions, OperatorProgress } from "./operator.js";
