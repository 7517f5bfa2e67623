import type { MINIMA, SPECTRA } from "../../glass/tables.js";
import { bySize, groupBy } from "../../statistics/groups.js";
import type { Measured } from "../../statistics/measured.js";
import { deviationBetween, deviationWithin, meanOfMeans } from "../../statistics/moments.js";
import { byDraw } from "../draws.js";
import { type RowOf, rowsOf, type TableReader } from "../experiment.js";
import type { Reason } from "./words.js";

type Row = RowOf<typeof MINIMA>;

/** What the descents of one size found. Minima are the converged rows of index 0; the other rows are only counted. */
export interface SizeFindings {
  readonly n: number;
  readonly rows: number;
  readonly leftOut: Readonly<Record<Reason, number>>;
  readonly minima: readonly Row[];
  readonly converged: Measured;
  /** Undefined where nothing converged. */
  readonly indexZero?: Measured;
  /** How many converged rows have each index. */
  readonly indices: ReadonlyMap<number, number>;
  /** Undefined where there are no minima. */
  readonly found?: Found;
}

export interface Found {
  readonly energy: Measured;
  readonly within: Measured | undefined;
  readonly between: Measured | undefined;
  readonly lowest: number;
  readonly lambdaMin: Measured;
  readonly iterations: Measured;
  readonly evaluations: Measured;
}

/** A size that has minima. */
export type FoundSize = SizeFindings & { readonly found: Found };

export function findingsOf(rows: readonly Row[]): SizeFindings[] {
  return bySize(rows, ({ n }) => n).map(([n, ofSize]) => findingsAt(n, ofSize));
}

function findingsAt(n: number, rows: readonly Row[]): SizeFindings {
  const byStatus = groupBy(rows, ({ status }) => status);
  const converged = byStatus.get("converged") ?? [];
  const minima = converged.filter(({ index }) => index === 0);
  const indices = [...groupBy(converged, ({ index }) => index)].map(
    ([index, { length }]) => [index, length] as const,
  );
  return {
    n,
    rows: rows.length,
    leftOut: {
      max_iterations: byStatus.get("max_iterations")?.length ?? 0,
      stalled: byStatus.get("stalled")?.length ?? 0,
      saddle: converged.length - minima.length,
    },
    minima,
    converged: overDraws(rows, ({ status }) => Number(status === "converged")),
    ...(converged.length > 0 && { indexZero: overDraws(converged, ({ index }) => Number(index === 0)) }),
    indices: new Map(indices),
    ...(minima.length > 0 && { found: foundIn(minima) }),
  };
}

/** How many descents converged, and how many of these to index 0. */
export function convergedIndices(sizes: readonly SizeFindings[]): { converged: number; zero: number } {
  const counts = sizes.flatMap(({ indices }) => [...indices]);
  return {
    converged: counts.reduce((sum, [, count]) => sum + count, 0),
    zero: counts.reduce((sum, [index, count]) => sum + (index === 0 ? count : 0), 0),
  };
}

function foundIn(minima: readonly Row[]): Found {
  const energies = byDraw(minima, ({ energy }) => energy);
  return {
    energy: meanOfMeans(energies),
    within: deviationWithin(energies),
    between: deviationBetween(energies),
    lowest: minima.reduce((lowest, { energy }) => Math.min(lowest, energy), Infinity),
    lambdaMin: overDraws(minima, ({ lambda_min }) => lambda_min),
    iterations: overDraws(minima, ({ iterations }) => iterations),
    evaluations: overDraws(minima, ({ evaluations }) => evaluations),
  };
}

function overDraws(rows: readonly Row[], value: (row: Row) => number): Measured {
  return meanOfMeans(byDraw(rows, value));
}

/** The eigenvalues at the minima, pooled by N. */
export async function spectraAt(
  sizes: readonly SizeFindings[],
  spectra: TableReader<typeof SPECTRA>,
): Promise<Map<number, number[]>> {
  type Which = Pick<Row, "n" | "disorder_seed" | "replica">;
  const key = ({ n, disorder_seed, replica }: Which) => `${n} ${disorder_seed} ${replica}`;
  const wanted = new Set(sizes.flatMap(({ minima }) => minima.map(key)));
  const pooled = new Map(sizes.map(({ n }) => [n, [] as number[]]));
  for await (const row of rowsOf(spectra))
    if (wanted.has(key(row))) for (const value of row.eigenvalues) pooled.get(row.n)?.push(value);
  return pooled;
}
