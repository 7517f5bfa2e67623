import { expectedInWindows } from "../../theory/critical-points.js";
import { expectedCriticalPoints, layerEnergy, meanEnergy, threshold } from "../../theory/index.js";

/** Something exact, by N. */
export type Curve = readonly { readonly n: number; readonly value: number }[];

/** What is exact, and drawn beside what was found. */
export interface Exact {
  readonly means: readonly { readonly index: number; readonly curve: Curve }[];
  readonly below: readonly { readonly k: 1 | 2; readonly curve: Curve }[];
  readonly above: readonly MinimaAbove[];
}

const sizes = (...all: number[]) => all;
const MEAN_SIZES = sizes(4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50);
/** To where an index above 1, whose density is a sum over a circle, takes 0.1 s. */
const LARGEST_OF_OTHERS = 25;
const SHARE_SIZES = sizes(4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24);
/** To where the share above −E∞ + 0.4 has digits. */
const ABOVE_SIZES = sizes(4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75);

/** The mean energy per spin of critical points of an index. */
export const meanEnergies = (p: number, index: number): Curve =>
  MEAN_SIZES.filter((n) => index < n && (index < 2 || n <= LARGEST_OF_OTHERS)).map((n) => ({
    n,
    value: meanEnergy({ n, p, index }),
  }));

/** The share of index k and more among the critical points below −Eₖ, k = 1 or 2: of a higher k lower indices are too rare for doubles. */
export function sharesBelow(p: number, k: 1 | 2): Curve {
  const energyBelow = -layerEnergy(p, k);
  return SHARE_SIZES.map((n) => {
    const lower = Array.from({ length: k }, (_, index) =>
      expectedCriticalPoints({ n, p, index, energyBelow }),
    );
    const all = expectedCriticalPoints({ n, p, energyBelow });
    return { n, value: 1 - lower.reduce((sum, count) => sum + count, 0) / all };
  });
}

/** Minima above −E∞ + ε. */
export interface MinimaAbove {
  readonly above: number;
  /** Their mean number, and their share of all minima. */
  readonly numbers: Curve;
  readonly shares: Curve;
}

/** @param above  ε, ascending */
export function minimaAbove(p: number, above: readonly number[]): MinimaAbove[] {
  const edges = above.map((epsilon) => epsilon - threshold(p));
  const bySize = ABOVE_SIZES.map((n) => {
    const windows = expectedInWindows({ n, p, index: 0 }, edges).map(({ count }) => count);
    const from = (at: number) => windows.slice(at).reduceRight((sum, count) => sum + count, 0);
    return { n, all: from(0), beyond: above.map((_, at) => from(at + 1)) };
  });
  return above.map((epsilon, at) => ({
    above: epsilon,
    numbers: bySize.map(({ n, beyond }) => ({ n, value: beyond[at] as number })),
    shares: bySize.map(({ n, all, beyond }) => ({ n, value: (beyond[at] as number) / all })),
  }));
}
