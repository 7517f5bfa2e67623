import type { GLASS_LINES } from "../../glass/slice-tables.js";
import type { MINIMA } from "../../glass/tables.js";
import type { LOSS_LINES, SLICED_NETWORKS } from "../../network/slice-tables.js";
import { bySize } from "../../statistics/groups.js";
import type { Mean } from "../../statistics/intervals.js";
import type { RowOf } from "../experiment.js";
import { barrierOf, dropOf, linesOf, meanOf, middleOf, type Points } from "./lines.js";

type NetworkRow = RowOf<typeof SLICED_NETWORKS>;
type LineRow = RowOf<typeof LOSS_LINES>;
type MinimumRow = RowOf<typeof MINIMA>;
type ArcRow = RowOf<typeof GLASS_LINES>;

/** What slices and paths of networks of one size show. */
export interface NetworkSlices {
  readonly hidden: number;
  readonly networks: number;
  readonly diverged: number;
  /** Pairs of which neither diverged. */
  readonly pairs: number;
  lines(path: LineRow["path"]): Points[];
  readonly loss: Mean | undefined;
  readonly straight: Mean | undefined;
  readonly aligned: Mean | undefined;
  readonly curve: Mean | undefined;
  /** Straight less curve, pair by pair. */
  readonly gain: Mean | undefined;
  /** How far the loss falls below the network's along the lowest eigenvector. */
  readonly drop: Mean | undefined;
  readonly lowest: Mean | undefined;
  readonly highest: Mean | undefined;
}

export function networkSlices(networks: readonly NetworkRow[], rows: readonly LineRow[]): NetworkSlices[] {
  const sizes = new Map(bySize(rows, ({ hidden }) => hidden));
  return bySize(networks, ({ hidden }) => hidden).map(([hidden, ofSize]) => {
    const lines = linesOf(
      sizes.get(hidden) ?? [],
      ({ replica }) => replica,
      ({ train_loss }) => train_loss,
    );
    const [straight, curve] = [lines("straight").map(barrierOf), lines("curve").map(barrierOf)];
    const completed = ofSize.filter(({ status }) => status !== "diverged");
    const known = (values: readonly number[]) => meanOf(values.filter((value) => !Number.isNaN(value)));
    return {
      ...{ hidden, networks: ofSize.length, diverged: ofSize.length - completed.length },
      ...{ pairs: straight.length, lines },
      loss: meanOf(completed.map(({ train_loss }) => train_loss)),
      straight: meanOf(straight),
      aligned: meanOf(lines("aligned").map(barrierOf)),
      curve: meanOf(curve),
      gain: meanOf(straight.map((barrier, pair) => barrier - (curve[pair] as number))),
      drop: meanOf(lines("lowest").map(dropOf)),
      lowest: known(ofSize.map(({ lambda_min }) => lambda_min)),
      highest: known(ofSize.map(({ lambda_max }) => lambda_max)),
    };
  });
}

/** What slices and arcs of glasses of one size show. */
export interface GlassSlices {
  readonly n: number;
  readonly draws: number;
  /** Draws whose two descents ended at two minima. */
  readonly pairs: number;
  lines(path: ArcRow["path"]): Points[];
  readonly straight: Mean | undefined;
  /** How far the energy along a random direction lies above the minimum's times R^p, over all places of a line and in units of the minimum's. */
  readonly aboveLaw: Mean | undefined;
}

export function glassSlices(minima: readonly MinimumRow[], rows: readonly ArcRow[]): GlassSlices[] {
  const sizes = new Map(bySize(rows, ({ n }) => n));
  return bySize(minima, ({ n }) => n).map(([n, ofSize]) => {
    const ofLines = sizes.get(n) ?? [];
    const lines = linesOf(
      ofLines,
      ({ disorder_seed }) => disorder_seed,
      ({ energy }) => energy,
    );
    const straight = lines("straight").map(barrierOf);
    return {
      ...{ n, draws: new Set(ofSize.map(({ disorder_seed }) => disorder_seed)).size },
      ...{ pairs: straight.length, lines },
      straight: meanOf(straight),
      aboveLaw: meanOf(lines("random").map(aboveLaw(ofLines[0]?.p ?? 0))),
    };
  });
}

/** Of a slice along a random direction, whose energies are expected to be those of its middle times R^p. */
const aboveLaw = (p: number) => (points: Points) => {
  const { value: bottom } = middleOf(points);
  const excess = points.map(({ at, value }) => value / -bottom + overlapAt(at) ** p);
  return excess.reduce((sum, one) => sum + one, 0) / points.length;
};

/** The overlap with the minimum at an angle of that tangent. */
export const overlapAt = (tangent: number): number => 1 / Math.sqrt(1 + tangent * tangent);
