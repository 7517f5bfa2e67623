import type { DescentMethod } from "../glass/tables.js";
import { evaluationCost, spectrumCost } from "./draws.js";

/**
 * Mean evaluations of a descent to 1e-8, p = 3, measured at N = 10, 25, 50, 100 and 200 (256 to 1024 starts each): 27,
 * 42, 57, 80 and 111 by L-BFGS, and 129, 272, 476 and 700 by gradient descent up to 100. The powers are right to 13 %. By L-BFGS
 * p = 2 took 0.6 to 0.8 times these at N = 25 to 300, p = 4, 5 and 6 0.9 to 1.3 times at N = 8 to 100. The others with their defaults at
 * N = 10, 25, 50 and 100 (16 to 64 starts each): conjugate gradients 62, 88, 132 and 168, Newton 89, 113, 136 and 151, SGD 118, 130, 141 and
 * 157, Hessian descent 102, 116, 126 and 137.
 */
export const DESCENT_EVALUATIONS: Readonly<Record<DescentMethod, (n: number) => number>> = {
  "l-bfgs": (n) => 9.6 * n ** 0.46,
  "gradient-descent": (n) => 30 * n ** 0.68,
  "conjugate-gradient": (n) => 22 * n ** 0.46,
  newton: (n) => 52 * n ** 0.23,
  sgd: (n) => 100 + 6.6 * n ** 0.47,
  "hessian-descent": (n) => 76 * n ** 0.128,
};

/** Seconds of a descent with the spectrum at its end. */
export const descentCost = (method: DescentMethod, n: number, p: number) =>
  DESCENT_EVALUATIONS[method](n) * evaluationCost(n, p) + spectrumCost(n, p);
