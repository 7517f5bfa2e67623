import type { NETWORK_SPECTRA } from "../../network/tables.js";
import { mean } from "../../statistics/moments.js";
import { rowsOf, type TableReader } from "../experiment.js";

/** The spectra of the first network of a size that has them. */
export interface SizeSpectra {
  readonly hidden: number;
  readonly hessian: Float64Array;
  readonly gaussNewton: Float64Array;
  readonly residual: Float64Array;
}

/** Of each size those of one network, however many the table holds. */
export async function firstSpectra(table: TableReader<typeof NETWORK_SPECTRA>): Promise<SizeSpectra[]> {
  const found = new Map<number, Map<string, Float64Array>>();
  for await (const { hidden, matrix, eigenvalues } of rowsOf(table)) {
    const matrices = found.get(hidden) ?? new Map<string, Float64Array>();
    if (!matrices.has(matrix)) matrices.set(matrix, eigenvalues.slice());
    found.set(hidden, matrices);
  }
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([hidden, matrices]) => ({
      hidden,
      hessian: matrices.get("hessian") as Float64Array,
      gaussNewton: matrices.get("gauss-newton") as Float64Array,
      residual: matrices.get("residual") as Float64Array,
    }));
}

/** Below this share of the largest, eigenvalues of G are rounding: G has at most samples·(classes − 1) others. */
const ROUNDING = 1e-12;

/** Eigenvalues of G in units of their mean, of G's trace that is; nothing of a G that is 0, as hinge and absolute losses have. */
export function inUnitsOfTrace({ hidden, gaussNewton }: SizeSpectra) {
  const [unit, largest] = [mean(gaussNewton), gaussNewton.at(-1) as number];
  if (!(unit > 0)) return undefined;
  const values = gaussNewton.filter((value) => value > ROUNDING * largest).map((value) => value / unit);
  return { hidden, parameters: gaussNewton.length, values, rounding: gaussNewton.length - values.length };
}
