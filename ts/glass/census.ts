import { canonicalJson } from "../base/canonical.js";
import type { ColumnsOf, Lists } from "../tables/spec.js";
import type { Glass } from "../wasm/generated/losscape_wasm.js";
import { madeOf } from "../wasm/job.js";
import { type Coverage, coverage } from "./coverage.js";
import { type DescendOptions, type Draw, drawColumns, type Ended, endsOfDescents } from "./descents.js";
import { distinctPoints } from "./distinct.js";
import type { DISTINCT_MINIMA } from "./tables.js";
import { descendOptions, wayOf } from "./ways.js";

/** What shows how many of the minima are in a table `distinct_minima`: `sample` counts descents that ended at minima. */
export interface MinimaEvidence extends Coverage {
  readonly replicas: number;
  /** Descents that did not end at a minimum to the tolerance. */
  readonly unconverged: number;
  /** Descents whose end is not told from a degenerate one: the gradient is above 1e-3 of the smallest eigenvalue. */
  readonly unresolved: number;
}

/** What a table is made of. */
export interface DistinctMinima extends ColumnsOf<typeof DISTINCT_MINIMA> {
  readonly config: Readonly<Record<string, unknown>>;
  /** What else the table's metadata say. */
  readonly metadata: { readonly evidence: string };
}

/** The columns of `distinct_minima`. */
export async function distinctMinima(
  glass: Glass,
  draw: Draw,
  given: DescendOptions,
): Promise<DistinctMinima> {
  const { way, rest } = wayOf(descendOptions.parse(given));
  const found = endsOfDescents(glass, draw, way, rest, given);
  return madeOf("minima", found, (ended) => censusOf(draw, ended));
}

function censusOf(draw: Draw, found: Ended): DistinctMinima {
  const { n } = draw;
  const rows = Array.from(found.replica.keys());
  const atMinima = rows.filter((row) => found.status[row] === "converged" && found.index[row] === 0);
  const ends = { states: found.states, n, gradientNorms: found.gradient_norm, curvatures: found.lambda_min };
  const points = distinctPoints(ends, atMinima);
  const hits = new Map<number, number[]>();
  points.forEach((point, at) => {
    if (point >= 0) hits.set(point, [...(hits.get(point) ?? []), atMinima[at] as number]);
  });
  // Of a point's rows the first stands for it; points are in the order of energies, equal ones in that of replicas.
  const minima = [...hits.values()]
    .map((rows) => ({ row: rows[0] as number, hits: rows.length }))
    .sort((a, b) => (found.energy[a.row] as number) - (found.energy[b.row] as number) || a.row - b.row);
  const count = coverage(minima.map(({ hits }) => hits));
  const evidence: MinimaEvidence = {
    replicas: rows.length,
    unconverged: rows.length - atMinima.length,
    unresolved: atMinima.length - count.sample,
    ...count,
  };
  const doubles = (column: Float64Array) => Float64Array.from(minima, ({ row }) => column[row] as number);
  return {
    config: found.config,
    metadata: { evidence: canonicalJson(evidence) },
    ...drawColumns(draw, minima.length),
    point: Uint32Array.from(minima.keys()),
    energy: doubles(found.energy),
    gradient_norm: doubles(found.gradient_norm),
    index: new Int32Array(minima.length),
    lambda_min: doubles(found.lambda_min),
    lambda_max: doubles(found.lambda_max),
    hits: Uint32Array.from(minima, ({ hits }) => hits),
    weight: Float64Array.from(minima, ({ hits }) => hits / count.sample),
    first_replica: Uint32Array.from(minima, ({ row }) => found.replica[row] as number),
    state: statesOf(
      found.states,
      n,
      minima.map(({ row }) => row),
    ),
  };
}

/** The states of `rows`, as a column of lists. */
export function statesOf(states: Float64Array, n: number, rows: readonly number[]): Lists {
  const values = new Float64Array(rows.length * n);
  rows.forEach((row, at) => {
    values.set(states.subarray(row * n, (row + 1) * n), at * n);
  });
  return { offsets: Int32Array.from({ length: rows.length + 1 }, (_, at) => at * n), values };
}
