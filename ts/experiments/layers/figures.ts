import { type Quantity, TWO_ERRORS } from "../../figures/about.js";
import { type Course, type CourseLaw, type CoursePoint, courseFigure } from "../../figures/course.js";
import type { Figure } from "../../figures/figure.js";
import { scatterFigure } from "../../figures/scatter.js";
import { errorBar, type Measured, positiveErrorBar } from "../../statistics/measured.js";
import { layerEnergy, threshold } from "../../theory/index.js";
import { ENERGY, energyBounds, SPINS } from "../glass.js";
import type { Config } from "./config.js";
import type { Curve, Exact, MinimaAbove } from "./exact.js";
import type { AboveAt, Findings, LayerAt } from "./findings.js";

const ALONG_N = { column: "n", label: "number of spins N", symbol: "N", scale: "log" } as const;
const INDEX_SHARE: Quantity = {
  column: "share",
  label: "index/(N − 1)",
  symbol: "index over N − 1 eigenvalues",
};

export function drawFigures(config: Config, exact: Exact, found: Findings): Figure[] {
  return [
    ...(found.saddles.length > 0 ? [indexAgainstEnergy(config, found)] : []),
    meanEnergies(config, exact, found),
    above(config, exact, found, {
      id: "share-of-minima-above",
      title: "Minima outside the band: their share",
      quantity: { column: "share", label: "share of all minima", symbol: "share of all minima" },
      law: ({ shares }) => shares,
      of: ({ share }) => share,
    }),
    above(config, exact, found, {
      id: "number-of-minima-above",
      title: "Minima outside the band: their number",
      quantity: { column: "number", label: "minima a draw", symbol: "minima a draw" },
      law: ({ numbers }) => numbers,
      of: ({ number }) => number,
    }),
    belowLayers(config, exact),
  ];
}

/** −Eₖ of k = 0, 1, 2, …, named at the ends: they lie close. */
function layerBounds(p: number) {
  const inner = [1, 2, 3].map((k) => ({ at: -layerEnergy(p, k), name: "" }));
  return {
    places: [{ at: -layerEnergy(p, 0), name: "−E₀" }, ...inner, { at: -threshold(p), name: "−E∞" }],
    meaning: "−E₀, −E₁, −E₂, −E₃ and −E∞, N → ∞",
  };
}

function indexAgainstEnergy({ p, disorders }: Config, { saddles }: Findings): Figure {
  // Below −E∞ no eigenvalue of a semicircle about −pu is negative, above E∞ all are.
  const steps = Array.from({ length: 61 }, (_, step) => -1 + step / 60);
  return scatterFigure(
    {
      id: "index-against-energy",
      title: "Index against energy",
      caption:
        `Critical points that searches from chosen energies found in ${disorders} draws of the ${p}-spin glass, each once. Line: the share of a semicircle about −pu below 0, ` +
        "what typical points have as N → ∞. Vertical lines: −E₀ to −E₃, and −E∞. Searches weigh points in their own way: they show where an index lies, and count none.",
      source: "saddles",
    },
    {
      x: ENERGY,
      y: INDEX_SHARE,
      size: SPINS,
      label: "found",
      pairs: saddles.map(({ n, energy, index }) => ({ size: n, x: energy, y: index / (n - 1) })),
      law: {
        label: "N → ∞",
        points: steps.map((x) => ({
          x: x * threshold(p),
          y: 0.5 + (x * Math.sqrt(1 - x * x) + Math.asin(x)) / Math.PI,
        })),
      },
      bounds: layerBounds(p),
    },
  );
}

