export * from "./density.js";
export * from "./eigenpairs.js";
export { ImplicitMatrix } from "./implicit.js";
export type { AsyncOperator, Operator, OperatorOptions, OperatorProgress } from "./operator.js";
