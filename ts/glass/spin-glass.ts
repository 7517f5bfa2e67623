import { allFinite, type Numbers, type Rows, toDoubles, toVector } from "../base/arrays.js";
import { canonicalJson } from "../base/canonical.js";
import { InvalidInputError } from "../base/errors.js";
import { number, object, optional, seed } from "../base/schema.js";
import { dot } from "../base/vectors.js";
import { SymmetricMatrix } from "../eigen/matrix.js";
import type { ColumnsOf, Provenance, TableSpec } from "../tables/spec.js";
import type { TableOf } from "../tables/typed.js";
import { call, withBuffer } from "../wasm/call.js";
import type { Glass } from "../wasm/generated/losscape_wasm.js";
import { Handle } from "../wasm/handle.js";
import { madeOf } from "../wasm/job.js";
import { backend, build } from "../wasm/loader.js";
import { type DistinctMinima, distinctMinima } from "./census.js";
import {
  type ConnectedPoints,
  type ConnectOptions,
  connectOptions,
  pointsOf,
  type SaddleLinks,
  saddleLinks,
} from "./connect.js";
import { type CriticalPoints, type CriticalPointsOptions, criticalPoints } from "./critical-points.js";
import { type DescendOptions, type Descents, descents, minima } from "./descents.js";
import {
  checkCouplingsFit,
  type Disorder,
  disorder,
  MAX_ORDER,
  mixture,
  ORDERS,
  type Order,
  order,
  type Precision,
  precision,
  spins,
} from "./fields.js";
import { type Polished, type PolishOptions, polished, polishOptions } from "./polish.js";
import { type AnnealOptions, annealed, type TemperOptions, tempered } from "./quenches.js";
import { type Saddles, type SaddlesOptions, saddles } from "./saddles.js";
import {
  CRITICAL_POINTS,
  type CriticalPointsTable,
  DISTINCT_MINIMA,
  type DistinctMinimaTable,
  MINIMA,
  type MinimaTable,
  SADDLE_LINKS,
  SADDLES,
  type SaddleLinksTable,
  type SaddlesTable,
  TRAJECTORIES,
  type TrajectoriesTable,
} from "./tables.js";
import {
  type LangevinOptions,
  langevin,
  type MetropolisOptions,
  metropolis,
  type Trajectories,
} from "./trajectories.js";
import { descendOptions, wayOf } from "./ways.js";

interface PrecisionOptions {
  /**
   * "f64" (the default) or "f32": of the couplings, which are those of "f64" rounded, and of the arithmetic of `evaluate`, `energies`, `gradients`
   * and, above |P∇H|/√N = 1e-4, of descents by line searches. Everything else, and every table, is in doubles on the rounded couplings.
   */
  readonly precision?: Precision | undefined;
}

/** What every sample has, whichever its orders. */
interface DrawOptions extends PrecisionOptions {
  /**
   * Number of spins, from 2 to what 2 GiB of couplings allow: 23,169, 1171, 281, 124 and 73 for p = 2 to 6; in "f32" 23,169, 1475, 335, 143
   * and 82.
   */
  readonly n: number;
  /** A non-negative safe integer, a bigint below 2^64, or its decimal digits. */
  readonly seed: number | bigint | string;
  /** Of the couplings: "gaussian" (the default), "rademacher", "uniform" or "exponential", all of mean 0 and variance 1. */
  readonly disorder?: Disorder | undefined;
}

/** The coefficient b_p of each order p of a mixture. */
export type Mixture = Readonly<Partial<Record<Order, number | undefined>>>;

/** Either the one order p, from 2 to 6, or the coefficients of a mixture. */
export type SampleOptions = DrawOptions &
  (
    | { readonly p: number; readonly mixture?: undefined }
    | { readonly mixture: Mixture; readonly p?: undefined }
  );

const sampleOptions = object(
  { n: spins, p: optional(order), mixture: optional(mixture), seed: seed(), disorder, precision },
  {
    rule({ p, mixture }) {
      if (p === undefined && mixture === undefined)
        throw new InvalidInputError("p", p, `${order.expected}, or mixture in its place`);
      if (p !== undefined && mixture !== undefined)
        throw new InvalidInputError("mixture", mixture, "p or mixture, and not both");
    },
  },
);
const tensorOptions = object({ precision });
const indexOptions = object({ tolerance: number({ min: 0, default: 0 }) });

