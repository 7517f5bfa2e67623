import {
  checkChoice,
  checkNotNegative,
  checkOptions,
  checkPositive,
  checkWatch,
  checkWholeNumber,
} from "../base/check.js";
import { parseSeed } from "../base/schema.js";
import { WATCH_KEYS } from "../eigen/job.js";
import { call } from "../wasm/call.js";
import type { Lanczos } from "../wasm/generated/losscape_wasm.js";
import { type AsyncOperator, type Operator, orderOf, run, runInTurns } from "./operator.js";

const ENDS = ["smallest", "largest", "both"] as const;

export interface LanczosOptions {
  /** The order of the operator; a matrix knows its own. */
  readonly n?: number | undefined;
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
  /** On |⟨u, A·v⟩ − ⟨A·u, v⟩|/‖A‖ over the basis (1e-6): what is less symmetric is refused. */
  readonly symmetryTolerance?: number | undefined;
  /** Of the random starts (0): a non-negative safe integer, a bigint below 2^64, or its decimal digits. */
  readonly seed?: number | bigint | string | undefined;
}

export interface LanczosWatchOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called every few tens of milliseconds, or after every product of a function; pairs converge at restarts. */
  readonly onProgress?: ((progress: { products: number; converged: number }) => void) | undefined;
}

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
export function lanczos(operator: Operator, options: LanczosOptions): ExtremalEigenpairs {
  checkOptions(options, OPTIONS);
  const n = orderOf(operator, options.n, 0);
  const job = start(n, options);
  return run(job, operator, n, () => read(job));
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
  options: LanczosOptions & LanczosWatchOptions,
): Promise<ExtremalEigenpairs> {
  checkOptions(options, [...OPTIONS, ...WATCH_KEYS]);
  const n = orderOf(operator, options.n, 0);
  checkWatch(options);
  const job = start(n, options);
  return runInTurns(job, operator, n, () => read(job), {
    what: "lanczosAsync",
    signal: options.signal,
    onTurn: () => options.onProgress?.({ products: job.products, converged: job.converged }),
    partial: () => read(job),
  });
}

const OPTIONS = [
  "n",
  "count",
  "which",
  "tolerance",
  "maxProducts",
  "basis",
  "symmetryTolerance",
  "seed",
] as const satisfies readonly (keyof LanczosOptions)[];

function start(n: number, options: LanczosOptions): Lanczos {
  const count = checkWholeNumber("count", options.count, 0, n);
  const basis = checkWholeNumber(
    "basis",
    options.basis ?? Math.min(n, 2 * count + 30),
    Math.min(n, count + 1),
    n,
  );
  const which = checkChoice("which", options.which ?? "smallest", ENDS);
  const tolerance = checkPositive("tolerance", options.tolerance ?? 1e-10);
  const symmetryTolerance = checkNotNegative("symmetryTolerance", options.symmetryTolerance ?? 1e-6);
  const most = 2 ** 32 - 1;
  const maxProducts = checkWholeNumber(
    "maxProducts",
    options.maxProducts ?? Math.min(100 * basis, most),
    count,
    most,
  );
  const seed = BigInt(parseSeed(options.seed ?? 0));
  return call(
    (core) => new core.Lanczos(n, count, which, basis, tolerance, symmetryTolerance, maxProducts, seed),
  );
}

function read(job: Lanczos): ExtremalEigenpairs {
  const found = job.result();
  const pairs = {
    values: found.values(),
    vectors: found.vectors(),
    residuals: found.residuals(),
    converged: found.converged(),
    products: job.products,
    status: found.status() as ExtremalEigenpairs["status"],
  };
  found.free();
  return pairs;
}
