import { InvalidInputError } from "../base/errors.js";
import { list, seed, wholeNumber, withDefault } from "../base/schema.js";
import {
  couplingsOf,
  type Disorder,
  largestSpins,
  type Order,
  order,
  type Precision,
  spins,
} from "../glass/fields.js";
import { SpinGlass } from "../glass/spin-glass.js";
import { groupBy } from "../statistics/groups.js";
import { deriveSeed, type Shard } from "./experiment.js";
import { piecesOf, shardsOf, type Work } from "./pieces.js";

export const MAX_DISORDERS = 100_000;

/** Config fields that experiments on draws of the couplings have in common. */
export const drawFields = {
  p: withDefault(order, 3),
  sizes: list({ of: spins, max: 64, default: [25, 50, 100], help: "numbers of spins N" }),
  disorders: wholeNumber({ min: 1, max: MAX_DISORDERS, default: 16, help: "draws of the couplings a size" }),
  replicas: wholeNumber({ min: 1, max: 10_000_000, default: 200, help: "starts a draw of the couplings" }),
  seed: seed({ default: "1", help: "decides every random number; a decimal string above 2^53 - 1" }),
};

/** Sizes of one order. */
interface Sizes {
  readonly p: number;
  readonly sizes: readonly number[];
  readonly precision?: Precision;
}

/** Refuses a size whose couplings cannot fit. */
export function checkSizes({ p, sizes, precision }: Sizes): void {
  const largest = largestSpins([p], precision);
  const at = sizes.findIndex((n) => n > largest);
  if (at >= 0)
    throw new InvalidInputError(`sizes[${at}]`, sizes[at], `a whole number from 2 to ${largest} at p = ${p}`);
}

/** Some draws of the couplings of one size. */
export interface Draws {
  readonly n: number;
  readonly first: number;
  readonly draws: number;
}

/** The glasses of some draws, one after the other: each is freed before the next is made. */
export function* glassesOf(
  { p, seed, disorder }: { readonly p: number; readonly seed: string; readonly disorder?: Disorder },
  { n, first, draws }: Draws,
): Generator<SpinGlass> {
  for (let draw = first; draw < first + draws; draw++) {
    const glass = SpinGlass.sample({ n, p, seed: deriveSeed(seed, n, draw), disorder });
    try {
      yield glass;
    } finally {
      glass.free();
    }
  }
}

/** The draws of a size in pieces of like cost, each draw whole; `cost` is that of one, without its couplings. */
export function drawPieces(
  n: number,
  disorders: number,
  cost: number,
): (Draws & { readonly suffix: string })[] {
  return piecesOf(disorders, cost).map(({ first, count, suffix }) => ({ n, first, draws: count, suffix }));
}

/** The same as shards; the cost of a draw is that with its couplings. */
export const drawShards = (
  n: number,
  disorders: number,
  work: Omit<Work<Draws>, "id" | "label" | "part">,
): Shard<Draws>[] =>
  shardsOf(disorders, {
    ...{ id: `n${n}`, label: `N=${n}`, ...work },
    part: (first, draws) => ({ n, first, draws }),
  });

/** The draw of a row, among those of several sizes. */
export const drawOf = ({ n, disorder_seed }: { readonly n: number; readonly disorder_seed: bigint }) =>
  `${n} ${disorder_seed}`;

/** Values of rows by draws: rows of one draw share their couplings, so that draws, not rows, are independent. */
export function byDraw<Row extends { readonly disorder_seed: bigint }>(
  rows: readonly Row[],
  value: (row: Row) => number,
): number[][] {
  return [...groupBy(rows, ({ disorder_seed }) => disorder_seed).values()].map((draw) => draw.map(value));
}

/**
 * Seconds of one core, strict build: an evaluation in a batch of 32, a spectrum at the end, the drawing of a coupling.
 * Measured at p = 3 and N = 10, 25, 50, 100 and 200 as processor time on a loaded machine, to 30 %, and rounded down.
 */
export const evaluationCost = (n: number, p: number) => 1e-6 + 3.6e-10 * effortOf(p) * couplingsOf(n, p);
export const spectrumCost = (n: number, p: number) =>
  1e-4 + 9e-10 * n ** 3 + (p > 3 ? 1.4e-9 * effortOf(p) * couplingsOf(n, p) : 0);
export const drawingCost = (n: number, p: number) => 4e-8 * couplingsOf(n, p);

/** Time a coupling beside that of p = 3, measured at N = 300, 100, 40 and 30: the slabs of high orders are small. */
const EFFORT: Readonly<Record<Order, number>> = { 2: 1.3, 3: 1, 4: 1, 5: 1.5, 6: 3 };

const effortOf = (p: number) => EFFORT[p as Order];

/** Bytes of a batch of walks, of their results, and of the core itself. */
export const walkMemory = (n: number, replicas: number) =>
  16 * n * n + 8 * n * (3 * replicas + 64 * 32) + 4e7;