/** What a call found: a table's columns, and the config that they are of. */
type Found<Spec extends TableSpec> = ColumnsOf<Spec> & {
  readonly config: Readonly<Record<string, unknown>>;
  readonly metadata?: Pick<Provenance, "complete" | "evidence">;
};

/** The orders and coefficients of a model. */
interface Model {
  readonly orders: readonly number[];
  readonly weights: readonly number[];
}

function modelOf(p: number | undefined, mixture: Mixture | undefined): Model {
  if (p !== undefined) return { orders: [p], weights: [1] };
  const terms = Object.entries(mixture ?? {}).filter(
    (term): term is [string, number] => term[1] !== undefined,
  );
  const zero = terms.find(([, weight]) => weight === 0);
  if (zero !== undefined)
    throw new InvalidInputError(`mixture.${zero[0]}`, 0, "a number other than 0; leave the order out");
  if (terms.length === 0)
    throw new InvalidInputError(
      "mixture",
      mixture,
      `the coefficient of one order from ${ORDERS[0]} to ${MAX_ORDER} or more`,
    );
  return { orders: terms.map(([p]) => Number(p)), weights: terms.map(([, weight]) => weight) };
}

/**
 * A spherical p-spin glass: H(σ) = N^{−(p−1)/2} Σ X_{i1…ip} σ_{i1}⋯σ_{ip} over all N^p tuples, |σ|² = N, X independent of mean 0
 * and variance 1; or a mixture Σ_p b_p H_p. So E[H(σ)H(τ)] = N ξ(σ·τ/N), ξ(R) = Σ_p b_p² R^p.
 *
 * Energies are extensive (H, not H/N) here and per spin in tables. States are N numbers, batches of B states B·N, row
 * after row. The couplings live in WASM memory (about 8·N^p/p! bytes) until `free()`; a glass that is forgotten
 * is freed when it is collected.
 *
 * Source: Crisanti, Sommers (1992); Auffinger, Ben Arous, Černý (2013).
 *
 * @example
 * await init();
 * using glass = SpinGlass.sample({ n: 25, p: 3, seed: 1 });
 * const minima = await glass.descend({ replicas: 100, seed: 1 });
 */
export class SpinGlass {
  readonly #n: number;
  readonly #model: Model;
  readonly #source: Readonly<Record<string, unknown>>;
  readonly #disorderSeed: bigint;
  readonly #precision: Precision;
  readonly #handle: Handle<Glass>;

  private constructor(
    n: number,
    model: Model,
    glass: Glass,
    disorderSeed: bigint,
    precision: Precision,
    source: Record<string, unknown>,
  ) {
    this.#n = n;
    this.#model = model;
    this.#handle = new Handle("SpinGlass", glass);
    this.#disorderSeed = disorderSeed;
    this.#precision = precision;
    this.#source = { ...source, ...(precision !== "f64" && { precision }) };
  }

  /**
   * The glass of a seed: one coupling √m·x a multiset of indices, m its distinct permutations, x of the distribution `disorder`.
   *
   * A coupling depends on seed, n, order and indices alone: a mixture's couplings of an order are those of the pure glass.
   *
   * @throws InvalidInputError  n below 2, p outside 2 … 6, both p and mixture, a coefficient of 0, a bad seed, an unknown option.
   * @throws OutOfMemoryError   the couplings do not fit; it says the largest n that would.
   *
   * Cost: N^p/p! deviates (p = 3, N = 500: 21 million). The same couplings on every engine.
   *
   * @example
   * await init();
   * const glass = SpinGlass.sample({ n: 50, mixture: { 2: 0.6, 4: 0.8 }, seed: 1, disorder: "rademacher" });
   * glass.p; // 0
   */
  static sample(options: SampleOptions): SpinGlass {
    const { n, p, mixture, seed, disorder, precision } = sampleOptions.parse(options);
    const model = modelOf(p, mixture);
    const { orders } = model;
    const weights = Float64Array.from(model.weights);
    checkScale("mixture", weights, precision);
    checkCouplingsFit(n, orders, precision);
    const disorderSeed = BigInt(seed);
    const glass = call((core) =>
      core.Glass.sample(n, Uint32Array.from(orders), weights, disorder, precision, disorderSeed),
    );
    const source = {
      disorder_seed: seed,
      ...(disorder !== "gaussian" && { disorder }),
      ...(p === undefined && { mixture }),
    };
    return new SpinGlass(n, model, glass, disorderSeed, precision, source);
  }

