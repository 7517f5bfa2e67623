import type { Change, Evidence } from "../../claims/evidence.js";
import {
  type Ending,
  type RUNG_MINIMA,
  type RUNG_OVERLAPS,
  type RUNG_WAYS,
  RUNGS,
  type Rung,
} from "../../paths/tables.js";
import { spearman } from "../../statistics/correlation.js";
import { bySize, groupBy } from "../../statistics/groups.js";
import { student } from "../../statistics/intervals.js";
import type { Interval, Measured } from "../../statistics/measured.js";
import { deviationWithin, meanOfMeans, measuredMean } from "../../statistics/moments.js";
import type { RowOf } from "../experiment.js";

type Minimum = RowOf<typeof RUNG_MINIMA>;
type Place = RowOf<typeof RUNG_WAYS>;
type Pairs = RowOf<typeof RUNG_OVERLAPS>;

/** The landscape's statistics on one rung; a draw is a unit of replication. */
export interface RungFindings {
  readonly rung: Rung;
  readonly draws: number;
  readonly parameters: number;
  readonly loss: Measured;
  /** Over descents that have one, as is what follows of it. */
  readonly energy: Measured | undefined;
  /** Standard deviation of the energy within a draw, pooled. */
  readonly spread: Measured | undefined;
  /** Shares of descents that leave no eigenvalue but 0: no loss, and a loss without an active path. */
  readonly solved: number;
  readonly dead: number;
  /** Over the other descents, as is what follows. */
  readonly negative: Measured | undefined;
  readonly zero: Measured | undefined;
  readonly balance: Measured | undefined;
  /** Rank correlation of the negative share and the energy along a descent. */
  readonly ranks: Measured | undefined;
  /** None where the loss is one number in every draw. */
  readonly correlations: readonly (Measured & { readonly overlap: number; readonly assumed: number })[];
  /** Energies of all ends, and places on the ways. */
  readonly energies: readonly number[];
  readonly places: readonly Place[];
}

export interface SizeFindings {
  readonly layers: number;
  readonly hidden: number;
  readonly spins: number;
  readonly rungs: readonly RungFindings[];
}

/** Depths ascending, in each the sizes, in each the rungs from the network on. */
export function findingsOf(
  minima: readonly Minimum[],
  ways: readonly Place[],
  overlaps: readonly Pairs[],
): SizeFindings[] {
  return bySize(minima, ({ layers }) => layers).flatMap(([layers, ofDepth]) =>
    bySize(ofDepth, ({ hidden }) => hidden).map(([hidden, ofSize]) => {
      const here = <R extends { layers: number; hidden: number; rung: Rung }>(
        rows: readonly R[],
        rung: Rung,
      ) => rows.filter((row) => row.layers === layers && row.hidden === hidden && row.rung === rung);
      return {
        ...{ layers, hidden, spins: (ofSize[0] as Minimum).spins },
        rungs: RUNGS.map((rung) =>
          findingIn(rung, here(ofSize, rung), here(ways, rung), here(overlaps, rung)),
        ),
      };
    }),
  );
}

function findingIn(
  rung: Rung,
  minima: readonly Minimum[],
  ways: readonly Place[],
  overlaps: readonly Pairs[],
): RungFindings {
  const byDraw = (of: (row: Minimum) => number) =>
    [...groupBy(minima, ({ draw }) => draw).values()]
      .map((rows) => rows.map(of).filter((value) => !Number.isNaN(value)))
      .filter(({ length }) => length > 0);
  const over = (of: (row: Minimum) => number) => meanOfMeans(byDraw(of));
  const overSome = (of: (row: Minimum) => number) => (byDraw(of).length === 0 ? undefined : over(of));
  const shareOf = (ending: Ending) => minima.filter(({ status }) => status === ending).length / minima.length;
  const ranks = [...groupBy(ways, ({ draw }) => draw).values()]
    .map((ofDraw) =>
      [...groupBy(ofDraw, ({ start }) => start).values()]
        .map((way) => way.filter(({ negative_share }) => !Number.isNaN(negative_share)))
        .map((way) =>
          spearman(
            way.map(({ negative_share }) => negative_share),
            way.map(({ energy }) => energy),
          ),
        )
        // Of a way on which the index stays there is none.
        .filter((rho) => !Number.isNaN(rho)),
    )
    .filter(({ length }) => length > 0);
  return {
    rung,
    draws: byDraw(({ energy }) => energy).length,
    parameters: (minima[0] as Minimum).parameters,
    loss: over(({ loss }) => loss),
    energy: overSome(({ energy }) => energy),
    spread: deviationWithin(byDraw(({ energy }) => energy)),
    solved: shareOf("solved"),
    dead: shareOf("dead"),
    negative: overSome(({ negative_share }) => negative_share),
    zero: overSome(({ zero_share }) => zero_share),
    balance: overSome(({ balance }) => balance),
    ranks: ranks.length === 0 ? undefined : meanOfMeans(ranks),
    correlations: bySize(
      overlaps.filter(({ correlation }) => !Number.isNaN(correlation)),
      ({ overlap }) => overlap,
    ).map(([overlap, rows]) => ({
      ...{ overlap, assumed: (rows[0] as Pairs).assumed },
      ...measuredMean(rows.map(({ correlation }) => correlation)),
    })),
    energies: minima.map(({ energy }) => energy).filter((energy) => !Number.isNaN(energy)),
    places: ways,
  };
}

/** The statistics that the claim compares, each scaled so that rungs compare. */
const STATISTICS: readonly (readonly [Change["statistic"], (of: RungFindings) => Measured | undefined])[] = [
  ["energy", ({ energy }) => energy],
  ["spread", ({ spread }) => spread],
  // Descents without an index are no random part of all.
  ["negative share", ({ negative, solved, dead }) => (solved + dead === 0 ? negative : undefined)],
  // At the middle one of the overlaps.
  ["loss correlation", ({ correlations }) => correlations[correlations.length >> 1]],
];

/** What each assumption changes: a rung's statistics less those of the rung before it. */
export function changesOf({ rungs }: SizeFindings): (Change & Interval)[] {
  return rungs.slice(1).flatMap((rung, place) => {
    const before = rungs[place] as RungFindings;
    return STATISTICS.flatMap(([statistic, of]) => {
      const [one, other] = [of(rung), of(before)];
      if (one?.error === undefined || other?.error === undefined) return [];
      const change = { value: one.value - other.value, error: Math.hypot(one.error, other.error) };
      const freedom = Math.min(rung.draws, before.draws) - 1;
      return [
        { from: before.rung, to: rung.rung, statistic, freedom, ...change, ...student(change, freedom) },
      ];
    });
  });
}

/** What the claim reads: the deepest and largest network's. */
export function evidenceOf(sizes: readonly SizeFindings[]): Evidence["assumption-ladder"] {
  const last = sizes.at(-1) as SizeFindings;
  return { layers: last.layers, hidden: last.hidden, changes: changesOf(last) };
}
