import type { COMPARED_NETWORKS } from "../../network/tables.js";
import { bySize, groupBy } from "../../statistics/groups.js";
import { type Mean, meanWithInterval } from "../../statistics/intervals.js";
import { measuredMean } from "../../statistics/moments.js";
import type { RowOf } from "../experiment.js";

type Row = RowOf<typeof COMPARED_NETWORKS>;

/** Where networks of one method end. */
export type Ends = ReturnType<typeof endsOf>;

/** What annealings and trainings of equal work, from the same starts, end with. Pairs of which one diverged are only counted. */
export interface Comparison {
  readonly hidden: number;
  readonly sweeps: number;
  readonly networks: number;
  readonly pairs: number;
  readonly annealing: Ends;
  readonly sgd: Ends;
  /** Annealing's less SGD's, pair by pair, with the 95 % interval of the mean where there are several. */
  readonly testLoss: Mean;
  readonly testError: Mean;
  readonly differences: readonly number[];
}

/** Sizes ascending, and in each the schedules. */
export function comparisonsOf(rows: readonly Row[]): Comparison[] {
  return bySize(rows, ({ hidden }) => hidden).flatMap(([hidden, ofSize]) =>
    bySize(ofSize, ({ sweeps }) => sweeps).flatMap(([sweeps, all]) => {
      const networks = [...groupBy(all, ({ replica }) => replica).values()];
      const pairs = networks.flatMap((pair) => {
        const of = (method: Row["method"]) => pair.find((row) => row.method === method) as Row;
        const [annealed, trained] = [of("simulated-annealing"), of("sgd")];
        return pair.some(({ status }) => status === "diverged") ? [] : [{ annealed, trained }];
      });
      if (pairs.length === 0) return [];
      const testError = ({ test_accuracy }: Row) => 1 - test_accuracy;
      const between = (value: (row: Row) => number) =>
        pairs.map(({ annealed, trained }) => value(annealed) - value(trained));
      return [
        {
          ...{ hidden, sweeps, networks: networks.length, pairs: pairs.length },
          annealing: endsOf(pairs.map(({ annealed }) => annealed)),
          sgd: endsOf(pairs.map(({ trained }) => trained)),
          testLoss: meanWithInterval(between(({ test_loss }) => test_loss)),
          testError: meanWithInterval(between(testError)),
          differences: between(({ test_loss }) => test_loss),
        },
      ];
    }),
  );
}

function endsOf(rows: readonly Row[]) {
  // A network is a unit of replication of its own.
  const over = (value: (row: Row) => number) => measuredMean(rows.map(value));
  return {
    evaluations: over(({ evaluations }) => evaluations),
    trainLoss: over(({ train_loss }) => train_loss),
    testLoss: over(({ test_loss }) => test_loss),
    testError: over(({ test_accuracy }) => 1 - test_accuracy),
  };
}
