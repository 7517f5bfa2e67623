import { finishedBySize } from "../../claims/networks.js";
import type { CHECKPOINTS, INDEXED_NETWORKS } from "../../network/tables.js";
import { bootstrap } from "../../statistics/bootstrap.js";
import { spearman } from "../../statistics/correlation.js";
import { groupBy } from "../../statistics/groups.js";
import { percentile } from "../../statistics/intervals.js";
import type { Interval, Measured } from "../../statistics/measured.js";
import { mean, measuredMean } from "../../statistics/moments.js";
import type { RowOf } from "../experiment.js";
import type { Config } from "./config.js";

type Row = RowOf<typeof INDEXED_NETWORKS>;
export type Checkpoint = RowOf<typeof CHECKPOINTS>;

/** What the networks of one size have. Those that diverged are only counted. */
export interface SizeFindings {
  readonly hidden: number;
  readonly networks: number;
  readonly rows: readonly Row[];
  readonly converged: number;
  readonly index: Measured;
  readonly relativeIndex: Measured;
  /** Of networks where SGD ended, before the descent; absent where none was followed. */
  readonly afterSgd: Measured | undefined;
  readonly trainLoss: Measured;
  readonly testLoss: Measured;
  readonly checkpoints: readonly Checkpoint[];
  /** Of index and loss along each way down, the mean of Spearman's ρ; absent where none was followed. */
  readonly ranks: { readonly rho: number; readonly interval: Interval; readonly ways: number } | undefined;
}

/** One entry a size, ascending; a size of which every network diverged has no findings. */
export function findingsOf(
  networks: readonly Row[],
  checkpoints: readonly Checkpoint[],
  config: Config,
): SizeFindings[] {
  const looked = groupBy(checkpoints, ({ hidden }) => hidden);
  return finishedBySize(networks).map(({ hidden, all, finished: rows }) => {
    // A network is a unit of replication of its own.
    const over = (value: (row: Row) => number) => measuredMean(rows.map(value));
    const ways = [...groupBy(looked.get(hidden) ?? [], ({ replica }) => replica).values()];
    const ends = ways.flatMap((way) => way.findLast(({ method }) => method === "sgd") ?? []);
    return {
      ...{ hidden, networks: all.length, rows },
      converged: rows.filter(({ status }) => status === "converged").length,
      index: over(({ normalised_index }) => normalised_index),
      relativeIndex: over(({ relative_index }) => relative_index),
      afterSgd: ends.length === 0 ? undefined : measuredMean(ends.map((end) => end.normalised_index)),
      trainLoss: over(({ train_loss }) => train_loss),
      testLoss: over(({ test_loss }) => test_loss),
      checkpoints: ways.flat(),
      ranks: ranksOf(ways, config),
    };
  });
}

function ranksOf(ways: readonly (readonly Checkpoint[])[], { seed, resamples }: Config) {
  const correlations = ways
    .map((way) =>
      spearman(
        way.map(({ normalised_index }) => normalised_index),
        way.map(({ train_loss }) => train_loss),
      ),
    )
    .filter(Number.isFinite);
  if (correlations.length === 0) return undefined;
  const resampled = bootstrap(
    correlations.map((rho) => [rho]),
    (groups) => mean(groups.flat()),
    { seed, resamples },
  );
  return { rho: mean(correlations), interval: percentile(resampled), ways: correlations.length };
}
