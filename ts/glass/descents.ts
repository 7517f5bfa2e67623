import { checkChoice, checkOptions, checkPositive, checkWholeNumber } from "../base/check.js";
import { AbortedError } from "../base/errors.js";
import { parseSeed } from "../base/schema.js";
import { call } from "../wasm/call.js";
import type { Glass, Descents as Job } from "../wasm/generated/losscape_wasm.js";
import { nextTurn } from "../wasm/turn.js";
import { METHODS, type Method, STATUSES, type Status } from "./tables.js";

export interface DescendOptions {
  /** How many starts. */
  readonly replicas: number;
  /** Of the starting points: a non-negative safe integer, a bigint below 2^64, or its decimal digits. */
  readonly seed: number | bigint | string;
  /** Number of the first replica (0): 0…99 and then 100…199 are the same replicas as 0…199. */
  readonly first?: number;
  /** `"l-bfgs"` (the default) or `"gradient-descent"`. */
  readonly method?: Method;
  /** On |P∇H|/√N where a descent stops; 1e-8 by default. */
  readonly tolerance?: number;
  /** Accepted steps after which a descent gives up; 100,000 by default. */
  readonly maxIterations?: number;
  /** Replicas descended side by side (32); no result depends on it. */
  readonly batch?: number;
  readonly signal?: AbortSignal | undefined;
  /** Called with the replicas that are done, every few tens of milliseconds. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** What descents found, a row a replica. */
export interface Descents {
  /** The options that decide the numbers, as a table's metadata say them. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly replica: Uint32Array;
  /** H/N. */
  readonly energy: Float64Array;
  /** |P∇H|/√N. */
  readonly gradientNorm: Float64Array;
  readonly iterations: Uint32Array;
  readonly evaluations: Uint32Array;
  readonly method: readonly Method[];
  readonly status: readonly Status[];
  /** Negative eigenvalues of the sphere Hessian. */
  readonly index: Int32Array;
  /** N−1 eigenvalues of the sphere Hessian a row, ascending. */
  readonly eigenvalues: Float64Array;
  /** N spins a row. */
  readonly states: Float64Array;
}

/** The status code of a replica that is not done. */
const PENDING = 255;

/** Couplings visited between two turns of the event loop: about ten milliseconds at 4 a nanosecond (bench/record). */
const BUDGET = 4e7;

export async function descend(glass: Glass, n: number, options: DescendOptions): Promise<Descents> {
  checkOptions(options, [
    "replicas",
    "seed",
    "first",
    "method",
    "tolerance",
    "maxIterations",
    "batch",
    "signal",
    "onProgress",
  ]);
  const replicas = checkWholeNumber("replicas", options.replicas, 1, 2 ** 31 - 1);
  const first = checkWholeNumber("first", options.first ?? 0, 0, 2 ** 32 - 1 - replicas);
  const seed = parseSeed(options.seed);
  const method = checkChoice("method", options.method ?? "l-bfgs", METHODS);
  const tolerance = checkPositive("tolerance", options.tolerance ?? 1e-8);
  const maxIterations = checkWholeNumber("maxIterations", options.maxIterations ?? 100_000, 1, 2 ** 32 - 1);
  const batch = checkWholeNumber("batch", options.batch ?? 32, 1, 4096);
  const { signal, onProgress } = options;

  const code = METHODS.indexOf(method);
  const job = call(() =>
    glass.descents(BigInt(seed), first, replicas, batch, code, tolerance, maxIterations),
  );
  const read = () => ({
    config: { replicas, first, seed, method, tolerance, maxIterations },
    ...columns(job, n, first, method),
  });
  try {
    for (let done = 0; done < replicas; ) {
      if (signal?.aborted) throw new AbortedError("the descent", call(read));
      done = call(() => job.advance(BUDGET));
      onProgress?.(done);
      if (done < replicas) await nextTurn();
    }
    return call(read);
  } finally {
    job.free();
  }
}

/** The rows that are done. */
function columns(job: Job, n: number, first: number, method: Method): Omit<Descents, "config"> {
  const status = job.status();
  const rows = [...status.keys()].filter((row) => status[row] !== PENDING);
  const pick = <T extends Float64Array | Uint32Array | Int32Array | Uint8Array>(values: T, width = 1): T => {
    if (rows.length === status.length) return values;
    const picked = values.slice(0, rows.length * width) as T;
    rows.forEach((row, place) => {
      picked.set(values.subarray(row * width, (row + 1) * width), place * width);
    });
    return picked;
  };
  return {
    replica: Uint32Array.from(rows, (row) => first + row),
    energy: pick(job.energy()),
    gradientNorm: pick(job.gradientNorm()),
    iterations: pick(job.iterations()),
    evaluations: pick(job.evaluations()),
    method: rows.map(() => method),
    status: Array.from(pick(status), (code) => STATUSES[code] as Status),
    index: pick(job.index()),
    eigenvalues: pick(job.eigenvalues(), n - 1),
    states: pick(job.states(), n),
  };
}
