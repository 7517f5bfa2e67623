import type { DescentStatus } from "../../glass/tables.js";

/** Why a row is no minimum: a status that is not `converged`, or `saddle`: converged, with negative eigenvalues. */
export type Reason = Exclude<DescentStatus, "converged"> | "saddle";

export const REASONS: Readonly<Record<Reason, { readonly short: string; readonly long: string }>> = {
  max_iterations: { short: "out of iterations", long: "descents that ran out of iterations" },
  stalled: { short: "stalled", long: "descents that could not lower the energy before the tolerance" },
  saddle: {
    short: "converged with negative eigenvalues",
    long: "descents that converged to a point with negative eigenvalues",
  },
};
