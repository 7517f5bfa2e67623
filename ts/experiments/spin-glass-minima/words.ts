import type { DescentMethod, Status } from "../../glass/tables.js";

/** Methods of descent as a sentence has them. */
export const METHOD_NAMES: Readonly<Record<DescentMethod, string>> = {
  "gradient-descent": "gradient descent",
  "l-bfgs": "L-BFGS",
  "conjugate-gradient": "conjugate gradients",
  newton: "a trust-region Newton method",
  sgd: "stochastic gradient descent and L-BFGS",
  "hessian-descent": "Hessian descent and L-BFGS",
};

/** Why a row is no minimum: a status that is not `converged`, or `saddle`: converged, with negative eigenvalues. */
export type Reason = Exclude<Status, "converged"> | "saddle";

export const REASONS: Readonly<Record<Reason, { readonly short: string; readonly long: string }>> = {
  max_iterations: {
    short: "out of iterations",
    long: "descents that ran out of iterations, in no mean",
  },
  stalled: {
    short: "stalled",
    long: "descents that could not lower the energy before the tolerance, in no mean",
  },
  saddle: {
    short: "converged with negative eigenvalues",
    long: "descents that converged to a point with negative eigenvalues, in no mean",
  },
};