function meanEnergies({ p }: Config, { means }: Exact, { mapped, led }: Findings): Figure {
  const pointsOf = (layers: readonly LayerAt[], index: number): CoursePoint[] =>
    layers
      .filter((layer) => layer.index === index)
      .map(({ n, energy }) => ({ at: n, ...errorBar(energy, 2) }));
  return courseFigure(
    {
      id: "mean-energy-by-index",
      title: "The layers against N",
      caption:
        "Mean energy per spin of the critical points of an index. Solid: exact, each point counted once (Kac–Rice); points on these lines: complete maps. " +
        "The other points: where searches from random points end that are led to the index. These weigh points by basins, as descents do, and end deeper. " +
        "Bars are two standard errors over draws.",
      source: "saddles",
    },
    {
      along: { ...ALONG_N, ticks: [5, 10, 20, 50, 100] },
      quantity: ENERGY,
      bars: TWO_ERRORS,
      bounds: energyBounds(p),
      courses: means.map(
        ({ index }): Course => ({
          name: `index_${index}`,
          label: `index ${index}`,
          points: [...pointsOf(mapped, index), ...pointsOf(led, index)],
        }),
      ),
      laws: means.map(
        ({ index, curve }): CourseLaw => ({
          ...{ name: `exact_${index}`, of: `index ${index}`, meaning: "exact mean H/N" },
          points: curve.map(({ n, value }) => ({ at: n, value })),
        }),
      ),
    },
  );
}

interface Drawing {
  readonly id: string;
  readonly title: string;
  readonly quantity: Quantity;
  law(of: MinimaAbove): Curve;
  of(at: AboveAt): Measured;
}

/** Values below it are not drawn: at N = 75 a share is 1e-14. */
const SMALLEST = 1e-6;

function above(
  { mappedSizes, minimaSizes }: Config,
  exact: Exact,
  found: Findings,
  { law, of, quantity, ...about }: Drawing,
): Figure {
  const label = (epsilon: number) => `ε = ${epsilon}`;
  return courseFigure(
    {
      ...about,
      caption:
        `Minima with an energy per spin above −E∞ + ε, each counted once. Lines: exact (Kac–Rice); points: complete maps (N = ${mappedSizes.join(", ")}) and minima that ` +
        `descents found (N = ${minimaSizes.join(", ")}), bars of two standard errors over draws. Descents miss minima of small basins, which lie high: of large N their points lie low.`,
      source: "distinct_minima",
    },
    {
      along: { ...ALONG_N, ticks: [5, 10, 20, 50] },
      quantity,
      scale: "log",
      bars: TWO_ERRORS,
      courses: exact.above.map(
        ({ above }): Course => ({
          name: `above_${String(above).replace(".", "_")}`,
          label: label(above),
          points: [...found.mappedAbove, ...found.censusedAbove]
            .filter((at) => at.above === above && of(at).value > 0)
            .map((at) => ({ at: at.n, ...positiveErrorBar(of(at), 2) })),
        }),
      ),
      laws: exact.above.map(
        (each): CourseLaw => ({
          ...{
            name: `exact_${String(each.above).replace(".", "_")}`,
            of: label(each.above),
            meaning: "exact",
          },
          points: law(each)
            .filter(({ value }) => value > SMALLEST)
            .map(({ n, value }) => ({ at: n, value })),
        }),
      ),
    },
  );
}

function belowLayers({ p }: Config, { below }: Exact): Figure {
  return courseFigure(
    {
      id: "index-below-layers",
      title: "Higher indices below a layer's energy",
      caption:
        `The exact share of critical points of index k and more among those below −Eₖ, ${p}-spin glass (Kac–Rice). As N → ∞ it falls to 0; ` +
        "at sizes that can be reached it may rise, since the complexity of these points is 0 at −Eₖ itself.",
      source: "maps",
    },
    {
      along: { ...ALONG_N, scale: "linear" },
      quantity: { column: "share", label: "share of index k and more", symbol: "share of index k and more" },
      scale: "log",
      courses: below.map(
        ({ k, curve }): Course => ({
          name: `index_${k}`,
          label: `k = ${k}`,
          points: curve.map(({ n, value }) => ({ at: n, value })),
        }),
      ),
    },
  );
}
