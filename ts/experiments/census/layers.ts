import type { Evidence } from "../../claims/evidence.js";
import { spearman } from "../../statistics/correlation.js";
import type { Measured } from "../../statistics/measured.js";
import { measuredMean } from "../../statistics/moments.js";
import { influenceError, type Ratio } from "../../statistics/ratio.js";
import { meanEnergy } from "../../theory/index.js";
import { type DrawMap, meanEnergyIn } from "../maps.js";

/** The lowest layers, whose order is looked at. */
const LAYERS = 4;
/** Where exact mean energies are put in order, beyond the sizes that are mapped too. */
const EXACT_SIZES = [4, 6, 8, 10, 12, 16, 20, 24];

/** The mean energy per spin of the points of one index, each counted once: their energies' sum over their number. */
export interface LayerMean {
  readonly n: number;
  readonly index: number;
  readonly found: Required<Measured>;
  readonly exact: number;
}

/** Indices that say something of their own: σ → −σ of odd p turns the others' energies round. */
const layersAt = (n: number) => Math.min(LAYERS, Math.floor(n / 2) + 1);

/** Of the lowest layers of a size; maps are complete, two or more. */
export function layerMeansOf(n: number, p: number, maps: readonly DrawMap[]): LayerMean[] {
  return Array.from({ length: layersAt(n) }, (_, index) => {
    const { value, influences } = meanEnergyIn(maps, index);
    return {
      n,
      index,
      found: { value, error: influenceError(influences) },
      exact: meanEnergy({ n, p, index }),
    };
  });
}

/** How far each layer lies above the one before it. */
export function layerSteps(n: number, maps: readonly DrawMap[]): Evidence["census"]["steps"] {
  const layers = Array.from({ length: layersAt(n) }, (_, index) => meanEnergyIn(maps, index));
  return layers.slice(1).map(({ value, influences }, below) => {
    const lower = layers[below] as Ratio;
    const apart = influences.map((each, draw) => each - (lower.influences[draw] as number));
    return {
      ...{ n, index: below + 1, freedom: maps.length - 1 },
      value: value - lower.value,
      error: influenceError(apart),
    };
  });
}

/** The same exactly, of sizes that need no maps. */
export function exactSteps(p: number): Evidence["census"]["exactSteps"] {
  return EXACT_SIZES.flatMap((n) => {
    const means = Array.from({ length: layersAt(n) }, (_, index) => meanEnergy({ n, p, index }));
    return means.slice(1).map((energy, below) => ({
      ...{ n, index: below + 1 },
      value: energy - (means[below] as number),
    }));
  });
}

/** Spearman's ρ of index and energy over all points of a draw, in the mean over draws. */
export const correlationOf = (maps: readonly DrawMap[]): Measured =>
  measuredMean(maps.map(({ indices, energies }) => spearman(indices, energies)));
