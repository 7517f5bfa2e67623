export { algorithmicThreshold } from "./algorithmic-threshold.js";
export { type ComplexityOptions, complexity } from "./complexity.js";
export type { Mixture } from "./covariance.js";
export {
  type CriticalPointsQuery,
  expectedCriticalPoints,
  type MeanEnergyQuery,
  meanEnergy,
} from "./critical-points.js";
export { cugliandoloKurchan, type DynamicsQuery, type Quench } from "./dynamics.js";
export { type EquilibriumQuery, equilibriumEnergy } from "./equilibrium.js";
export { groundState } from "./ground-state.js";
export type { Model, ModelOptions } from "./input.js";
export { layerEnergy } from "./layers.js";
export { marchenkoPasturCdf, marchenkoPasturDensity } from "./marchenko-pastur.js";
export { semicircleDensity, sphereHessianDensity } from "./semicircle.js";
export { spacingRatioDensity } from "./spacing-ratio.js";
export { threshold } from "./threshold.js";
export {
  type Symmetry,
  tracyWidomCdf,
  tracyWidomDensity,
  tracyWidomQuantile,
} from "./tracy-widom.js";
