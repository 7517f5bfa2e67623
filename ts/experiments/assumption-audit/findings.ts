import type { ASSUMPTIONS, AuditQuantity, STAGES } from "../../paths/tables.js";
import { bySize, groupBy } from "../../statistics/groups.js";
import { meanWithInterval } from "../../statistics/intervals.js";
import type { Interval, Measured } from "../../statistics/measured.js";
import { mean } from "../../statistics/moments.js";
import type { RowOf } from "../experiment.js";

type Row = RowOf<typeof ASSUMPTIONS>;
export type Stage = (typeof STAGES)[number];

/** A quantity of the networks of one depth and size, before or after training. */
export interface Finding {
  readonly stage: Stage;
  readonly quantity: AuditQuantity;
  readonly place: number;
  /** Mean over networks; those in which nothing varies have none. */
  readonly found: Measured;
  /** Of 95 %, over networks; absent for one. */
  readonly interval: Interval | undefined;
  /** What the assumption says, mean over networks; NaN where it says nothing. */
  readonly assumed: number;
}

export interface SizeFindings {
  readonly layers: number;
  readonly hidden: number;
  readonly networks: number;
  readonly diverged: number;
  readonly findings: readonly Finding[];
}

/** Depths ascending, and in each the sizes. */
export function findingsOf(rows: readonly Row[]): SizeFindings[] {
  return bySize(rows, ({ layers }) => layers).flatMap(([layers, ofDepth]) =>
    bySize(ofDepth, ({ hidden }) => hidden).map(([hidden, ofSize]) => {
      const seen = (stage: Stage) =>
        new Set(ofSize.filter((row) => row.stage === stage).map(({ replica }) => replica)).size;
      return {
        ...{ layers, hidden },
        networks: seen("before"),
        diverged: seen("before") - seen("after"),
        findings: [
          ...groupBy(ofSize, ({ stage, quantity, place }) => `${stage} ${quantity} ${place}`).values(),
        ].flatMap(findingIn),
      };
    }),
  );
}

function findingIn(rows: readonly Row[]): Finding[] {
  const [first] = rows;
  const values = rows.map(({ value }) => value).filter((value) => !Number.isNaN(value));
  if (first === undefined || values.length === 0) return [];
  const { stage, quantity, place } = first;
  const { mean: found, interval } = meanWithInterval(values);
  return [
    {
      ...{ stage, quantity, place, found, interval },
      assumed: mean(rows.map(({ assumed }) => assumed)),
    },
  ];
}

/** The finding of a quantity, if there is one. */
export const findIn = (
  { findings }: SizeFindings,
  stage: Stage,
  quantity: AuditQuantity,
  place = 0,
): Finding | undefined =>
  findings.find((one) => one.stage === stage && one.quantity === quantity && one.place === place);