  /**
   * The glass of any tensor X of n^p entries, row-major; H carries the N^{−(p−1)/2}, and only X's symmetric part matters.
   *
   * In tables its `disorder_seed` is 0.
   *
   * @throws InvalidInputError  a length that is not n^p, an entry that is not finite, n or p as in `sample`; entries that are all
   *                            below 1e-152 in modulus and not all 0, or one above 1e140: squares of gradients would be
   *                            no doubles; in "f32" below 1e-20, or one above 1e20; an unknown option.
   */
  static fromTensor(n: number, p: number, tensor: Numbers, options: PrecisionOptions = {}): SpinGlass {
    spins.parse(n, "n");
    order.parse(p, "p");
    const { precision } = tensorOptions.parse(options);
    const entries = toDoubles("tensor", tensor);
    checkScale("tensor", entries, precision);
    const glass = withBuffer(entries, (core, buffer) => core.Glass.fromTensor(n, p, buffer, precision));
    return new SpinGlass(n, modelOf(p, undefined), glass, 0n, precision, { tensor: "given" });
  }

  /** Number of spins. */
  get n(): number {
    return this.#n;
  }

  /** Of the couplings, and of the arithmetic of batches and descents. */
  get precision(): Precision {
    return this.#precision;
  }

  /** Order of the interaction; 0 of a mixture of several. */
  get p(): number {
    const { orders } = this.#model;
    return orders.length === 1 ? (orders[0] as number) : 0;
  }

  /**
   * H at a state, extensive: any vector of N.
   *
   * @throws InvalidInputError  a state so large that H or its gradient is beyond all doubles; so do the others.
   */
  energy(state: Numbers): number {
    return this.#evaluate("state", toVector("state", state, this.n), "f64")[0] as number;
  }

  /** H/N at a state, as tables have it under the name `energy`. */
  energyPerSpin(state: Numbers): number {
    return this.energy(state) / this.n;
  }

  /** H at each of B states. */
  energies(states: Numbers | Rows): Float64Array {
    return this.evaluate(states).energies;
  }

  /** The Euclidean gradient of H at a state: N entries; σ·∇H = pH of a pure glass (Euler). */
  gradient(state: Numbers): Float64Array {
    return this.#evaluate("state", toVector("state", state, this.n), "f64").slice(1);
  }

  /** The Euclidean gradients at each of B states: B rows of N. */
  gradients(states: Numbers | Rows): Float64Array {
    return this.evaluate(states).gradients;
  }

  /**
   * Energies and Euclidean gradients of a batch of states in one pass over the couplings.
   *
   * A state's bits do not depend on the others. In "f32" states are rounded too, and at p = 3 gradients of 32 states are right to
   * 4e-7 of their length at N = 25, and to 2e-6 at N = 250.
   *
   * Cost: 4N^p/p! flops a state.
   */
  evaluate(given: Numbers | Rows): { energies: Float64Array; gradients: Float64Array } {
    const states = toVector("states", given);
    if (states.length % this.n !== 0)
      throw new InvalidInputError("states.length", states.length, `a multiple of n = ${this.n}`);
    const results = this.#evaluate("states", states, this.precision);
    const count = states.length / this.n;
    return { energies: results.slice(0, count), gradients: results.slice(count) };
  }

