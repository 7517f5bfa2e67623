import type { Evidence } from "../../claims/evidence.js";
import type { TRAJECTORIES } from "../../glass/tables.js";
import { chiSquared } from "../../statistics/distributions.js";
import { bySize } from "../../statistics/groups.js";
import { student } from "../../statistics/intervals.js";
import { fitLine, type Line, leastSquares } from "../../statistics/least-squares.js";
import type { Interval, Measured } from "../../statistics/measured.js";
import { meanOfMeans } from "../../statistics/moments.js";
import { byDraw } from "../draws.js";
import type { RowOf } from "../experiment.js";
import type { Limit } from "./limit.js";

type Row = RowOf<typeof TRAJECTORIES>;

/** The energies at one time, size by size, beside that of N → ∞. */
export interface AtTime {
  readonly time: number;
  /** What the equations of Cugliandolo and Kurchan have. */
  readonly theory: Measured;
  readonly sizes: readonly EnergyAt[];
  /** Absent for fewer than two sizes, or one draw a size. */
  readonly fits?: Fits;
}

export interface EnergyAt {
  readonly n: number;
  readonly energy: Measured;
  /** N·(u_N − u), u the theory's. */
  readonly scaled: Measured;
}

export interface Fits {
  /** Degrees of freedom of the means' errors, at least. */
  readonly freedom: number;
  /** c of u_N = u + c/N through the theory's u, and how likely a χ² as large is where that holds. */
  readonly correction: Required<Measured>;
  readonly probability: number;
  /** u_N = u + c/N with u free. */
  readonly line: Line;
  /** Its u less the theory's, with the 95 % interval. */
  readonly difference: Required<Measured> & Interval;
  /** The same with a term in 1/N² as well; absent for fewer than three sizes. */
  readonly curved?: Required<Measured> & Interval;
}

/** Times ascending, sizes ascending in each. */
export function timesOf(rows: readonly Row[], times: readonly number[], limit: Limit): AtTime[] {
  const bySizeAndTime = bySize(rows, ({ n }) => n).map(
    ([n, ofSize]) => [n, new Map(bySize(ofSize, ({ time }) => time))] as const,
  );
  const units = Math.min(
    ...bySizeAndTime.map(([, at]) => byDraw(at.get(times[0] as number) ?? [], () => 0).length),
  );
  return times.map((time) => {
    const theory = limit.get(time) as Required<Measured>;
    const sizes = bySizeAndTime.map(([n, at]) => {
      const energy = meanOfMeans(byDraw(at.get(time) ?? [], ({ energy }) => energy));
      return { n, energy, scaled: scale(n, energy, theory.value) };
    });
    const fits = fitsOf(sizes, theory.value, units - 1);
    return { time, theory, sizes, ...(fits && { fits }) };
  });
}

function scale(n: number, { value, error }: Measured, limit: number): Measured {
  return { value: n * (value - limit), ...(error !== undefined && { error: n * error }) };
}

/** Errors are those of the means, each with `freedom` degrees of freedom at least. */
function fitsOf(sizes: readonly EnergyAt[], theory: number, freedom: number): Fits | undefined {
  const line = fitLine(sizes.map(({ n, energy }) => ({ x: 1 / n, ...energy })));
  if (line === undefined) return undefined;
  const means = sizes.map(({ n, energy }) => ({ n, value: energy.value, error: energy.error as number }));
  const through = leastSquares(
    means.map(({ n, value, error }) => ({ value: value - theory, error, terms: [1 / n] })),
  );
  const [correction] = through?.coefficients ?? [];
  if (through === undefined || correction === undefined) return undefined;
  const curve = leastSquares(
    means.map(({ n, value, error }) => ({ value, error, terms: [1, 1 / n, 1 / n ** 2] })),
  );
  const [curved] = curve?.coefficients ?? [];
  const differenceOf = ({ value, error }: Required<Measured>) => {
    const difference = { value: value - theory, error };
    return { ...difference, ...student(difference, freedom) };
  };
  return {
    freedom,
    correction,
    probability: chiSquared(through.freedom).tail(through.chiSquared),
    line,
    difference: differenceOf(line.intercept),
    ...(curved && { curved: differenceOf(curved) }),
  };
}

/** What the claim on quenches reads. */
export const limitsIn = (found: readonly AtTime[]): Evidence["dynamics"] => ({
  limits: found.flatMap(({ time, fits }) => {
    if (fits === undefined) return [];
    const { freedom, line, difference, curved } = fits;
    const probability = line.freedom > 0 ? chiSquared(line.freedom).tail(line.chiSquared) : 1;
    return [{ time, freedom, line: difference, probability, ...(curved && { curve: curved }) }];
  }),
});
