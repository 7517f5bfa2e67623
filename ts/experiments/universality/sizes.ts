import type { Evidence } from "../../claims/evidence.js";
import type { Disorder } from "../../glass/fields.js";
import type { DISORDERED_MINIMA } from "../../glass/tables.js";
import { bySize, groupBy } from "../../statistics/groups.js";
import { LEVEL, student } from "../../statistics/intervals.js";
import { fitLine } from "../../statistics/least-squares.js";
import type { Interval, Measured } from "../../statistics/measured.js";
import { deviationWithin, mean, meanOfMeans } from "../../statistics/moments.js";
import { type OneWay, oneWay } from "../../statistics/one-way.js";
import { byDraw } from "../draws.js";
import type { RowOf } from "../experiment.js";
import type { Config } from "./config.js";

type Row = RowOf<typeof DISORDERED_MINIMA>;

/** What the distributions have at one size. Minima are the converged rows of index 0; the other rows are only counted. */
export interface SizeFindings {
  readonly n: number;
  readonly found: readonly Found[];
  /** Equality of the distributions' mean energies, over draws. */
  readonly equality: OneWay;
  readonly energies: readonly Difference[];
  readonly spreads: readonly Difference[];
}

export type Found = ReturnType<typeof foundIn>;

/** A distribution less the first, with an interval; those of one size and quantity hold together at 95 % (Bonferroni). */
export interface Difference extends Required<Measured>, Interval {
  readonly disorder: Disorder;
  /** Degrees of freedom of its error. */
  readonly freedom: number;
}

/** Sizes ascending, distributions in the order given. */
export function findingsOf(rows: readonly Row[], distributions: readonly Disorder[]): SizeFindings[] {
  return bySize(rows, ({ n }) => n).map(([n, ofSize]) => {
    const groups = groupBy(ofSize, ({ disorder }) => disorder);
    const all = distributions.map((disorder) => foundIn(disorder, groups.get(disorder) ?? []));
    const draws = all.map(({ minima }) => byDraw(minima, ({ energy }) => energy).map(mean));
    const differences = (of: (found: Found) => Measured | undefined) =>
      all.slice(1).flatMap((found, place) => {
        const freedom = (draws[0] as number[]).length + (draws[place + 1] as number[]).length - 2;
        const difference = apart(of(found), of(all[0] as Found));
        if (difference === undefined) return [];
        const level = 1 - (1 - LEVEL) / (all.length - 1);
        return [{ disorder: found.disorder, freedom, ...difference, ...student(difference, freedom, level) }];
      });
    return {
      n,
      found: all,
      equality: oneWay(draws),
      energies: differences(({ energy }) => energy),
      spreads: differences(({ within }) => within),
    };
  });
}

function foundIn(disorder: Disorder, rows: readonly Row[]) {
  const minima = rows.filter(({ status, index }) => status === "converged" && index === 0);
  const energies = byDraw(minima, ({ energy }) => energy);
  return {
    disorder,
    rows: rows.length,
    minima,
    energy: meanOfMeans(energies),
    within: deviationWithin(energies),
  };
}

/** Undefined where one of them has no error. */
function apart(one: Measured | undefined, other: Measured | undefined): Required<Measured> | undefined {
  if (one?.error === undefined || other?.error === undefined) return undefined;
  return { value: one.value - other.value, error: Math.hypot(one.error, other.error) };
}

/** Where a difference leads for N → ∞ by a line in N^(−exponent). */
export interface Limit extends Difference {
  readonly exponent: string;
}

const EXPONENTS = [
  ["1", (n: number) => 1 / n],
  ["1/2", (n: number) => 1 / Math.sqrt(n)],
] as const;

/** By each form; none for fewer than two sizes. */
export function limitsOf(sizes: readonly SizeFindings[], { distributions, disorders }: Config): Limit[] {
  const others = distributions.slice(1);
  return EXPONENTS.flatMap(([exponent, power]) =>
    others.flatMap((disorder) => {
      const line = fitLine(
        sizes.flatMap(({ n, energies }) =>
          energies
            .filter((difference) => difference.disorder === disorder)
            .map(({ value, error }) => ({ x: power(n), value, error })),
        ),
      );
      if (line === undefined) return [];
      const level = 1 - (1 - LEVEL) / others.length;
      const freedom = 2 * (disorders - 1);
      return [{ disorder, exponent, freedom, ...line.intercept, ...student(line.intercept, freedom, level) }];
    }),
  );
}

/** What the claim on distributions reads. */
export function largestIn(sizes: readonly SizeFindings[]): Evidence["universality"] {
  const { n, energies } = sizes.at(-1) as SizeFindings;
  return { n, differences: energies };
}
