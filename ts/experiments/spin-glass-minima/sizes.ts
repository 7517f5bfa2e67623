import type { MINIMA, SPECTRA } from "../../glass/tables.js";
import { bySize, groupBy } from "../../statistics/groups.js";
import type { Measured } from "../../statistics/measured.js";
import { deviationBetween, deviationWithin, meanOfMeans } from "../../statistics/moments.js";
import { byDraw } from "../draws.js";
import { type RowOf, rowsOf, type TableReader } from "../experiment.js";
import type { Reason } from "./words.js";

type Row = RowOf<typeof MINIMA>;

/** What the descents of one size found. Minima are the converged rows of index 0; the other rows are only counted. */
export type SizeFindings = ReturnType<typeof findingsAt>;

/** What the minima of one size are like. */
export type Found = ReturnType<typeof foundIn>;

export function findingsOf(rows: readonly Row[]): SizeFindings[] {
  return bySize(rows, ({ n }) => n).map(([n, ofSize]) => findingsAt(n, ofSize));
}

function findingsAt(n: number, rows: readonly Row[]) {
  const byStatus = groupBy(rows, ({ status }) => status);
  const converged = byStatus.get("converged") ?? [];
  const minima = converged.filter(({ index }) => index === 0);
  const leftOut: Record<Reason, number> = {
    max_iterations: byStatus.get("max_iterations")?.length ?? 0,
    stalled: byStatus.get("stalled")?.length ?? 0,
    saddle: converged.length - minima.length,
  };
  return {
    ...{ n, rows: rows.length, leftOut, minima },
    converged: overDraws(rows, ({ status }) => Number(status === "converged")),
    /** Undefined where nothing converged. */
    indexZero: converged.length > 0 ? overDraws(converged, ({ index }) => Number(index === 0)) : undefined,
    /** Of the converged rows. */
    indices: converged.map(({ index }) => index),
    /** Undefined where there are no minima. */
    found: minima.length > 0 ? foundIn(n, minima) : undefined,
  };
}

/** How many descents there were, how many ended in minima, and how many in saddles. */
export function totalsOf(sizes: readonly SizeFindings[]) {
  const total = (count: (size: SizeFindings) => number) => sizes.reduce((sum, size) => sum + count(size), 0);
  return {
    rows: total(({ rows }) => rows),
    minima: total(({ minima }) => minima.length),
    saddles: total(({ leftOut }) => leftOut.saddle),
  };
}

function foundIn(n: number, minima: readonly Row[]) {
  const energies = byDraw(minima, ({ energy }) => energy);
  return {
    ...{ n, minima },
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
