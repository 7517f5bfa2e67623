import { type Quantity, type Size, TWO_ERRORS } from "../../figures/about.js";
import { type Course, type CourseLaw, courseFigure } from "../../figures/course.js";
import { type Distribution, distributionFigure } from "../../figures/distributions.js";
import type { Figure } from "../../figures/figure.js";
import { errorBar, positiveErrorBar } from "../../statistics/measured.js";
import { mean, variance } from "../../statistics/moments.js";
import { expectedInWindows } from "../../theory/critical-points.js";
import { complexity } from "../../theory/index.js";
import { ENERGY, energyBounds, SPINS } from "../glass.js";
import type { Config } from "./config.js";
import { type Comparison, EDGES, endsOf, type IndexCounts } from "./counts.js";
import type { SizeFindings } from "./sizes.js";

const INDEX: Size = {
  column: "index",
  label: "index",
  meaning: "negative eigenvalues of the sphere Hessian",
};
const NUMBER: Quantity = { column: "number", label: "points a draw", symbol: "points a draw" };
const GROWTH: Quantity = {
  column: "growth",
  label: "(1/N) ln of the number below",
  symbol: "(1/N) ln of the mean number below",
};

export function drawFigures(config: Config, sizes: readonly SizeFindings[], compared: Comparison): Figure[] {
  const several = sizes.filter(({ counts }) => counts.length > 0);
  if (several.length === 0) return [];
  return [
    energies(config, several.at(-1) as SizeFindings),
    numbers(config, several),
    zScores(config, compared),
    growth(config, several),
  ];
}

/** Energies of the points of each index at the largest size, beside their exact density. */
function energies({ p }: Config, { n, maps, counts }: SizeFindings): Figure {
  const shown = counts.slice(0, Math.ceil(n / 2));
  const distributions = shown.flatMap(({ index, expected }): Distribution[] => {
    const values = maps.flatMap(({ energies, indices }) => [
      ...energies.filter((_, row) => indices[row] === index),
    ]);
    if (values.length === 0) return [];
    const total = expected.reduce((sum, each) => sum + each, 0);
    const law = expected.flatMap((each, at) => {
      const { from, to } = endsOf(at);
      return Number.isFinite(from) && Number.isFinite(to) && each > 1e-5 * total
        ? [{ at: (from + to) / 2, density: each / total / (to - from) }]
        : [];
    });
    return [{ size: index, values, law }];
  });
  return distributionFigure(
    {
      id: "energies-by-index",
      title: `Layers by index, N = ${n}`,
      caption:
        `Energies per spin of all critical points of ${maps.length} draws of the ${p}-spin glass, N = ${n}, by index; the other indices mirror these. ` +
        "Line: the exact mean density (Kac–Rice).",
      source: "critical_points",
    },
    {
      quantity: ENERGY,
      size: INDEX,
      counted: "critical points",
      distributions,
      label: "all points",
      law: { name: "exact", label: "exact, Kac–Rice" },
      bounds: energyBounds(p),
    },
  );
}

/** Mean numbers of points by index. */
function numbers({ p }: Config, sizes: readonly SizeFindings[]): Figure {
  const highest = Math.max(...sizes.map(({ n }) => n)) - 1;
  return courseFigure(
    {
      id: "counts-by-index",
      title: "How many critical points of each index",
      caption: `Mean number of critical points of a draw of the ${p}-spin glass by index; bars are two standard errors over draws. Line: the exact mean (Kac–Rice).`,
      source: "critical_points",
    },
    {
      along: {
        ...{ column: "index", label: "index", symbol: "index" },
        ticks: Array.from({ length: highest + 1 }, (_, index) => index),
      },
      quantity: NUMBER,
      scale: "log",
      size: SPINS,
      bars: TWO_ERRORS,
      courses: [
        {
          name: "maps",
          label: "complete maps",
          points: sizes.flatMap(({ n, totals }) =>
            totals
              .filter(({ found }) => found > 0)
              .map(({ index, found, error }) => ({
                ...{ size: n, at: index },
                ...positiveErrorBar({ value: found, error }, 2),
              })),
          ),
        },
      ],
      laws: [
        {
          name: "exact",
          label: "exact, Kac–Rice",
          points: sizes.flatMap(({ n, totals }) =>
            totals.map(({ index, expected }) => ({ size: n, at: index, value: expected })),
          ),
        },
      ],
    },
  );
}

