import type { Evidence } from "../../claims/evidence.js";
import { bySize } from "../../statistics/groups.js";
import type { Measured } from "../../statistics/measured.js";
import type { DrawMap } from "../maps.js";
import {
  type Comparison,
  type Counted,
  comparisonOf,
  countedWindows,
  countsOf,
  type IndexCounts,
  inAll,
  independentOf,
} from "./counts.js";
import { correlationOf, exactSteps, type LayerMean, layerMeansOf, layerSteps } from "./layers.js";

/** What the complete maps of one size say; the others are only counted. */
export interface SizeFindings {
  readonly n: number;
  readonly draws: number;
  readonly maps: readonly DrawMap[];
  readonly points: number;
  /** Of each index; nothing for fewer than two complete maps, as what follows. */
  readonly counts: readonly IndexCounts[];
  readonly totals: readonly Counted[];
  readonly layers: readonly LayerMean[];
  readonly correlation: Measured;
}

/** Sizes ascending. */
export function findingsOf(all: readonly DrawMap[], p: number): SizeFindings[] {
  return bySize(all, ({ n }) => n).map(([n, draws]) => {
    const maps = draws.filter(({ complete }) => complete);
    const counts = maps.length > 1 ? countsOf(n, p, maps) : [];
    return {
      ...{ n, maps, counts, draws: draws.length },
      points: maps.reduce((sum, { energies }) => sum + energies.length, 0),
      totals: counts.map(inAll),
      layers: maps.length > 1 ? layerMeansOf(n, p, maps) : [],
      correlation: correlationOf(maps),
    };
  });
}

/** Narrow windows of all sizes. */
export const comparison = (sizes: readonly SizeFindings[], p: number): Comparison =>
  comparisonOf(sizes.flatMap(({ counts }) => independentOf(counts, p)));

/** What claims on critical points read. */
export function evidenceIn(
  sizes: readonly SizeFindings[],
  p: number,
  { windows, differing }: Comparison,
): Evidence["census"] {
  const several = sizes.filter(({ maps }) => maps.length > 1);
  return {
    windows: countedWindows(several.flatMap(({ counts }) => independentOf(counts, p))),
    narrow: { windows: windows.length, differing: differing.length },
    steps: several.flatMap(({ n, maps }) => layerSteps(n, maps)),
    exactSteps: exactSteps(p),
    correlations: several.map(({ n, maps, correlation: { value, error } }) => ({
      ...{ n, value, error: error as number },
      freedom: maps.length - 1,
    })),
  };
}
