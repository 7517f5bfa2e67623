import { finishedBySize } from "../../claims/networks.js";
import type { Assignment, CUTS, NETWORKS, Stage } from "../../network/tables.js";
import { ASSIGNMENTS, STAGES } from "../../network/tables.js";
import { bySize } from "../../statistics/groups.js";
import { type Mean, meanWithInterval } from "../../statistics/intervals.js";
import type { Measured } from "../../statistics/measured.js";
import { mean, measuredMean } from "../../statistics/moments.js";
import type { RowOf } from "../experiment.js";
import type { Config } from "./config.js";

type Network = RowOf<typeof NETWORKS>;
type CutRow = RowOf<typeof CUTS>;

/** What the cuts of the networks of one size keep. Networks that diverged are only counted. */
export interface SizeFindings {
  readonly hidden: number;
  readonly parameters: number;
  readonly networks: number;
  readonly diverged: number;
  readonly trainAccuracy: Measured;
  readonly testAccuracy: Measured;
  readonly ways: readonly Way[];
}

/** One assignment at one stage, by numbers of values. */
export interface Way {
  readonly assignment: Assignment;
  readonly stage: Stage;
  readonly cuts: readonly CutFindings[];
  /** The fewest values from which on no more than is allowed is lost, by the upper ends of the intervals. */
  readonly needed: CutFindings | undefined;
}

export interface CutFindings {
  readonly values: number;
  readonly networks: number;
  /** Of them those whose training diverged, in no mean. */
  readonly diverged: number;
  /** Mean over networks. */
  readonly distinct: number;
  readonly evenness: Measured;
  readonly trainAccuracy: Measured;
  readonly testAccuracy: Measured;
  /** Accuracy of the network less that of its cut, mean over networks. */
  readonly trainLost: Mean;
  readonly testLost: Mean;
}

/** One entry a size, ascending; a size of which every network diverged has no findings. */
export function findingsOf(
  networks: readonly Network[],
  cuts: readonly CutRow[],
  { allowed }: Config,
): SizeFindings[] {
  return finishedBySize(networks).map(({ hidden, all, finished }) => {
    const [{ parameters }] = finished as [Network];
    const whole = new Map(finished.map((network) => [network.replica, network]));
    const ofSize = cuts.filter((cut) => cut.hidden === hidden);
    const ways = ASSIGNMENTS.flatMap((assignment) =>
      STAGES.flatMap((stage): Way[] => {
        const rows = ofSize.filter((cut) => cut.assignment === assignment && cut.stage === stage);
        const found = bySize(rows, ({ values }) => values).flatMap(([values, cuts]) =>
          cutFindings(values, cuts, whole),
        );
        return found.length === 0
          ? []
          : [{ assignment, stage, cuts: found, needed: neededOf(found, allowed) }];
      }),
    );
    const over = (value: (row: Network) => number) => measuredMean(finished.map(value));
    return {
      ...{ hidden, parameters, networks: all.length, diverged: all.length - finished.length },
      trainAccuracy: over(({ train_accuracy }) => train_accuracy),
      testAccuracy: over(({ test_accuracy }) => test_accuracy),
      ways,
    };
  });
}

function cutFindings(
  values: number,
  all: readonly CutRow[],
  whole: ReadonlyMap<number, Network>,
): CutFindings[] {
  const rows = all.filter(({ status }) => status !== "diverged");
  if (rows.length === 0) return [];
  // A network is a unit of replication of its own.
  const over = (value: (row: CutRow) => number) => measuredMean(rows.map(value));
  const lost = (value: (row: CutRow | Network) => number) =>
    meanWithInterval(rows.map((row) => value(whole.get(row.replica) as Network) - value(row)));
  return [
    {
      ...{ values, networks: all.length, diverged: all.length - rows.length },
      distinct: mean(rows.map(({ distinct }) => distinct)),
      evenness: over(({ evenness }) => evenness),
      trainAccuracy: over(({ train_accuracy }) => train_accuracy),
      testAccuracy: over(({ test_accuracy }) => test_accuracy),
      trainLost: lost(({ train_accuracy }) => train_accuracy),
      testLost: lost(({ test_accuracy }) => test_accuracy),
    },
  ];
}

function neededOf(cuts: readonly CutFindings[], allowed: number): CutFindings | undefined {
  const isEnough = ({ testLost: { interval } }: CutFindings) =>
    interval !== undefined && interval.high <= allowed;
  const last = cuts.findLastIndex((cut) => !isEnough(cut));
  return cuts[last + 1];
}

/** The share of weights that are redundant where so many values are enough: 1 − distinct/parameters. */
export const redundantShare = ({ parameters }: SizeFindings, { distinct }: CutFindings) =>
  1 - distinct / parameters;

export const wayOf = ({ ways }: SizeFindings, assignment: Assignment, stage: Stage) =>
  ways.find((way) => way.assignment === assignment && way.stage === stage);

/** What a network has left with so many values, by k-means over the network. */
export const atValues = (size: SizeFindings, stage: Stage, values: number) =>
  wayOf(size, "network", stage)?.cuts.find((cut) => cut.values === values);
