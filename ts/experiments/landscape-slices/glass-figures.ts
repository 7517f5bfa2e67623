import type { Quantity } from "../../figures/about.js";
import { courseFigure } from "../../figures/course.js";
import type { Figure } from "../../figures/figure.js";
import { mapFigure } from "../../figures/map.js";
import type { GreatSphere } from "../../glass/slice-tables.js";
import { ENERGY, SPINS } from "../glass.js";
import type { Config } from "./config.js";
import { axesOf, barriersFigure, courseOf, SLICES } from "./figure-parts.js";
import { middleOf, type Points } from "./lines.js";
import type { PlaneFound } from "./planes.js";
import { type GlassSlices, overlapAt } from "./sizes.js";

const SCALED: Quantity = {
  column: "scaled",
  label: "energy over the minimum's modulus",
  symbol: "energy over |energy| of the minimum",
};
const TANGENT: Quantity = { column: "at", label: "tangent of the angle", symbol: "tangent of the angle" };

/** Figures of what there is. @param spheres  of the largest size */
export function glassFigures(
  { p }: Config,
  glasses: readonly GlassSlices[],
  spheres: readonly PlaneFound<GreatSphere>[],
): Figure[] {
  const sliced = glasses.filter(({ lines }) => lines("random").length > 0);
  const paired = glasses.filter(({ pairs }) => pairs > 0);
  return [
    ...(sliced.length > 0 ? [slices(p, sliced)] : []),
    ...(paired.length > 0 ? [barriers(p, paired)] : []),
    ...(["random", "eigenvectors"] as const).flatMap((name) =>
      spheres
        .filter(({ plane }) => plane === name)
        .slice(0, 1)
        .map((found) => map(p, found)),
    ),
  ];
}

function slices(p: number, glasses: readonly GlassSlices[]): Figure {
  const overMinimum = (points: Points) => {
    const { value: bottom } = middleOf(points);
    return points.map(({ at, value }) => ({ at, value: value / -bottom }));
  };
  const size = ({ n }: GlassSlices) => n;
  const places = glasses[0]?.lines("random")[0] ?? [];
  return courseFigure(
    {
      id: "glass-slices",
      title: "The energy about a minimum of the glass",
      caption:
        "Along great circles: in a random direction and in those of the extreme eigenvectors of the sphere Hessian. Means over draws of the " +
        `couplings; bars are one standard error. Line: −R^(p), R the overlap with the minimum and p = ${p}, the mean over directions.`,
      source: "glass_lines",
    },
    {
      ...{ along: TANGENT, quantity: SCALED, size: SPINS },
      courses: SLICES.map(([name, label]) =>
        courseOf({ name, label }, glasses, size, ({ lines }) => lines(name).map(overMinimum)),
      ),
      laws: [
        {
          name: "law",
          label: "−R^(p)",
          points: places.map(({ at }) => ({ at, value: -(overlapAt(at) ** p) })),
        },
      ],
    },
  );
}

function barriers(p: number, glasses: readonly GlassSlices[]): Figure {
  return barriersFigure(
    {
      id: "glass-barriers",
      title: "The barrier between two minima of the glass",
      caption:
        `How far the energy per spin of the ${p}-spin glass rises on the great arc between the ends of two descents above the line through their ` +
        "energies. Means over draws of the couplings; bars are their 95 % intervals (Student).",
      source: "glass_lines",
    },
    SPINS,
    "barrier of the energy per spin",
    [
      {
        name: "straight",
        label: "great arc",
        means: glasses.map(({ n, straight }) => [n, straight] as const),
      },
    ],
  );
}

function map(p: number, { size, plane, heights }: PlaneFound<GreatSphere>): Figure {
  const { x, y, words } = axesOf(plane, "tangent");
  return mapFigure(
    {
      id: `glass-map-${plane}`,
      title: `A great sphere about a minimum of the glass of ${size} spins, ${words}`,
      caption: `Contours of the energy per spin at p = ${p}, in equal steps; straight lines are great circles.`,
      source: "glass_surfaces",
    },
    { x, y, quantity: ENERGY, scale: "linear", heights, marked: [{ x: 0, y: 0, name: "minimum" }] },
  );
}
