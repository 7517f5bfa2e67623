import {
  checkNotNegative,
  checkOptions,
  checkPositive,
  checkVector,
  checkWatch,
  checkWholeNumber,
} from "../base/check.js";
import { parseSeed } from "../base/schema.js";
import { WATCH_KEYS, type WatchOptions } from "../eigen/job.js";
import { call, withBuffer } from "../wasm/call.js";
import type { Quadrature } from "../wasm/generated/losscape_wasm.js";
import { type AsyncOperator, type Operator, orderOf, run, runInTurns } from "./operator.js";

export interface SpectralDensityOptions {
  /** The order of the operator, at least 1; a matrix knows its own. */
  readonly n?: number | undefined;
  /** Random vectors, at least 2 (16): standard errors fall as 1/√probes. */
  readonly probes?: number | undefined;
  /** Products a vector, 1 to n (100 or n): the density is resolved to the width of the spectrum over this. */
  readonly steps?: number | undefined;
  /** Standard deviation of the Gaussian that stands for an eigenvalue (the spectrum's width over `steps`). */
  readonly width?: number | undefined;
  /** Where the density is wanted (half a `width` apart, six beyond the outer nodes, 10,000 points at most). */
  readonly grid?: Float64Array | undefined;
  /** On |⟨u, A·v⟩ − ⟨A·u, v⟩|/‖A‖ over the basis (1e-6): what is less symmetric is refused. */
  readonly symmetryTolerance?: number | undefined;
  /** Of the vectors (0): a non-negative safe integer, a bigint below 2^64, or its decimal digits. */
  readonly seed?: number | bigint | string | undefined;
}

/** An estimate with its standard error over the probes. */
export interface Estimate {
  readonly mean: number;
  readonly standardError: number;
}

/** Columns of a `SpectralDensity`. */
type Columns = Omit<SpectralDensity, "quadrature">;

/** The density of eigenvalues, which integrates to 1 (times n it counts them), and the quadrature rules behind it. */
export class SpectralDensity {
  readonly grid: Float64Array;
  /** The mean over the probes at each point of `grid`. */
  readonly density: Float64Array;
  /** Its standard error there: of the probes, not of the smoothing. */
  readonly standardError: Float64Array;
  /** Standard deviation of the Gaussians. */
  readonly width: number;
  /** The rules' nodes, a probe's in ascending order; a probe in an invariant space has fewer than `steps`. */
  readonly nodes: Float64Array;
  /** Their weights; a probe's sum to 1. */
  readonly weights: Float64Array;
  /** Probe b has `nodes.subarray(offsets[b], offsets[b + 1])`. */
  readonly offsets: Uint32Array;
  /** Products with the operator. */
  readonly products: number;

  /** @internal */
  constructor(columns: Columns) {
    this.grid = columns.grid;
    this.density = columns.density;
    this.standardError = columns.standardError;
    this.width = columns.width;
    this.nodes = columns.nodes;
    this.weights = columns.weights;
    this.offsets = columns.offsets;
    this.products = columns.products;
  }

  /**
   * The mean of f over the eigenvalues; n times it estimates the trace of f(A).
   *
   * A probe's value is exact for its vector where f is a polynomial of degree at most 2·steps − 1.
   */
  quadrature(f: (eigenvalue: number) => number): Estimate {
    const { nodes, weights, offsets } = this;
    const values = Array.from({ length: offsets.length - 1 }, (_, probe) => {
      let sum = 0;
      for (let i = offsets[probe] as number; i < (offsets[probe + 1] as number); i++)
        sum += (weights[i] as number) * f(nodes[i] as number);
      return sum;
    });
    const count = values.length;
    const mean = values.reduce((sum, value) => sum + value, 0) / count;
    const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    return { mean, standardError: Math.sqrt(squares / (count - 1) / count) };
  }
}