  /** The Euclidean Hessian of H at a state: n×n, row-major, symmetric. Cost: 6N^p/p! flops. */
  hessian(given: Numbers): Float64Array {
    const state = toVector("state", given, this.n);
    const hessian = withBuffer(state, (_, buffer) => this.#glass.hessian(buffer));
    return checkFinite("state", state, hessian);
  }

  /** The gradient on the sphere: P∇H with P the projector on the tangent space at `state`; |σ|² = N to 1e-9. */
  sphereGradient(state: Numbers): Float64Array {
    return withBuffer(this.#onSphere(state), (_, buffer) => this.#glass.sphereGradient(buffer));
  }

  /**
   * The sphere Hessian P∇²H P − (σ·∇H/N) I in an orthonormal basis of the tangent space, of order N−1; |σ|² = N to 1e-9.
   *
   * It stays in WASM memory (8(N−1)² bytes), where `eigvalsh`, `eigh` and `inertia` take it. The basis is that of the
   * Householder reflection that takes σ to the last axis; the matrix in another differs by a rotation.
   *
   * Cost: 6N^p/p! flops.
   */
  sphereHessian(state: Numbers): SymmetricMatrix {
    const matrix = withBuffer(this.#onSphere(state), (_, buffer) => this.#glass.sphereHessian(buffer));
    return SymmetricMatrix.adopt(this.n - 1, matrix);
  }

  /**
   * The N−1 eigenvalues of the sphere Hessian P∇²H P − (σ·∇H/N) I on the tangent space, ascending; |σ|² = N to 1e-9.
   *
   * As N grows, at energy per spin u: a semicircle of radius 2√(p(p−1)) around −pu; of a mixture 2√ξ''(1) around −σ·∇H/N.
   */
  spectrum(state: Numbers): Float64Array {
    return withBuffer(this.#onSphere(state), (_, buffer) => this.#glass.spectrum(buffer));
  }

  /** How many eigenvalues of the sphere Hessian are below −tolerance (0 by default). */
  index(state: Numbers, options: { readonly tolerance?: number } = {}): number {
    const { tolerance } = indexOptions.parse(options);
    return this.spectrum(state).filter((eigenvalue) => eigenvalue < -tolerance).length;
  }

  /**
   * Descends replicas from random starts to minima and returns them as the Arrow table `minima`.
   *
   * Replica r starts uniformly on the sphere, at the point of the stream (seed, r), and stops at |P∇H|/√N ≤ tolerance.
   * No result depends on the batch, on the other replicas or on the engine. Lack of convergence is a status.
   *
   * @throws InvalidInputError  an option, its value and what is allowed.
   * @throws AbortedError       the signal fired; `.partial` is the table of the replicas that were done.
   *
   * Every method ends at a minimum, or its status says why not; newton with `target: "nearest"` at a critical point of any index.
   *
   * - gradient-descent, conjugate-gradient (Hager, Zhang 2005), l-bfgs: line searches.
   * - newton: trust regions from all eigenpairs of the sphere Hessian, 6N^p/p! + 14N³/3 flops a step; it leaves saddles.
   * - sgd: σ ← σ − ηP∇Ĥ with the gradient of a random share of the couplings, the rate η falling from epoch to epoch, and then L-BFGS.
   * - hessian-descent: σ ← σ + √(N/K)·v from the origin, v the lowest eigenvector of the tangent Hessian and v·∇H ≤ 0, K `steps`, and then
   *   L-BFGS. The first v is that of ∇²H(0), with a random sign; where H has no order 2, it is random. As N grows `walk_energy` tends
   *   to −(1/K) Σ_{k<K} √ξ″(k/K).
   *
   * `walk_energy` is the energy per spin before the descent of the last two.
   *
   * Cost: 4N^p/p! flops an evaluation, of which l-bfgs takes 40 to 80 a replica (p = 3, N = 25 to 100), and 4N³/3 a spectrum.
   * Source: Subag, CPAM 74 (2021) 1021; Conn, Gould, Toint, Trust-Region Methods (2000).
   *
   * @example
   * await init();
   * const glass = SpinGlass.sample({ n: 20, p: 3, seed: 1 });
   * const found = await glass.descend({ replicas: 4, seed: 1, method: "hessian-descent", steps: 10 });
   * found.numRows; // 4
   */
  async descend(options: DescendOptions): Promise<MinimaTable> {
    const { way, rest } = wayOf(descendOptions.parse(options));
    return this.#table("descend", MINIMA, minima(this.#glass, this, way, rest, options));
  }

  /**
   * Sharpens states to the critical points that they are close to, of whatever index: Newton's method on |P∇H|, through states of the given
   * one's index alone.
   *
   * From a state within 1e-4 of a critical point it takes two or three steps to the rounding of |P∇H|/√N, about 1e-15. A state that is near none
   * stalls where its Hessian becomes singular, and says so.
   *
   * @param given  B states of |σ|² = N to 1e-9, or any but 0 with `project`.
   * @throws InvalidInputError  a state off the sphere (its norm is said), a wrong length, a NaN, an unknown option.
   * @throws AbortedError       the signal fired.
   *
   * Cost: 10N^p/p! + 14N³/3 flops a step. The same bits in any batch and on any engine.
   *
   * @example
   * await init();
   * const glass = SpinGlass.sample({ n: 20, p: 3, seed: 1 });
   * const { states } = await glass.descents({ replicas: 4, seed: 1, tolerance: 1e-4 });
   * const { gradientNorms, statuses } = await glass.polish(states);
   * statuses[0]; // 'converged'
   */
  async polish(given: Numbers | Rows, options: PolishOptions = {}): Promise<Polished> {
    const checked = polishOptions.parse(options);
    const states = toVector("states", given).slice();
    if (states.length % this.n !== 0)
      throw new InvalidInputError("states.length", states.length, `a multiple of n = ${this.n}`);
    for (let at = 0; at < states.length; at += this.n) {
      const state = states.subarray(at, at + this.n);
      if (!checked.project) checkNorm(`states[${at / this.n}]`, state);
      else if (state.every((spin) => spin === 0))
        throw new InvalidInputError(`states[${at / this.n}]`, 0, "a state that is not 0");
    }
    return polished(this.#glass, this.n, { states, options: checked }, options);
  }

  /**
   * Anneals replicas, then descends by L-BFGS from where each is, and returns the table `minima`, method "simulated-annealing".
   *
   * A chain of Metropolis-adjusted Langevin steps on the sphere, whose temperature falls by equal factors from sweep to sweep; its step
   * follows what is accepted, with 0.574 as its aim. Replica r starts where that of `descend` does. `evaluations` counts chain and descent.
   *
   * @throws InvalidInputError  as `descend`; temperatures that are not above 0 or rise.
   * @throws AbortedError       the signal fired; `.partial` is the table of the replicas that were done.
   *
   * Cost: p evaluations a sweep, 4N^p/p! flops each. The same bits in any batch and on any engine.
   * Source: Kirkpatrick, Gelatt, Vecchi, Science 220 (1983) 671; Roberts, Tweedie, Bernoulli 2 (1996) 341.
   *
   * @example
   * await init();
   * const glass = SpinGlass.sample({ n: 20, p: 3, seed: 1 });
   * const annealed = await glass.anneal({ replicas: 4, seed: 1, from: 1, to: 0.05, sweeps: 100 });
   * annealed.numRows; // 4
   */
  async anneal(options: AnnealOptions): Promise<MinimaTable> {
    return this.#table("anneal", MINIMA, annealed(this.#glass, this, options, minima));
  }

  /**
   * Parallel tempering, then a descent by L-BFGS from the lowest that was seen: the table `minima`, a row a ladder, method
   * "parallel-tempering".
   *
   * A chain as those of `anneal` at each temperature; after every sweep neighbours exchange their points with the probability
   * min(1, exp((1/T − 1/T′)(H − H′))).
   *
   * @throws InvalidInputError  as `descend`; temperatures that are not above 0 and ascending, fewer than two.
   * @throws AbortedError       the signal fired; `.partial` is the table of the ladders that were done.
   *
   * Cost: p evaluations a sweep and a temperature. The same bits in any batch and on any engine.
   * Source: Swendsen, Wang, PRL 57 (1986) 2607; Hukushima, Nemoto, JPSJ 65 (1996) 1604.
   */
  async temper(options: TemperOptions): Promise<MinimaTable> {
    return this.#table("temper", MINIMA, tempered(this.#glass, this, options, minima));
  }

  /**
   * Langevin dynamics from random starts, and its energies at given times: the table `trajectories`.
   *
   * Itô: dσ = −P∇H dt + √(2T) P dW − T(1 − 1/N)σ dt; at T = 0 gradient flow. Heun's method along great circles, whose error
   * in the mean falls with the square of the step.
   *
   * @throws InvalidInputError  times that do not rise or are negative, a negative temperature, an unknown option.
   * @throws AbortedError       the signal fired; `.partial` is the table of the replicas that were done.
   *
   * Cost: two evaluations a step. The same bits in any batch and on any engine.
   * Source: Crisanti, Horner, Sommers, Z. Phys. B 92 (1993) 257; Kloeden, Platen (1992), 14.5.
   *
   * @example
   * await init();
   * const glass = SpinGlass.sample({ n: 20, p: 3, seed: 1 });
   * const flow = await glass.langevin({ replicas: 2, seed: 1, temperature: 0, times: [0, 1, 2] });
   * flow.numRows; // 6
   */
  async langevin(options: LangevinOptions): Promise<TrajectoriesTable> {
    return this.#table("langevin", TRAJECTORIES, langevin(this.#glass, this, options));
  }

  /**
   * Metropolis' chains at a temperature from random starts, and their energies every few sweeps: the table `trajectories`; `time` counts sweeps after
   * `burnIn`.
   *
   * The chains leave exp(−H/T) as it is: their steps are those of `anneal`, of a length that stays after `burnIn`.
   *
   * @throws InvalidInputError  a temperature that is not above 0, `every` above `sweeps`, an unknown option.
   * @throws AbortedError       the signal fired; `.partial` is the table of the replicas that were done.
   *
   * Cost: p evaluations a sweep. The same bits in any batch and on any engine.
   * Source: Roberts, Tweedie, Bernoulli 2 (1996) 341.
   */
  async metropolis(options: MetropolisOptions): Promise<TrajectoriesTable> {
    return this.#table("metropolis", TRAJECTORIES, metropolis(this.#glass, this, options));
  }

  /**
   * All critical points on the sphere: the table `critical_points`, in the order of energies; σ and −σ are two rows.
   *
   * A homotopy tracks every class of complex critical points, ((d−1)^N − 1)/(d−2) of them with d the highest order (N at d = 2; twice as many
   * where odd and even orders mix). Each end is certified by the theorem of Newton and Kantorovich with bounds of what rounding did: it exists, is the only one
   * in its ball, differs from all others, and is real or is not. As many certified ends as classes are all there are: then the metadata
   * `losscape.complete` is "true". Otherwise it is "false", and `losscape.evidence` (canonical JSON, `Evidence`) has the reason.
   *
   * @throws InvalidInputError  more than 10,000 paths (N above 64, 13, 9, 7 and 6 for p = 2 to 6): it says how many, and which N fits.
   * @throws AbortedError       the signal fired; `.partial` is the table of the points that were found, not complete.
   *
   * Cost: 1.5 to 2 Mflop a path at p = 3, N = 10. The same bits on every engine.
   * Source: Cartwright, Sturmfels, Linear Algebra Appl. 438 (2013) 942; Sommese, Wampler (2005); Ortega, Amer. Math. Monthly 75 (1968) 658.
   *
   * @example
   * await init();
   * const glass = SpinGlass.sample({ n: 5, p: 3, seed: 1 });
   * const points = await glass.criticalPoints({ seed: 1 });
   * points.schema.metadata.get("losscape.complete"); // 'true'
   */
  async criticalPoints(options: CriticalPointsOptions): Promise<CriticalPointsTable> {
    return this.#table("criticalPoints", CRITICAL_POINTS, criticalPoints(this.#glass, this, options));
  }

  /**
   * A census of minima: descends replicas as `descend` does, merges those that ended at one point, and returns the table
   * `distinct_minima`, in the order of energies; σ and −σ are two.
   *
   * `weight` is a minimum's share of the descents, by which its basin of the method weighs it: deep minima have the larger ones. The
   * metadata `losscape.evidence`, canonical JSON (`MinimaEvidence`), say how much descents may have missed: the coverage by Good and
   * Turing, the number of minima by Chao1 (a lower bound), each with its error. Both are of what descents reach, in the weights of its
   * basins.
   *
   * Ends are one point within 2(r + r′) + 1e-7 of each other in units of √N, r = |P∇H|/(√N λ_min) of each. Descents that did not
   * converge to a minimum, or whose r is above 1e-3, as at degenerate ones, are counted in the evidence and have no row.
   *
   * @throws InvalidInputError  as `descend`.
   * @throws AbortedError       the signal fired; `.partial` is the census of the replicas that were done.
   *
   * Cost: that of `descend`, and 8N bytes a replica.
   * Source: Good, Biometrika 40 (1953) 237; Chao, Biometrics 43 (1987) 783.
   *
   * @example
   * await init();
   * const glass = SpinGlass.sample({ n: 10, p: 2, seed: 1 });
   * const minima = await glass.minima({ seed: 1, replicas: 20 });
   * minima.numRows; // 2
   */
  async minima(options: DescendOptions): Promise<DistinctMinimaTable> {
    return this.#table("minima", DISTINCT_MINIMA, distinctMinima(this.#glass, this, options));
  }

  /**
   * Searches for critical points of every index, from starts at chosen energies: the table `saddles`, a row a search.
   *
   * Replica r starts where that of `descend` does and follows the gradient to its energy. `"gradient-norm"` then lowers |P∇H|², by Levenberg and Marquardt's
   * steps within a trust region; `"index-guided"` climbs along the k lowest modes of the sphere Hessian and falls along the others. Close to a
   * critical point both are Newton's iteration, down to |P∇H|/√N ≤ tolerance. Status "converged" means just that, with no
   * eigenvalue below 1e-8 of the largest; the index is that of the spectrum there. "stationary" is where |P∇H|² is stationary and H is
   * not: no critical point.
   *
   * The sample is biased: towards points with large basins under the search, near the start's energy, and of index-guided searches of the indices
   * asked for. It counts nothing: `theory.expectedCriticalPoints` does, in the mean.
   *
   * @throws InvalidInputError  an option, its value and what is allowed.
   * @throws AbortedError       the signal fired; `.partial` is the table of the searches that were done.
   *
   * Cost: 10N³/3 flops a step for the eigenvectors. The same bits on every engine.
   * Source: Moré, LNM 630 (1978) 105; Cerjan, Miller, J. Chem. Phys. 75 (1981) 2800; Wales, Energy Landscapes (2003), 6.2.
   *
   * @example
   * await init();
   * const glass = SpinGlass.sample({ n: 20, p: 3, seed: 1 });
   * const saddles = await glass.saddles({ seed: 1, replicas: 8, energies: [-1, -0.5] });
   * saddles.numRows; // 8
   */
  async saddles(options: SaddlesOptions): Promise<SaddlesTable> {
    return this.#table("saddles", SADDLES, saddles(this.#glass, this, options));
  }

  /**
   * Which minima the saddles of index 1 join: the table `saddle_links`, a row a saddle, in the order of energies.
   *
   * From each saddle the gradient flow is followed down both sides, by steps whose error is 1e-8, until its end is certain: H/N is a
   * trigonometric polynomial along great circles, so that Bernstein's inequality bounds its third derivative, and with gradient and
   * Hessian a ball that the flow does not leave; there is one known critical point in it, a minimum. What the flows end at that was not given has a
   * number beyond those given and the status "elsewhere"; where no end is certain, as next to degenerate points, it is "unresolved".
   *
   * - Of `criticalPoints` the saddles are the table's own. Of a complete map whose flows all end at its minima, the graph is exact: the metadata
   *   `losscape.complete` is "true", and else `losscape.evidence` (canonical JSON, `LinksEvidence`) has the reason. The graph of
   *   an exact map hangs together, as the sphere does, which is checked.
   * - Of `minima` saddles are looked for between each minimum and its `neighbours`: strings of states are lowered along the great circle,
   *   and searches climb from their peaks to index 1. Minima and saddles may be missing.
   *
   * Draw it by `disconnectivityFigure`.
   *
   * @throws InvalidInputError  points of another glass or with gradients above 1e-7, an unknown option.
   * @throws AbortedError       the signal fired; `.partial` is the table of the saddles that were done.
   *
   * Cost: 600 to 2300 evaluations a flow (p = 3, N = 8 to 50), and 2000 a pair with 10N³/3 flops a step of each search. The same bits on every engine.
   * Source: Becker, Karplus, J. Chem. Phys. 106 (1997) 1495; Dormand, Prince (1980); E, Ren, Vanden-Eijnden (2007).
   *
   * @example
   * await init();
   * const glass = SpinGlass.sample({ n: 6, p: 3, seed: 1 });
   * const links = await glass.connect(await glass.criticalPoints({ seed: 1 }));
   * links.schema.metadata.get("losscape.complete"); // 'true'
   */
  async connect(
    minima: CriticalPointsTable | DistinctMinimaTable,
    options: ConnectOptions = {},
  ): Promise<SaddleLinksTable> {
    connectOptions.parse(options);
    const points = await pointsOf(this, minima);
    return this.#table("connect", SADDLE_LINKS, saddleLinks(this.#glass, this, points, options));
  }

  /** Like `connect`, of plain columns to plain columns, and without Arrow. */
  async links(points: ConnectedPoints, options: ConnectOptions = {}): Promise<SaddleLinks> {
    return saddleLinks(this.#glass, this, points, options);
  }

  /** Like `descend`, as plain columns with spectra and states, and without Arrow. */
  async descents(options: DescendOptions): Promise<Descents> {
    const { way, rest } = wayOf(descendOptions.parse(options));
    return descents(this.#glass, this, way, rest, options);
  }

  /** Like `anneal`, likewise. */
  async annealings(options: AnnealOptions): Promise<Descents> {
    return annealed(this.#glass, this, options, descents);
  }

  /** Like `temper`, likewise. */
  async temperings(options: TemperOptions): Promise<Descents> {
    return tempered(this.#glass, this, options, descents);
  }

  /** Like `criticalPoints`, as plain columns, and without Arrow. */
  async map(options: CriticalPointsOptions): Promise<CriticalPoints> {
    return criticalPoints(this.#glass, this, options);
  }

  /** Like `minima`, likewise. */
  async census(options: DescendOptions): Promise<DistinctMinima> {
    return distinctMinima(this.#glass, this, options);
  }

  /** Like `saddles`, likewise. */
  async searches(options: SaddlesOptions): Promise<Saddles> {
    return saddles(this.#glass, this, options);
  }

  /** Like `langevin`, as plain columns, and without Arrow. */
  async trajectories(options: LangevinOptions): Promise<Trajectories> {
    return langevin(this.#glass, this, options);
  }

  /** b_p of each order p; 1 of the only one of a pure glass. */
  get mixture(): Mixture {
    const { orders, weights } = this.#model;
    return Object.fromEntries(orders.map((p, at) => [p, weights[at]]));
  }

  /** The seed that `sample` was given; 0 for a glass from a tensor. */
  get disorderSeed(): bigint {
    return this.#disorderSeed;
  }

  /** Frees the couplings. Idempotent; any later use throws `DisposedError`. */
  free(): void {
    this.#handle.free();
  }

  [Symbol.dispose](): void {
    this.free();
  }

  get #glass(): Glass {
    return this.#handle.object;
  }

  /** Columns as an Arrow table; of a cancelled call those that were finished. */
  async #table<Spec extends TableSpec>(
    experiment: string,
    spec: Spec,
    columns: Promise<Found<Spec>>,
  ): Promise<TableOf<Spec>> {
    return madeOf(experiment, columns, async (found) => {
      // Arrow comes when there is a table: a call that is refused brings nothing.
      const { buildTable } = await import("../tables/index.js");
      return buildTable(spec, found, {
        version: build.version,
        config: canonicalJson({ n: this.n, p: this.p, ...this.#source, ...found.config }),
        backend: backend(),
        normalisation: spec.normalisation,
        experiment,
        ...found.metadata,
      });
    });
  }

  #evaluate(argument: string, states: Float64Array, precision: Precision): Float64Array {
    const glass = this.#glass;
    const results = withBuffer(states, (_, buffer) => glass.evaluate(buffer, precision === "f64"));
    return checkFinite(argument, states, results, precision);
  }

  #onSphere(given: Numbers): Float64Array {
    const state = toVector("state", given, this.n);
    checkNorm("state", state);
    return state;
  }
}

function checkNorm(argument: string, state: Float64Array): void {
  const norm = dot(state, state) / state.length;
  if (!(Math.abs(norm - 1) <= 1e-9))
    throw new InvalidInputError(`|${argument}|²/N`, norm, "1 to within 1e-9 (a point of the sphere)");
}

/** Gradients of such entries or coefficients have squares, and sums of squares, that are doubles; of the others the gradients are singles. */
const SCALES = { f64: [1e-152, 1e140], f32: [1e-20, 1e20] } as const;

function checkScale(argument: string, entries: Float64Array, precision: Precision): void {
  const largest = largestModulus(entries);
  const [smallest, most] = SCALES[precision];
  const fits = largest === 0 || (largest >= smallest && largest <= most);
  // An entry that is not finite is named by the core.
  if (!fits && Number.isFinite(largest))
    throw new InvalidInputError(`max|${argument}|`, largest, `0, or a number from ${smallest} to ${most}`);
}

/** What was computed of `states`, unless it overflowed. */
function checkFinite(
  argument: string,
  states: Float64Array,
  results: Float64Array,
  precision: Precision = "f64",
): Float64Array {
  if (!allFinite(results))
    throw new InvalidInputError(
      `max|${argument}|`,
      largestModulus(states),
      `a number so small that the energy and its derivatives are ${precision === "f64" ? "doubles" : "singles"}`,
    );
  return results;
}

const largestModulus = (values: Float64Array): number =>
  values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