/** Differences of counts from exact means, in standard errors. */
function zScores({ p }: Config, { windows, bound, differing }: Comparison): Figure {
  const half = ((EDGES[1] as number) - (EDGES[0] as number)) / 2;
  const place = ({ from, to }: { from: number; to: number }) =>
    Number.isFinite(from + to) ? (from + to) / 2 : Number.isFinite(to) ? to - half : from + half;
  const indices = [...new Set(windows.map(({ index }) => index))].sort((a, b) => a - b);
  return courseFigure(
    {
      id: "counts-by-energy",
      title: "Counts against exact means",
      caption:
        `Number of critical points less its exact mean (Kac–Rice), as a normal deviate of its probability (Student over draws), by index and window of energy, ${p}-spin glass; windows of ` +
        `fewer than 20 expected points are merged. Lines: ±${bound.toFixed(1)}, which none of ${windows.length} independent windows exceeds in 95 % of repeats; by Holm's steps ${differing.length} differ.`,
      source: "critical_points",
    },
    {
      along: ENERGY,
      quantity: { column: "z", label: "z", symbol: "z" },
      size: SPINS,
      courses: indices.map(
        (index): Course => ({
          name: `index_${index}`,
          label: `index ${index}`,
          points: windows
            .filter((window) => window.index === index)
            .map((window) => ({ size: window.n, at: place(window), value: window.z })),
        }),
      ),
      bounds: {
        // The caption names them: a label would lie on that of a panel.
        places: [-bound, bound].map((at) => ({ at, name: "" })),
        meaning: "rare in this many windows",
      },
    },
  );
}

/** Sizes beyond the maps whose exact growth is drawn. */
const LARGER = [20, 50];
const LOWEST = -1.9;
const HIGHEST = -0.6;

/** (1/N) ln of the mean number of minima below an energy, beside its limit. */
function growth({ p }: Config, sizes: readonly SizeFindings[]): Figure {
  const mapped = sizes.slice(-3);
  const shown = EDGES.filter((energy) => energy >= LOWEST && energy <= HIGHEST);
  const exactly = (n: number, expected: readonly number[], edges: readonly number[]) => {
    let below = 0;
    return edges.flatMap((energy, at) => {
      below += expected[at] as number;
      return energy >= LOWEST && energy <= HIGHEST && below > 0
        ? [{ at: energy, value: Math.log(below) / n }]
        : [];
    });
  };
  const laws = [
    ...mapped.map(({ n, counts }): CourseLaw => {
      const { expected } = counts[0] as IndexCounts;
      return {
        name: `exact_${n}`,
        of: `N = ${n}`,
        meaning: GROWTH.symbol,
        points: exactly(n, expected, EDGES),
      };
    }),
    ...LARGER.map((n): CourseLaw => {
      const expected = expectedInWindows({ n, p, index: 0 }, shown).map(({ count }) => count);
      return {
        ...{ name: `exact_${n}`, of: `N = ${n}`, label: `N = ${n}, exact`, meaning: GROWTH.symbol },
        points: exactly(n, expected, shown),
      };
    }),
    {
      ...{ name: "limit", label: "Θ₀, N → ∞", dashed: true },
      points: shown.map((energy) => ({ at: energy, value: complexity(p, energy, { index: 0 }) })),
    },
  ];
  return courseFigure(
    {
      id: "growth-of-minima",
      title: "The complexity of minima",
      caption:
        "(1/N) ln of the mean number of minima below an energy: complete maps (points, bars of two standard errors over draws) on the exact curves of their " +
        `sizes, with those of N = ${LARGER.join(" and ")} on the way to the complexity Θ₀ of ABČ (dashed).`,
      source: "critical_points",
    },
    {
      along: { ...ENERGY, label: "energy per spin below which minima count, H/N" },
      quantity: GROWTH,
      bars: TWO_ERRORS,
      courses: mapped.map(({ n, counts }) => ({
        name: `maps_${n}`,
        label: `N = ${n}`,
        points: growthPoints(n, counts[0] as IndexCounts),
      })),
      laws,
    },
  );
}

/** At every second edge; where no draw has a minimum below there is no logarithm. */
function growthPoints(n: number, { counts }: IndexCounts): Course["points"] {
  const draws = counts[0]?.length ?? 0;
  const below = new Float64Array(draws);
  return EDGES.flatMap((energy, at) => {
    counts[at]?.forEach((count, draw) => {
      below[draw] = (below[draw] as number) + count;
    });
    const number = mean(below);
    if (at % 2 === 1 || energy < LOWEST || energy > HIGHEST || number === 0) return [];
    const error = Math.sqrt(variance(below) / draws) / number / n;
    const value = Math.log(number) / n;
    return [{ at: energy, ...errorBar({ value, error }, 2) }];
  });
}
