import { boolean, type FieldsOf, number, object, watchFields, wholeNumber } from "../base/schema.js";
import type { Glass } from "../wasm/generated/losscape_wasm.js";
import { counted, runInTurns, type WatchOptions } from "../wasm/job.js";
import { ALL_COLUMNS } from "./descents.js";
import type { DescentStatus } from "./tables.js";
import { FLOPS } from "./work.js";

export interface PolishOptions extends WatchOptions {
  /** On |P∇H|/√N where a state is polished, at most 1; 1e-13 by default. */
  readonly tolerance?: number;
  /** Newton steps after which a state is given up; 100 by default. */
  readonly maxIterations?: number;
  /** Whether states are scaled to the sphere first (false); else one that is off it is an error. */
  readonly project?: boolean;
  /** States side by side (32); no result depends on it. */
  readonly batch?: number;
}

/** What polishing made of B states. */
export interface Polished {
  /** N spins a state. */
  readonly states: Float64Array;
  /** H, extensive, as `glass.energies(states)` to its last bit. */
  readonly energies: Float64Array;
  /** What is left of |P∇H|/√N. */
  readonly gradientNorms: Float64Array;
  /** Negative eigenvalues of the sphere Hessian, at the polished state and at the given one. */
  readonly indices: Int32Array;
  /**
   * `"converged"`: the gradient norm is within the tolerance. `"stalled"`: it does not fall further among states of that index.
   * `"max_iterations"`: the steps are used up.
   */
  readonly statuses: DescentStatus[];
  /** N−1 eigenvalues of the sphere Hessian a state, ascending: the least modulus says how well the critical point is determined. */
  readonly eigenvalues: Float64Array;
  /** Newton steps. */
  readonly iterations: Uint32Array;
  /** Work in evaluations of energy and gradient. */
  readonly evaluations: Uint32Array;
}

export const polishOptions = object({
  tolerance: number({ above: 0, max: 1, default: 1e-13 }),
  maxIterations: wholeNumber({ min: 1, max: 2 ** 32 - 1, default: 100 }),
  project: boolean({ default: false }),
  batch: wholeNumber({ min: 1, max: 4096, default: 32 }),
  ...watchFields,
} satisfies FieldsOf<PolishOptions>);

/** What a call is given: states of a sphere, and the rest of the options. */
export interface ToPolish {
  readonly states: Float64Array;
  readonly options: ReturnType<typeof polishOptions.parse>;
}

/** Newton's method on each of the states, through states of its index. */
export async function polished(
  glass: Glass,
  n: number,
  { states, options }: ToPolish,
  watch: WatchOptions,
): Promise<Polished> {
  const { tolerance, maxIterations, batch } = options;
  const settings = {
    ...{ seed: 0n, first: 0, replicas: states.length / n, batch, tolerance, maxIterations, spectrum: true },
    ...{ method: "newton", target: "same-index", starts: states },
  };
  return runInTurns(
    {
      what: "polish",
      begin: () => glass.descents(settings),
      flops: FLOPS,
      progress: counted("states"),
      columns: ALL_COLUMNS,
      read: (found) => ({
        states: found.states,
        energies: found.energy.map((energy) => energy * n),
        gradientNorms: found.gradient_norm,
        indices: found.index,
        statuses: found.status as DescentStatus[],
        eigenvalues: found.eigenvalues,
        iterations: found.iterations,
        evaluations: found.evaluations,
      }),
    },
    watch,
  );
}
