import { finishedBySize, lossCorrelation } from "../../claims/networks.js";
import type { NETWORKS } from "../../network/tables.js";
import { bootstrap } from "../../statistics/bootstrap.js";
import { clopperPearson, fisherZ, percentile } from "../../statistics/intervals.js";
import type { Interval, Measured } from "../../statistics/measured.js";
import { deviationBetween, mean, meanOfMeans } from "../../statistics/moments.js";
import { median } from "../../statistics/quantiles.js";
import type { RowOf } from "../experiment.js";
import type { Config } from "./config.js";

export type Row = RowOf<typeof NETWORKS>;

/** What the networks of one size reached. Those that diverged are only counted. */
export interface SizeFindings {
  readonly hidden: number;
  readonly networks: number;
  readonly diverged: number;
  readonly rows: readonly Row[];
  readonly trainLoss: Measured;
  readonly testLoss: Measured;
  readonly testError: Measured;
  /** Standard deviation over networks; absent for one. */
  readonly spread: Measured | undefined;
  readonly median: number;
  readonly worst: number;
  readonly poor: { readonly count: number; readonly share: number; readonly interval: Interval };
  /** Of train and test loss; absent for fewer than four networks. */
  readonly correlation: Correlation | undefined;
}

export interface Correlation {
  readonly r: number;
  /** 95 %, by Fisher's z. */
  readonly fisher: Interval;
  /** 95 %, by resampled networks. */
  readonly bootstrap: Interval;
}

/** One entry a size, ascending; a size of which every network diverged has no findings. */
export function findingsOf(rows: readonly Row[], config: Config): SizeFindings[] {
  return finishedBySize(rows).map(({ hidden, all, finished }) =>
    findingsAt(hidden, all.length, finished, config),
  );
}

function findingsAt(hidden: number, networks: number, rows: readonly Row[], config: Config): SizeFindings {
  // A network is a unit of replication of its own.
  const units = (value: (row: Row) => number) => rows.map((row) => [value(row)]);
  const losses = rows.map(({ test_loss }) => test_loss);
  const middle = median(losses);
  const count = losses.filter((loss) => loss > config.poor * middle).length;
  return {
    hidden,
    networks,
    diverged: networks - rows.length,
    rows,
    trainLoss: meanOfMeans(units(({ train_loss }) => train_loss)),
    testLoss: meanOfMeans(units(({ test_loss }) => test_loss)),
    testError: meanOfMeans(units(({ test_accuracy }) => 1 - test_accuracy)),
    spread: deviationBetween(units(({ test_loss }) => test_loss)),
    median: middle,
    worst: losses.reduce((worst, loss) => Math.max(worst, loss), Number.NEGATIVE_INFINITY),
    poor: { count, share: count / rows.length, interval: clopperPearson(count, rows.length) },
    correlation: correlationOf(rows, config),
  };
}

function correlationOf(rows: readonly Row[], { seed, resamples }: Config): Correlation | undefined {
  if (rows.length < 4) return undefined;
  const r = lossCorrelation(rows);
  if (!Number.isFinite(r)) return undefined;
  const resampled = bootstrap(
    rows.map((row) => [row]),
    (groups) => lossCorrelation(groups.flat()),
    { seed, resamples },
  );
  return { r, fisher: fisherZ(r, rows.length), bootstrap: percentile(resampled.filter(Number.isFinite)) };
}

/** Relative spread, for sentences. */
export const relativeSpread = ({ spread, rows }: SizeFindings) =>
  spread && spread.value / mean(rows.map(({ test_loss }) => test_loss));
