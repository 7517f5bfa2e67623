import {
  choice,
  type FieldsOf,
  number,
  object,
  optional,
  type ValueOf,
  watchFields,
  wholeNumber,
} from "../base/schema.js";
import type { Columns } from "../wasm/columns.js";
import { type Job, run, runInTurns, type WatchOptions, type Work } from "../wasm/job.js";
import {
  type AsyncOperator,
  countedWithProducts,
  FLOPS,
  MAX_ORDER,
  multiplyingBy,
  multiplyingLaterBy,
  type Operator,
  type OperatorOptions,
  type OperatorProgress,
  operatorFields,
  orderOf,
} from "./operator.js";

const ENDS = ["smallest", "largest", "both"] as const;

export interface LanczosOptions extends OperatorOptions {
  /** How many eigenpairs, 0 to n. */
  readonly count: number;
  /** Which end of the spectrum (`"smallest"`); of `"both"` half each, the odd one at the lower. */
  readonly which?: (typeof ENDS)[number] | undefined;
  /** On ‖A·x − θ·x‖/‖A‖, at least 2.3e-16 (1e-10). */
  readonly tolerance?: number | undefined;
  /** Products after which it gives up (100 times the basis). */
  readonly maxProducts?: number | undefined;
  /** Vectors kept before a restart, 8n bytes each: more than `count`, or n (2·count + 30). More take fewer products. */
  readonly basis?: number | undefined;
}

const fields = {
  ...operatorFields,
  count: wholeNumber({ min: 0, max: MAX_ORDER }),
  which: choice({ values: ENDS, default: "smallest" }),
  tolerance: number({ above: 0, default: 1e-10 }),
  maxProducts: optional(wholeNumber({ min: 0, max: 2 ** 32 - 1 })),
  basis: optional(wholeNumber({ min: 0, max: MAX_ORDER })),
} satisfies FieldsOf<LanczosOptions>;

const schema = object(fields);
const watched = object({ ...fields, ...watchFields });

/** Eigenpairs at the ends of a spectrum, in ascending order of the eigenvalues. */
export interface ExtremalEigenpairs {
  readonly values: Float64Array;
  /** Unit eigenvectors: that of `values[k]` is `vectors.subarray(k * n, (k + 1) * n)`. */
  readonly vectors: Float64Array;
  /** ‖A·x − θ·x‖ of each pair, but for rounding below √n·eps·‖A‖; an eigenvalue lies as near to θ. */
  readonly residuals: Float64Array;
  /** 1 where the residual is within the tolerance, else 0. */
  readonly converged: Uint8Array;
  /** Products with the operator. */
  readonly products: number;
  /** `"converged"` where all pairs are; `"aborted"` in the `.partial` of an `AbortedError`. */
  readonly status: "converged" | "max-products" | "aborted";
}

/**
 * Eigenpairs at the ends of the spectrum of a symmetric operator, by thick-restart Lanczos.
 *
 * Every product is orthogonalised twice against the whole basis. No convergence is a status. A Krylov space sees of a
 * multiple eigenvalue one vector: its copies are found where the space is invariant, whence the iteration goes on from
 * a random vector, or by rounding with a tolerance near 1e-15, and may be missed otherwise.
 *
 * @param operator  a symmetric matrix in WASM memory, such as `glass.sphereHessian(state)`, or what multiplies by one.
 * @throws InvalidInputError   an option out of range; a product of another length, with an entry that is not finite, or
 *                             that shows A not to be symmetric (it says which product, counted from 1).
 * @throws OutOfMemoryError    before any product, when the basis does not fit.
 * @throws NotInitialisedError before `await init()`.
 *
 * Cost: 8·n·basis flops a product at most, (basis + 1)·8n bytes. Strict build: the same bits on every engine.
 * Source: Wu, Simon, SIAM J. Matrix Anal. Appl. 22 (2000).
 *
 * @example
 * await init();
 * const chain = (v) => v.map((x, i) => 2 * x - (v[i - 1] ?? 0) - (v[i + 1] ?? 0));
 * const { values, status } = lanczos(chain, { n: 100, count: 2 });
 * status; // 'converged'
 * values; // Float64Array [0.0009674354…
 */
export function lanczos(operator: Operator, given: LanczosOptions): ExtremalEigenpairs {
  const options = schema.parse(given);
  const n = orderOf(operator, options.n, 0);
  return run({ ...work("lanczos", n, options), step: multiplyingBy(operator, n) });
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
  given: LanczosOptions & WatchOptions<OperatorProgress>,
): Promise<ExtremalEigenpairs> {
  const options = watched.parse(given);
  const n = orderOf(operator, options.n, 0);
  return runInTurns({ ...work("lanczosAsync", n, options), step: multiplyingLaterBy(operator, n) }, given);
}

const columns = {
  values: "float64",
  vectors: "float64",
  residuals: "float64",
  converged: "uint32",
  status: "dictionary",
} as const;

function work(what: string, n: number, options: ValueOf<typeof schema>) {
  const { count, which, tolerance, symmetryTolerance } = options;
  const basis = options.basis ?? Math.min(n, 2 * count + 30);
  const maxProducts = options.maxProducts ?? Math.min(100 * basis, 2 ** 32 - 1);
  const seed = BigInt(options.seed);
  const settings = { n, count, which, basis, tolerance, symmetryTolerance, maxProducts, seed };
  return {
    what,
    begin: (core) => core.Job.lanczos(settings),
    flops: FLOPS,
    progress: countedWithProducts("pairs"),
    columns,
    read,
    partial: read,
  } satisfies Work<typeof columns, ExtremalEigenpairs, OperatorProgress>;
}

function read(found: Columns<typeof columns>, job: Job): ExtremalEigenpairs {
  const [status] = found.status as [ExtremalEigenpairs["status"]];
  return { ...found, converged: Uint8Array.from(found.converged), products: job.products, status };
}
