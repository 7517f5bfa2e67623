import { toVector } from "../base/arrays.js";
import { InvalidInputError } from "../base/errors.js";
import { type FieldsOf, field, number, optional, wholeNumber } from "../base/schema.js";
import { fill } from "../wasm/call.js";
import type { WatchOptions } from "../wasm/job.js";
import {
  type AsyncOperator,
  MAX_ORDER,
  type Operator,
  type OperatorOptions,
  type OperatorProgress,
  operatorCalls,
} from "./operator.js";

/** The order of the operator is at least 1. */
export interface SpectralDensityOptions extends OperatorOptions {
  /** Random vectors, at least 2 (16): standard errors fall as 1/√probes. */
  readonly probes?: number | undefined;
  /** Products a vector, 1 to n (100 or n): the density is resolved to the width of the spectrum over this. */
  readonly steps?: number | undefined;
  /** Standard deviation of the Gaussian that stands for an eigenvalue (the spectrum's width over `steps`). */
  readonly width?: number | undefined;
  /** Where the density is wanted (half a `width` apart, six beyond the outer nodes, 10,000 points at most). */
  readonly grid?: Float64Array | undefined;
}

const fields = {
  probes: wholeNumber({ min: 2, max: 2 ** 20, default: 16 }),
  steps: optional(wholeNumber({ min: 1, max: MAX_ORDER })),
  width: optional(number({ above: 0 })),
  grid: optional(field("a Float64Array", {}, {}, (value, path) => toVector(path, value))),
} satisfies FieldsOf<Omit<SpectralDensityOptions, keyof OperatorOptions>>;

/** An estimate with its standard error over the probes. */
export interface Estimate {
  readonly mean: number;
  readonly standardError: number;
}

/** Columns of a `SpectralDensity`. */
type Columns = Omit<SpectralDensity, "quadrature">;

/** The density of eigenvalues, which integrates to 1 (times n it counts them), and the quadrature rules behind it. */
export class SpectralDensity {
  readonly grid!: Float64Array;
  /** The mean over the probes at each point of `grid`. */
  readonly density!: Float64Array;
  /** Its standard error there: of the probes, not of the smoothing. */
  readonly standardError!: Float64Array;
  /** Standard deviation of the Gaussians. */
  readonly width!: number;
  /** The rules' nodes, a probe's in ascending order; a probe in an invariant space has fewer than `steps`. */
  readonly nodes!: Float64Array;
  /** Their weights; a probe's sum to 1. */
  readonly weights!: Float64Array;
  /** Probe b has `nodes.subarray(offsets[b], offsets[b + 1])`. */
  readonly offsets!: Uint32Array;
  /** Products with the operator. */
  readonly products!: number;

  /** @internal */
  constructor(columns: Columns) {
    Object.assign(this, columns);
  }

  /**
   * The mean of f over the eigenvalues; n times it estimates the trace of f(A).
   *
   * A probe's value is exact for its vector where f is a polynomial of degree at most 2·steps − 1.
   */
  quadrature(f: (eigenvalue: number) => number): Estimate {
    if (typeof f !== "function") throw new InvalidInputError("f", f, "a function");
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
 * @param operator  a matrix in WASM memory, such as `glass.sphereHessian(state)` or `net.hessianOperator(data)`, or what
 *                  multiplies by one.
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
  return calls.atOnce(operator, options);
}

/**
 * `spectralDensity` that can be watched and cancelled, and whose operator may answer with a promise.
 *
 * @throws AbortedError  the signal fired; `.partial` is the density by the probes that were done, if there were any.
 */
export async function spectralDensityAsync(
  operator: AsyncOperator,
  options: SpectralDensityOptions & WatchOptions<OperatorProgress>,
): Promise<SpectralDensity> {
  return calls.inTurns(operator, options);
}

/** Products a probe that are enough for most spectra, and the parts of a spectrum that a Gaussian can tell apart. */
const STEPS = 100;

const calls = operatorCalls("spectralDensity", {
  fields,
  smallestOrder: 1,
  unit: "probes",
  begin({ grid, probes, width, ...given }, settings) {
    const steps = given.steps ?? Math.min(settings.n, STEPS);
    const rules = { ...settings, probes, steps, width, parts: given.steps ?? STEPS };
    return (core) => core.Job.quadrature(rules, grid && fill(core, grid));
  },
  columns: {
    nodes: "float64",
    weights: "float64",
    offsets: "uint32",
    grid: "float64",
    density: "float64",
    standard_error: "float64",
    width: "float64",
  },
  read({ standard_error: standardError, width, ...found }, { products }) {
    return new SpectralDensity({ ...found, standardError, width: width[0] as number, products });
  },
  hasPartial: ({ offsets }) => offsets.length > 1,
});
