import type { Evidence } from "../../claims/evidence.js";
import type { COMPARED_MINIMA, Method } from "../../glass/tables.js";
import { bySize } from "../../statistics/groups.js";
import { meanWithInterval } from "../../statistics/intervals.js";
import type { Interval, Measured } from "../../statistics/measured.js";
import { mean, meanOfMeans } from "../../statistics/moments.js";
import { byDraw } from "../draws.js";
import type { RowOf } from "../experiment.js";
import type { Config } from "./config.js";

type Row = RowOf<typeof COMPARED_MINIMA>;

/** Where one method ends, of one size and work. */
export interface Ends {
  readonly n: number;
  readonly work: number;
  readonly method: Method;
  readonly evaluations: Measured;
  readonly energy: Measured;
  readonly indexZero: Measured;
  readonly lambdaMin: Measured;
  /** Its energy less that of the first method, draw by draw; absent for the first, and for one draw. */
  readonly difference?: Measured & Interval;
}

/** Sizes ascending, work ascending, methods in the order of the config. */
export function endsOf(rows: readonly Row[], { methods }: Config): Ends[] {
  return bySize(rows, ({ n }) => n).flatMap(([n, ofSize]) =>
    bySize(ofSize, ({ work }) => work).flatMap(([work, cell]) => {
      const of = (method: Method, value: (row: Row) => number) =>
        byDraw(
          cell.filter((row) => row.method === method),
          value,
        );
      const first = of(methods[0] as Method, ({ energy }) => energy).map(mean);
      return methods.map((method, place) => {
        const energies = of(method, ({ energy }) => energy);
        const apart = meanWithInterval(energies.map((draw, at) => mean(draw) - (first[at] as number)));
        return {
          ...{ n, work, method, energy: meanOfMeans(energies) },
          evaluations: meanOfMeans(of(method, ({ evaluations }) => evaluations)),
          indexZero: meanOfMeans(of(method, ({ index }) => Number(index === 0))),
          lambdaMin: meanOfMeans(of(method, ({ lambda_min }) => lambda_min)),
          ...(place > 0 &&
            apart.interval !== undefined && { difference: { ...apart.mean, ...apart.interval } }),
        };
      });
    }),
  );
}

/** What the claim on annealing and SGD reads: at the largest size, where both are one run of the claim's work. */
export function comparedIn(rows: readonly Row[]): Evidence["annealing"] {
  const n = rows.reduce((largest, row) => Math.max(largest, row.n), 0);
  const own = (method: Method) =>
    rows.filter((row) => row.n === n && row.work === CLAIMED_WORK && row.method === method);
  const [annealed, trained] = [own("simulated-annealing"), own("sgd")];
  const means = (of: readonly Row[]) => byDraw(of, ({ energy }) => energy).map(mean);
  const others = means(trained);
  return {
    n,
    work: CLAIMED_WORK,
    differences:
      trained.length === 0 ? [] : means(annealed).map((each, draw) => each - (others[draw] as number)),
    ends: [
      { name: "annealing", indices: byDraw(annealed, ({ polished_index }) => polished_index) },
      { name: "SGD", indices: byDraw(trained, ({ polished_index }) => polished_index) },
    ],
  };
}

const CLAIMED_WORK = 1000;
