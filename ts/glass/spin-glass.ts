import { type Numbers, type Rows, toDoubles, toVector } from "../base/arrays.js";
import { canonicalJson } from "../base/canonical.js";
import { AbortedError, InvalidInputError } from "../base/errors.js";
import { type FieldsOf, number, object, seed } from "../base/schema.js";
import { SymmetricMatrix } from "../eigen/matrix.js";
import { call, withBuffer } from "../wasm/call.js";
import type { Glass } from "../wasm/generated/losscape_wasm.js";
import { Handle } from "../wasm/handle.js";
import { backend, build } from "../wasm/loader.js";
import { type DescendOptions, type Descents, descents, type Minima, minima } from "./descents.js";
import { order, spins } from "./fields.js";
import { MINIMA, type MinimaTable } from "./tables.js";

export interface SampleOptions {
  /** Number of spins, 2 to 1171. */
  readonly n: number;
  /** Order of the interaction: 3. */
  readonly p: number;
  /** A non-negative safe integer, a bigint below 2^64, or its decimal digits. */
  readonly seed: number | bigint | string;
}

const sampleOptions = object({ n: spins, p: order, seed: seed() } satisfies FieldsOf<SampleOptions>);
const indexOptions = object({ tolerance: number({ min: 0, default: 0 }) });

/**
 * A spherical p-spin glass: H(σ) = N^{−(p−1)/2} Σ X_{i1…ip} σ_{i1}⋯σ_{ip} over all N^p tuples, X ~ N(0, 1), |σ|² = N.
 *
 * Energies are extensive (H, not H/N) here and per spin in tables. States are N numbers, batches of B states B·N, row
 * after row. The couplings live in WASM memory (about 8·N³/6 bytes) until `free()`; a glass that is forgotten
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
  readonly #source: Readonly<Record<string, unknown>>;
  readonly #disorderSeed: bigint;
  readonly #handle: Handle<Glass>;

  private constructor(n: number, glass: Glass, disorderSeed: bigint, source: Record<string, unknown>) {
    this.#n = n;
    this.#handle = new Handle("SpinGlass", glass);
    this.#disorderSeed = disorderSeed;
    this.#source = source;
  }

  /**
   * The glass of a seed: one coupling √m·g a multiset of indices, m its distinct permutations, g standard normal.
   *
   * @throws InvalidInputError  n outside 2 … 1171, p other than 3, a bad seed, an unknown option.
   * @throws OutOfMemoryError   the couplings do not fit.
   *
   * Cost: N³/6 normal deviates (N = 500: 21 million). The same couplings on every engine.
   */
  static sample(options: SampleOptions): SpinGlass {
    const { n, seed } = sampleOptions.parse(options);
    const disorderSeed = BigInt(seed);
    const glass = call((core) => core.Glass.sample(n, disorderSeed));
    return new SpinGlass(n, glass, disorderSeed, { disorder_seed: seed });
  }

  /**
   * The glass of any tensor X of n^p entries, row-major; H carries the N^{−(p−1)/2}, and only X's symmetric part matters.
   *
   * In tables its `disorder_seed` is 0.
   *
   * @throws InvalidInputError  a length that is not n^p, an entry that is not finite, n or p as in `sample`.
   */
  static fromTensor(n: number, p: number, tensor: Numbers): SpinGlass {
    spins.parse(n, "n");
    order.parse(p, "p");
    const glass = withBuffer(toDoubles("tensor", tensor), (core, buffer) => core.Glass.fromTensor(n, buffer));
    return new SpinGlass(n, glass, 0n, { tensor: "given" });
  }

  /** Number of spins. */
  get n(): number {
    return this.#n;
  }

  /** Order of the interaction. */
  get p(): number {
    return 3;
  }

  /** H at a state, extensive: any vector of N. */
  energy(state: Numbers): number {
    return this.#evaluate(toVector("state", state, this.n))[0] as number;
  }

  /** H/N at a state, as tables have it under the name `energy`. */
  energyPerSpin(state: Numbers): number {
    return this.energy(state) / this.n;
  }

  /** H at each of B states. */
  energies(states: Numbers | Rows): Float64Array {
    return this.evaluate(states).energies;
  }

  /** The Euclidean gradient of H at a state: N entries; σ·∇H = pH (Euler). */
  gradient(state: Numbers): Float64Array {
    return this.#evaluate(toVector("state", state, this.n)).slice(1);
  }

  /** The Euclidean gradients at each of B states: B rows of N. */
  gradients(states: Numbers | Rows): Float64Array {
    return this.evaluate(states).gradients;
  }

  /**
   * Energies and Euclidean gradients of a batch of states in one pass over the couplings.
   *
   * A state's bits do not depend on the others. Cost: 2N³/3 flops a state.
   */
  evaluate(given: Numbers | Rows): { energies: Float64Array; gradients: Float64Array } {
    const states = toVector("states", given);
    if (states.length % this.n !== 0)
      throw new InvalidInputError("states.length", states.length, `a multiple of n = ${this.n}`);
    const results = this.#evaluate(states);
    const count = states.length / this.n;
    return { energies: results.slice(0, count), gradients: results.slice(count) };
  }

  /** The Euclidean Hessian of H at a state: n×n, row-major, symmetric. Cost: N³ flops. */
  hessian(state: Numbers): Float64Array {
    return withBuffer(toVector("state", state, this.n), (_, buffer) => this.#glass.hessian(buffer));
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
   * Cost: N³ flops.
   */
  sphereHessian(state: Numbers): SymmetricMatrix {
    const matrix = withBuffer(this.#onSphere(state), (_, buffer) => this.#glass.sphereHessian(buffer));
    return SymmetricMatrix.adopt(this.n - 1, matrix);
  }

  /**
   * The N−1 eigenvalues of the sphere Hessian P∇²H P − (σ·∇H/N) I on the tangent space, ascending; |σ|² = N to 1e-9.
   *
   * As N grows, at energy per spin u: a semicircle of radius 2√(p(p−1)) around −pu.
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
   * Cost: 2N³/3 flops an evaluation, of which l-bfgs takes 40 to 80 a replica (N = 25 to 100), and 4N³/3 a spectrum.
   */
  async descend(options: DescendOptions): Promise<MinimaTable> {
    const tables = import("../tables/index.js");
    const table = async ({ config, ...columns }: Minima) =>
      (await tables).buildTable(MINIMA, columns, {
        version: build.version,
        config: canonicalJson({ n: this.n, p: this.p, ...this.#source, ...config }),
        backend: backend(),
        normalisation: MINIMA.normalisation,
        experiment: "descend",
      });
    try {
      return await table(await minima(this.#glass, this, options));
    } catch (error) {
      if (!(error instanceof AbortedError)) throw error;
      throw new AbortedError("descend", await table(error.partial as Minima), { cause: error.cause });
    }
  }

  /** Like `descend`, as plain columns with spectra and states, and without Arrow. */
  async descents(options: DescendOptions): Promise<Descents> {
    return descents(this.#glass, this, options);
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

  #evaluate(states: Float64Array): Float64Array {
    const glass = this.#glass;
    return withBuffer(states, (_, buffer) => glass.evaluate(buffer));
  }

  #onSphere(given: Numbers): Float64Array {
    const state = toVector("state", given, this.n);
    const norm = state.reduce((sum, spin) => sum + spin * spin, 0) / this.n;
    if (!(Math.abs(norm - 1) <= 1e-9))
      throw new InvalidInputError("|state|²/N", norm, "1 to within 1e-9 (a point of the sphere)");
    return state;
  }
}
