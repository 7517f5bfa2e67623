import { InvalidInputError } from "../base/errors.js";
import { type FieldsOf, type ObjectOf, seed, watchFields, wholeNumber } from "../base/schema.js";
import { type ColumnsOf, typesOf } from "../tables/spec.js";
import type { Columns } from "../wasm/columns.js";
import type { DescentSettings, Glass } from "../wasm/generated/losscape_wasm.js";
import type { WatchOptions } from "../wasm/job.js";
import { tolerance } from "./fields.js";
import { type DescentMethod, FOUND, type MINIMA, type SPECTRA } from "./tables.js";
import { inTurns } from "./work.js";

/** Which replicas. */
export interface StartsOptions extends WatchOptions {
  /** How many starts, a replica each. */
  readonly replicas: number;
  /** Of starting points and noise: a non-negative safe integer, a bigint below 2^64, or its decimal digits. */
  readonly seed: number | bigint | string;
  /** Number of the first replica (0): 0…99 and then 100…199 are the same replicas as 0…199. */
  readonly first?: number;
}

/** And how the descents end in which every way down ends. */
export interface ReplicasOptions extends StartsOptions {
  /** On |P∇H|/√N where a descent stops, at most 1; 1e-8 by default. */
  readonly tolerance?: number;
  /** Accepted steps after which a descent gives up; 100,000 by default. */
  readonly maxIterations?: number;
  /** Replicas descended side by side (32); no result depends on it. */
  readonly batch?: number;
}

export interface DescendOptions extends ReplicasOptions {
  /**
   * `"l-bfgs"` (the default), `"gradient-descent"`, `"conjugate-gradient"` or `"newton"` (trust regions); `"sgd"` and `"hessian-descent"` end in
   * L-BFGS. An option of another method is refused.
   */
  readonly method?: DescentMethod;
  /** Of newton: down to a minimum (the default), or to the nearest critical point of any index. */
  readonly target?: "minimum" | "nearest";
  /** Of sgd: the share of the couplings that a step sees, from 0.001 to 1 (0.1). */
  readonly share?: number;
  /** Of sgd: each of 1/share steps (100). */
  readonly epochs?: number;
  /** Of sgd: a step of the first epoch, in time of gradient flow (0.05). */
  readonly learningRate?: number;
  /** Of sgd: what the rate is multiplied by after each epoch (0.95). */
  readonly decay?: number;
  /** Of hessian-descent: K, its steps from the origin to the sphere (20). */
  readonly steps?: number;
}

/** Where descents ended, a row a replica: the columns of the table `minima` and the states. */
export interface Ended extends ColumnsOf<typeof MINIMA> {
  /** The options that decide the numbers, as a table's metadata say them. */
  readonly config: Readonly<Record<string, unknown>>;
  /** N spins a row. */
  readonly states: Float64Array;
}

/** The same with the spectra. */
export interface Descents extends Ended {
  /** N−1 eigenvalues of the sphere Hessian a row, ascending. */
  readonly eigenvalues: Float64Array;
}

/** Of which glass. */
export interface Draw {
  readonly n: number;
  readonly p: number;
  readonly disorderSeed: bigint;
}

/** Numbers of replicas are below it. */
const REPLICAS = 2 ** 32 - 1;

/** Fields of every walk of replicas. */
export const replicaFields = {
  replicas: wholeNumber({ min: 1, max: 2 ** 31 - 1 }),
  seed: seed(),
  first: wholeNumber({ min: 0, max: REPLICAS - 1, default: 0 }),
  batch: wholeNumber({ min: 1, max: 4096, default: 32 }),
  ...watchFields,
};

/** And of those that end in a descent. */
export const descentFields = {
  ...replicaFields,
  tolerance,
  maxIterations: wholeNumber({ min: 1, max: 2 ** 32 - 1, default: 100_000 }),
} satisfies FieldsOf<ReplicasOptions>;

/** Numbers of replicas end below 2^32. */
export function checkReplicas({ first, replicas }: { first: number; replicas: number }): void {
  if (first + replicas > REPLICAS)
    throw new InvalidInputError("first", first, `a whole number from 0 to ${REPLICAS - replicas}`);
}

/** Columns of the core. */
const MINIMA_COLUMNS = typesOf(FOUND);
const END_COLUMNS = { ...MINIMA_COLUMNS, states: "float64" } as const;
export const ALL_COLUMNS = { ...END_COLUMNS, eigenvalues: "float64" } as const;

/** What a table is made of. */
export type Minima = Pick<Descents, "config" | keyof ColumnsOf<typeof MINIMA>>;

/** A way down: its name, what the config says of it, and how the core takes it. */
export interface Way {
  /** The function, for errors. */
  readonly what: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly settings: Pick<DescentSettings, "method"> & Partial<DescentSettings>;
  /** What goes before a descent leaves its own energy. */
  readonly ends: "by itself" | "in a descent";
}

/** What a call gives: the columns of `minima`, states too, or spectra too. */
type Wanted = typeof MINIMA_COLUMNS | typeof END_COLUMNS | typeof ALL_COLUMNS;

/** What a way down gives. */
export type Down<Found> = (
  glass: Glass,
  draw: Draw,
  way: Way,
  given: ObjectOf<typeof descentFields>,
  watch: WatchOptions,
) => Promise<Found>;

const down =
  <Found>(wanted: Wanted): Down<Found> =>
  (glass, draw, way, given, watch) =>
    goDown<Found>(glass, draw, way, given, wanted, watch);

/** The columns of `minima`. */
export const minima = down<Minima>(MINIMA_COLUMNS);

/** The same, with states. */
export const endsOfDescents = down<Ended>(END_COLUMNS);

/** The same, with states and spectra. */
export const descents = down<Descents>(ALL_COLUMNS);

async function goDown<Found>(
  glass: Glass,
  draw: Draw,
  way: Way,
  given: ObjectOf<typeof descentFields>,
  wanted: Wanted,
  watch: WatchOptions,
): Promise<Found> {
  checkReplicas(given);
  const { replicas, first, seed, tolerance, maxIterations, batch } = given;
  const { what } = way;
  const config = { replicas, first, seed, ...way.config, tolerance, maxIterations };
  const settings = {
    ...{ replicas, first, seed: BigInt(seed), batch, tolerance, maxIterations },
    ...way.settings,
    spectrum: "eigenvalues" in wanted,
  };
  const columns = way.ends === "in a descent" ? ({ ...wanted, walk_energy: "float64" } as const) : wanted;
  // The words of a column are those of its vocabulary here too; a test compares them.
  const read = (found: Columns<typeof columns>) => {
    const rows = found.replica.length;
    const nothing = { walk_energy: new Float64Array(rows).fill(Number.NaN) };
    return { config, ...drawColumns(draw, rows), ...nothing, ...found } as Found;
  };
  return inTurns({ what, unit: "replicas", columns, read }, () => glass.descents(settings), watch);
}

/** The columns that say of which glass a row is. */
export function drawColumns({ n, p, disorderSeed }: Draw, rows: number) {
  return {
    n: new Int32Array(rows).fill(n),
    p: new Int32Array(rows).fill(p),
    disorder_seed: new BigUint64Array(rows).fill(disorderSeed),
  };
}

/** The columns of the table `spectra`. */
export function spectraOf(found: Descents): ColumnsOf<typeof SPECTRA> {
  const rows = found.replica.length;
  const width = rows === 0 ? 0 : found.eigenvalues.length / rows;
  const offsets = Int32Array.from({ length: rows + 1 }, (_, row) => row * width);
  return { ...found, eigenvalues: { offsets, values: found.eigenvalues } };
}
