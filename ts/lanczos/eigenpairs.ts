import { InvalidInputError } from "../base/errors.js";
import { choice, type FieldsOf, number, optional, wholeNumber } from "../base/schema.js";
import { SymmetricMatrix } from "../eigen/matrix.js";
import type { WatchOptions } from "../wasm/job.js";
import {
  type AsyncOperator,
  MAX_ORDER,
  type Operator,
  type OperatorOptions,
  type OperatorProgress,
  operatorCalls,
} from "./operator.js";

const ENDS = ["smallest", "largest", "both"] as const;
const PROOFS = ["inertia", "random"] as const;

export interface LanczosOptions extends OperatorOptions {
  /** How many eigenpairs, 0 to n. */
  readonly count: number;
  /** Which end of the spectrum (`"smallest"`); of `"both"` half each, the odd one at the lower. */
  readonly which?: (typeof ENDS)[number] | undefined;
  /** On ‖A·x − θ·x‖/‖A‖, at least 2.3e-16 (1e-10). */
  readonly tolerance?: number | undefined;
  /** Products after which it gives up (100 times the basis). */
  readonly maxProducts?: number | undefined;
  /** Vectors kept before a restart, 8n bytes each: at least `count` + 3, or n (2·count + 30). More take fewer products. */
  readonly basis?: number | undefined;
  /**
   * How it is made sure that no wanted eigenvalue is missing: `"inertia"` counts them, of a `SymmetricMatrix` alone, where
   * it is the default; `"random"` looks for more from random vectors.
   */
  readonly proof?: (typeof PROOFS)[number] | undefined;
}

const fields = {
  count: wholeNumber({ min: 0, max: MAX_ORDER }),
  which: choice({ values: ENDS, default: "smallest" }),
  tolerance: number({ above: 0, default: 1e-10 }),
  maxProducts: optional(wholeNumber({ min: 0, max: 2 ** 32 - 1 })),
  basis: optional(wholeNumber({ min: 0, max: MAX_ORDER })),
  proof: optional(choice({ values: PROOFS })),
} satisfies FieldsOf<Omit<LanczosOptions, keyof OperatorOptions>>;

/** Eigenpairs at the ends of a spectrum, in ascending order of the eigenvalues. */
export interface ExtremalEigenpairs {
  readonly values: Float64Array;
  /** Unit eigenvectors: that of `values[k]` is `vectors.subarray(k * n, (k + 1) * n)`. */
  readonly vectors: Float64Array;
  /** At least ‖A·x − θ·x‖ of each pair, but for rounding below √n·eps·‖A‖; an eigenvalue lies as near to θ. */
  readonly residuals: Float64Array;
  /** 1 where the residual is within the tolerance, else 0. */
  readonly converged: Uint8Array;
  /** Products with the operator. */
  readonly products: number;
  /**
   * `"converged"` where all pairs are and none is missing; `"max-products"` may have pairs that are, of which it is not
   * known whether they are the wanted ones; `"aborted"` in the `.partial` of an `AbortedError`.
   */
  readonly status: "converged" | "max-products" | "aborted";
}

/**
 * Eigenpairs at the ends of the spectrum of a symmetric operator, by thick-restart Lanczos.
 *
 * Every product is orthogonalised twice against the whole basis. No convergence is a status. `"converged"` says that the
 * pairs are those at the end of the spectrum, every copy of a multiple eigenvalue among them:
 *
 * - `proof: "inertia"`: certainly. The eigenvalues beyond the found ones are counted by a factorisation.
 * - `proof: "random"`: with high probability. The pairs are locked, and the iteration goes on from a random vector
 *   orthogonal to them until nothing enters among them and the next pair has converged beside them. Of an eigenvalue that
 *   lies by d within the wanted range the probability to be missed is at most √n·max(10⁻⁶, tolerance·‖A‖/d), over seeds.
 *
 * @param operator  a matrix in WASM memory, such as `glass.sphereHessian(state)` or `net.hessianOperator(data)`, or what
 *                  multiplies by one.
 * @throws InvalidInputError   an option out of range; a product of another length, with an entry that is not finite, or
 *                             that shows A not to be symmetric (it says which product, counted from 1).
 * @throws OutOfMemoryError    before any product, when the basis does not fit, or the copy for the count.
 * @throws NotInitialisedError before `await init()`.
 *
 * Cost: 8·n·basis flops a product at most, (basis + 1)·8n bytes; a count n³/3 flops, of "both" twice that, and 8n² bytes;
 * a copy of an eigenvalue as many products as the first. Strict build: the same bits on every engine.
 * Source: Wu, Simon, SIAM J. Matrix Anal. Appl. 22 (2000).
 *
 * @example
 * await init();
 * const chain = (v) => v.map((x, i) => 2 * x - (v[i - 1] ?? 0) - (v[i + 1] ?? 0));
 * const { values, status } = lanczos(chain, { n: 100, count: 2 });
 * status; // 'converged'
 * values; // Float64Array [0.0009674354…
 */
export function lanczos(operator: Operator, options: LanczosOptions): ExtremalEigenpairs {
  return calls.atOnce(operator, options);
}

/**
 * `lanczos` that can be watched and cancelled, and whose operator may answer with a promise.
 *
 * @throws AbortedError  the signal fired; `.partial` holds the eigenpairs as they were, as many as there were.
 *
 * @example
 * await init();
 * const diagonal = async (v) => v.map((x, i) => i * x);
 * const { values } = await lanczosAsync(diagonal, { n: 1000, count: 1, which: "largest" });
 * values[0].toFixed(6); // '999.000000'
 */
export async function lanczosAsync(
  operator: AsyncOperator,
  options: LanczosOptions & WatchOptions<OperatorProgress>,
): Promise<ExtremalEigenpairs> {
  return calls.inTurns(operator, options);
}

const calls = operatorCalls("lanczos", {
  fields,
  smallestOrder: 0,
  unit: "pairs",
  begin({ proof, ...options }, settings, operator) {
    const { n } = settings;
    const isStored = operator instanceof SymmetricMatrix;
    if (proof === "inertia" && !isStored)
      throw new InvalidInputError("proof", proof, '"random": only of a SymmetricMatrix is there an inertia');
    const basis = options.basis ?? Math.min(n, 2 * options.count + 30);
    const maxProducts = options.maxProducts ?? Math.min(100 * basis, 2 ** 32 - 1);
    const census = isStored && proof !== "random";
    return (core) => core.Job.lanczos({ ...options, ...settings, basis, maxProducts, census });
  },
  columns: {
    values: "float64",
    vectors: "float64",
    residuals: "float64",
    converged: "uint32",
    status: "dictionary",
  },
  read(found, { products }): ExtremalEigenpairs {
    const [status] = found.status as [ExtremalEigenpairs["status"]];
    return { ...found, converged: Uint8Array.from(found.converged), products, status };
  },
  hasPartial: () => true,
});
