import type { BASINS, DescentMethod } from "../../glass/tables.js";
import { spearman } from "../../statistics/correlation.js";
import { bySize, groupBy } from "../../statistics/groups.js";
import type { Measured } from "../../statistics/measured.js";
import { mean, measuredMean } from "../../statistics/moments.js";
import { measuredRatio, ratio } from "../../statistics/ratio.js";
import { drawOf } from "../draws.js";
import type { RowOf } from "../experiment.js";

type Row = RowOf<typeof BASINS>;

/** How one method weighs the minima of one size. Draws of a single minimum count where one can be weighed. */
export interface Bias {
  readonly n: number;
  readonly method: DescentMethod;
  readonly draws: number;
  readonly minima: number;
  /** Minima that no descent of the draw ended at. */
  readonly missed: number;
  /** Mean H/N of the minima of all draws together, each counted once. */
  readonly pooled: Measured;
  /** Mean H/N of a draw's minima, each counted once, and as descents weigh them; means over draws. */
  readonly uniform: Measured;
  readonly weighted: Measured;
  /** The second less the first, draw by draw. */
  readonly difference: Measured;
  /** Spearman's ρ of weight and energy, of draws of three minima and more. */
  readonly correlation: Measured;
  /** The weight of the lowest minimum times the number of minima: 1 where descents count each once. */
  readonly lowest: Measured;
}

/** The minima of draws whose map is complete. */
export const knownIn = (rows: readonly Row[], complete: ReadonlySet<string>): Row[] =>
  rows.filter((row) => complete.has(drawOf(row)));

/** Sizes ascending, methods in the order of the config; of complete maps. */
export function biasesOf(rows: readonly Row[], methods: readonly DescentMethod[]): Bias[] {
  return bySize(rows, ({ n }) => n).flatMap(([n, ofSize]) =>
    methods.map((method) => {
      const own = ofSize.filter((row) => row.method === method);
      const draws = [...groupBy(own, drawOf).values()];
      const over = (of: (draw: readonly Row[]) => number) =>
        measuredMean(draws.map(of).filter(Number.isFinite));
      const uniform = (draw: readonly Row[]) => mean(draw.map(({ energy }) => energy));
      const weighted = (draw: readonly Row[]) =>
        draw.reduce((sum, { energy, hits }) => sum + energy * hits, 0) /
        draw.reduce((sum, { hits }) => sum + hits, 0);
      return {
        ...{ n, method, draws: draws.length, minima: own.length },
        missed: own.filter(({ hits }) => hits === 0).length,
        pooled: pooledEnergy(draws),
        uniform: over(uniform),
        weighted: over(weighted),
        difference: over((draw) => weighted(draw) - uniform(draw)),
        correlation: over((draw) =>
          draw.length < 3
            ? Number.NaN
            : spearman(
                draw.map(({ weight }) => weight),
                draw.map(({ energy }) => energy),
              ),
        ),
        lowest: over((draw) => (draw[0]?.weight ?? Number.NaN) * draw.length),
      };
    }),
  );
}

const pooledEnergy = (draws: readonly (readonly Row[])[]): Measured =>
  measuredRatio(
    ratio(
      draws.map((draw) => draw.reduce((sum, { energy }) => sum + energy, 0)),
      draws.map(({ length }) => length),
    ),
  );
