import { InvalidInputError } from "../base/errors.js";
import { type FieldsOf, type ObjectOf, object, seed, watchFields, wholeNumber } from "../base/schema.js";
import type { ColumnsOf } from "../tables/spec.js";
import type { Columns } from "../wasm/columns.js";
import type { Glass } from "../wasm/generated/losscape_wasm.js";
import { counted, runInTurns, type WatchOptions } from "../wasm/job.js";
import { method, tolerance } from "./fields.js";
import { type DescentMethod, FOUND, type MINIMA, type SPECTRA } from "./tables.js";

/** Which replicas, and how the descents end in which every way down ends. */
export interface ReplicasOptions extends WatchOptions {
  /** How many starts. */
  readonly replicas: number;
  /** Of the starting points: a non-negative safe integer, a bigint below 2^64, or its decimal digits. */
  readonly seed: number | bigint | string;
  /** Number of the first replica (0): 0…99 and then 100…199 are the same replicas as 0…199. */
  readonly first?: number;
  /** On |P∇H|/√N where a descent stops, at most 1; 1e-8 by default. */
  readonly tolerance?: number;
  /** Accepted steps after which a descent gives up; 100,000 by default. */
  readonly maxIterations?: number;
  /** Replicas descended side by side (32); no result depends on it. */
  readonly batch?: number;
}

export interface DescendOptions extends ReplicasOptions {
  /** `"l-bfgs"` (the default) or `"gradient-descent"`. */
  readonly method?: DescentMethod;
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

const options = object({ ...descentFields, method } satisfies FieldsOf<DescendOptions>, {
  rule: checkReplicas,
});

/** Columns of the core. */
const MINIMA_COLUMNS = Object.fromEntries(FOUND.map(({ name, type }) => [name, type])) as {
  readonly [C in (typeof FOUND)[number] as C["name"]]: C["type"];
};
const END_COLUMNS = { ...MINIMA_COLUMNS, states: "float64" } as const;
const ALL_COLUMNS = { ...END_COLUMNS, eigenvalues: "float64" } as const;

/** Flops between two turns of the event loop: some ten milliseconds at the rates in bench/record. */
export const FLOPS = 1.6e8;

/** What a table is made of. */
export type Minima = Pick<Descents, "config" | keyof ColumnsOf<typeof MINIMA>>;

/** What goes before the descents, as the core takes it, and what the config says of it. */
export interface Before {
  readonly what: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly sweeps: number;
  readonly from: number;
  readonly to: number;
  readonly temperatures: Float64Array | undefined;
}

const NOTHING = { sweeps: 0, from: 0, to: 0, temperatures: undefined };

/** What a call gives: the columns of `minima`, states too, or spectra too. */
type Wanted = typeof MINIMA_COLUMNS | typeof END_COLUMNS | typeof ALL_COLUMNS;

/** The columns of `minima`. */
export const minima = (glass: Glass, draw: Draw, given: DescendOptions) =>
  descend<Minima>(glass, draw, given, MINIMA_COLUMNS);

/** The same, with states. */
export const endsOfDescents = (glass: Glass, draw: Draw, given: DescendOptions) =>
  descend<Ended>(glass, draw, given, END_COLUMNS);

/** The same, with states and spectra. */
export const descents = (glass: Glass, draw: Draw, given: DescendOptions) =>
  descend<Descents>(glass, draw, given, ALL_COLUMNS);

async function descend<Found>(glass: Glass, draw: Draw, given: DescendOptions, columns: Wanted) {
  const { method, ...rest } = options.parse(given);
  return descendAfter<Found>(
    glass,
    draw,
    { ...NOTHING, what: "descend", config: { method } },
    { ...rest, method },
    columns,
    given,
  );
}

/** What descents by L-BFGS after `before` give. */
const after =
  <Found>(columns: Wanted) =>
  (glass: Glass, draw: Draw, before: Before, replicas: ObjectOf<typeof descentFields>, watch: WatchOptions) =>
    descendAfter<Found>(glass, draw, before, { ...replicas, method: "l-bfgs" }, columns, watch);

/** The columns of `minima`. */
export const minimaAfter = after<Minima>(MINIMA_COLUMNS);

/** The same, with spectra and states. */
export const descentsAfter = after<Descents>(ALL_COLUMNS);

async function descendAfter<Found>(
  glass: Glass,
  draw: Draw,
  { what, config: before, ...quench }: Before,
  given: ObjectOf<typeof descentFields> & { readonly method: DescentMethod },
  columns: Wanted,
  watch: WatchOptions,
): Promise<Found> {
  const { replicas, first, seed, method, tolerance, maxIterations, batch } = given;
  const config = { replicas, first, seed, ...before, tolerance, maxIterations };
  const settings = {
    ...{ replicas, first, seed: BigInt(seed), batch, method, tolerance, maxIterations },
    ...quench,
    spectrum: "eigenvalues" in columns,
  };
  // The words of a column are those of its vocabulary here too; a test compares them.
  const read = (found: Columns<typeof columns>) =>
    ({ config, ...drawColumns(draw, found.replica.length), ...found }) as Found;
  return runInTurns(
    {
      what,
      begin: () => glass.descents(settings),
      flops: FLOPS,
      progress: counted("replicas"),
      columns,
      read,
      partial: read,
    },
    watch,
  );
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