/**
 * The density of eigenvalues of a symmetric operator, with error bars, by stochastic Lanczos quadrature.
 *
 * Each probe is a vector of random signs, whose spectral measure Lanczos turns into a Gauss rule; over the probes the
 * rules average to the density of eigenvalues. Each node is drawn as a Gaussian.
 *
 * @param operator  a symmetric matrix in WASM memory, such as `glass.sphereHessian(state)`, or what multiplies by one.
 * @throws InvalidInputError   an option out of range; a product of another length, with an entry that is not finite, or
 *                             that shows A not to be symmetric (it says which product, counted from 1).
 * @throws OutOfMemoryError    before any product, when the basis does not fit.
 * @throws NotInitialisedError before `await init()`.
 *
 * Cost: probes·steps products, 8·n·steps flops each at most, (steps + 1)·8n bytes. Strict build: the same bits on every
 * engine. Source: Lin, Saad, Yang, SIAM Review 58 (2016); Ubaru, Chen, Saad, SIAM J. Matrix Anal. Appl. 38 (2017);
 * Ghorbani, Krishnan, Xiao, ICML (2019).
 *
 * @example
 * await init();
 * const chain = (v) => v.map((x, i) => 2 * x - (v[i - 1] ?? 0) - (v[i + 1] ?? 0));
 * const density = spectralDensity(chain, { n: 1000, probes: 8 });
 * density.quadrature((eigenvalue) => eigenvalue).mean.toFixed(1); // '2.0'
 */
export function spectralDensity(operator: Operator, options: SpectralDensityOptions): SpectralDensity {
  checkOptions(options, OPTIONS);
  const n = orderOf(operator, options.n, 1);
  const job = start(n, options);
  return run(job, operator, n, () => read(job, options));
}

/**
 * `spectralDensity` that can be watched and cancelled, and whose operator may answer with a promise.
 *
 * @throws AbortedError  the signal fired; `.partial` is the density by the probes that were done, if there were any.
 */
export async function spectralDensityAsync(
  operator: AsyncOperator,
  options: SpectralDensityOptions & WatchOptions,
): Promise<SpectralDensity> {
  checkOptions(options, [...OPTIONS, ...WATCH_KEYS]);
  checkWatch(options);
  const n = orderOf(operator, options.n, 1);
  const job = start(n, options);
  return runInTurns(job, operator, n, () => read(job, options), {
    what: "spectralDensityAsync",
    signal: options.signal,
    onTurn: () => options.onProgress?.({ done: job.done }),
    partial: () => (job.offsets().length > 1 ? read(job, options) : undefined),
  });
}

const OPTIONS = [
  "n",
  "probes",
  "steps",
  "width",
  "grid",
  "symmetryTolerance",
  "seed",
] as const satisfies readonly (keyof SpectralDensityOptions)[];

const STEPS = 100;
/** Points of a grid that is not given. */
const MAX_POINTS = 10_000;

function start(n: number, options: SpectralDensityOptions): Quadrature {
  const probes = checkWholeNumber("probes", options.probes ?? 16, 2, 2 ** 20);
  const steps = checkWholeNumber("steps", options.steps ?? Math.min(n, STEPS), 1, n);
  const symmetryTolerance = checkNotNegative("symmetryTolerance", options.symmetryTolerance ?? 1e-6);
  if (options.width !== undefined) checkPositive("width", options.width);
  if (options.grid !== undefined) checkVector("grid", options.grid);
  const seed = BigInt(parseSeed(options.seed ?? 0));
  return call((core) => new core.Quadrature(n, probes, steps, symmetryTolerance, seed));
}

function read(job: Quadrature, options: SpectralDensityOptions): SpectralDensity {
  const nodes = job.nodes();
  let [low, high] = [Infinity, -Infinity];
  for (const node of nodes) [low, high] = [Math.min(low, node), Math.max(high, node)];
  const width = options.width ?? resolution(low, high, options.steps ?? STEPS);
  const grid = options.grid?.slice() ?? gridOver(low - 6 * width, high + 6 * width, width / 2);
  const curves = withBuffer(grid, (_, buffer) => job.density(buffer, width));
  return new SpectralDensity({
    grid,
    density: curves.slice(0, grid.length),
    standardError: curves.slice(grid.length),
    width,
    nodes,
    weights: job.weights(),
    offsets: job.offsets(),
    products: job.products,
  });
}

/** A Gaussian so wide is a polynomial of degree 2·steps to 3e-4 of its height, so its quadrature is exact to that. */
function resolution(low: number, high: number, steps: number): number {
  const size = Math.max(Math.abs(low), Math.abs(high));
  return Math.max(high - low, 1e-8 * size) / steps || 1;
}

function gridOver(low: number, high: number, spacing: number): Float64Array {
  const intervals = Math.min(Math.ceil((high - low) / spacing), MAX_POINTS - 1);
  return Float64Array.from({ length: intervals + 1 }, (_, i) => low + ((high - low) * i) / intervals);
}
