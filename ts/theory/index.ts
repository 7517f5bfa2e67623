export { type ComplexityOptions, complexity } from "./complexity.js";
export { type CriticalPointsQuery, expectedCriticalPoints } from "./critical-points.js";
export { groundState, layerEnergy } from "./layers.js";
export { sphereHessianDensity } from "./semicircle.js";
export { threshold } from "./threshold.js";
