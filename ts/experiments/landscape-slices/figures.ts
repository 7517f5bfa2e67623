import type { Quantity, Size } from "../../figures/about.js";
import { courseFigure } from "../../figures/course.js";
import type { Figure } from "../../figures/figure.js";
import { mapFigure } from "../../figures/map.js";
import { mergeTreeFigure } from "../../figures/merge-tree.js";
import { type Series, sizesFigure } from "../../figures/sizes.js";
import type { GreatSphere } from "../../glass/slice-tables.js";
import type { Plane } from "../../network/slice-tables.js";
import { errorBar } from "../../statistics/measured.js";
import { ENERGY, SPINS } from "../glass.js";
import { HIDDEN } from "../networks.js";
import type { Config } from "./config.js";
import { type Mean, meansAlong, type Points } from "./lines.js";
import type { PlaneFound } from "./planes.js";
import { type GlassSlices, type NetworkSlices, overlapAt } from "./sizes.js";

const LOSS: Quantity = { column: "train_loss", label: "train loss", symbol: "train loss" };
const SCALED: Quantity = {
  column: "scaled",
  label: "energy over the minimum's modulus",
  symbol: "energy over |energy| of the minimum",
};
const PATH: Quantity = { column: "at", label: "place t on the path", symbol: "t" };
const LENGTHS: Quantity = {
  column: "at",
  label: "distance, in lengths of the weights",
  symbol: "distance in lengths of the weights",
};
const TANGENT: Quantity = { column: "at", label: "tangent of the angle", symbol: "tangent of the angle" };

export interface Found {
  readonly networks: readonly NetworkSlices[];
  readonly glasses: readonly GlassSlices[];
  readonly planes: readonly PlaneFound<Plane>[];
  readonly spheres: readonly PlaneFound<GreatSphere>[];
  /** The curve of the network whose connecting plane is drawn. */
  readonly curve: readonly { readonly x: number; readonly y: number }[];
}

export function drawFigures(config: Config, { networks, glasses, planes, spheres, curve }: Found): Figure[] {
  const [last, lastSphere] = [planes.at(-1)?.size, spheres.at(-1)?.size];
  const plane = (name: Plane) => planes.find((found) => found.size === last && found.plane === name);
  const sphere = (name: GreatSphere) =>
    spheres.find((found) => found.size === lastSphere && found.plane === name);
  const connecting = plane("connecting");
  return [
    networkPaths(config, networks),
    networkBarriers(networks),
    connecting && connectingMap(config, connecting, curve),
    connecting && tree(connecting),
    networkLines(networks),
    ...(["random", "eigenvectors"] as const).map((name) => about(plane(name))),
    glassLines(config, glasses),
    glassBarriers(config, glasses),
    ...(["random", "eigenvectors"] as const).map((name) => sphereMap(config, sphere(name))),
  ].filter((figure) => figure !== undefined);
}

/** What a curve is, in words. */
const CURVES = { bezier: "quadratic Bézier curve", polychain: "path of two straight pieces" };

function coursesOf<Slices>(
  all: readonly Slices[],
  size: (of: Slices) => number,
  lines: (of: Slices) => readonly Points[],
) {
  return all.flatMap((of) =>
    meansAlong(lines(of)).map(({ at, mean }) => ({
      size: size(of),
      at,
      value: mean.value,
      ...errorBar(mean),
    })),
  );
}

function networkPaths({ curve, bendSteps }: Config, networks: readonly NetworkSlices[]): Figure | undefined {
  if (networks.every(({ pairs }) => pairs === 0)) return undefined;
  const points = (path: "straight" | "aligned" | "curve") =>
    coursesOf(
      networks,
      ({ hidden }) => hidden,
      ({ lines }) => lines(path),
    );
  return courseFigure(
    {
      id: "paths",
      title: "The loss on the way from one network to another",
      caption:
        `Networks of two starts each, trained alike. Straight: (1 − t)·w₁ + t·w₂, units as they are; aligned: likewise, the hidden units of the second permuted to lie nearest to those of the first. Curve: a ${CURVES[curve]} ` +
        `whose bend ${bendSteps} gradients have made low. Means over pairs; bars are one standard error.`,
      source: "lines",
    },
    {
      along: PATH,
      quantity: LOSS,
      scale: "log",
      size: HIDDEN,
      courses: [
        { name: "straight", label: "straight", points: points("straight") },
        { name: "aligned", label: "straight, units aligned", points: points("aligned") },
        { name: "curve", label: "trained curve", points: points("curve") },
      ],
    },
  );
}

function barriers(
  figure: { readonly id: string; readonly title: string; readonly caption: string; readonly source: string },
  size: Size,
  quantity: Quantity,
  series: readonly {
    readonly name: string;
    readonly label: string;
    readonly means: readonly (readonly [number, Mean | undefined])[];
  }[],
): Figure {
  return sizesFigure(figure, {
    ...{ quantity, size },
    bars: { low: "lower end of the 95 % interval", high: "upper end of it" },
    series: series.map(
      ({ means, ...named }): Series => ({
        ...named,
        points: means.flatMap(([at, mean]) =>
          mean === undefined
            ? []
            : [{ size: at, value: mean.mean.value, ...(mean.interval ?? errorBar(mean.mean)) }],
        ),
      }),
    ),
  });
}

function networkBarriers(networks: readonly NetworkSlices[]): Figure | undefined {
  if (networks.every(({ pairs }) => pairs === 0)) return undefined;
  const means = (of: (found: NetworkSlices) => Mean | undefined) =>
    networks.map((found) => [found.hidden, of(found)] as const);
  return barriers(
    {
      id: "barriers",
      title: "The barrier between two networks",
      caption:
        "How far the train loss rises on the way above the line through its values at the ends. Means over pairs; bars are their 95 % intervals (Student).",
      source: "lines",
    },
    HIDDEN,
    { column: "barrier", label: "barrier of the train loss", symbol: "barrier" },
    [
      { name: "straight", label: "straight", means: means(({ straight }) => straight) },
      { name: "aligned", label: "straight, units aligned", means: means(({ aligned }) => aligned) },
      { name: "curve", label: "trained curve", means: means(({ curve }) => curve) },
    ],
  );
}

function networkLines(networks: readonly NetworkSlices[]): Figure | undefined {
  if (networks.every(({ lines }) => lines("random").length === 0)) return undefined;
  const course = (name: "random" | "lowest" | "highest", label: string) => ({
    ...{ name, label },
    points: coursesOf(
      networks,
      ({ hidden }) => hidden,
      ({ lines }) => lines(name),
    ),
  });
  return courseFigure(
    {
      id: "slices",
      title: "The loss about a network",
      caption:
        "Along a random direction, each filter as long as the network's (Li et al. 2018), and along the eigenvectors of the Hessian's lowest and " +
        "highest eigenvalue, as long. Means over networks; bars are one standard error.",
      source: "lines",
    },
    {
      along: LENGTHS,
      quantity: LOSS,
      scale: "log",
      size: HIDDEN,
      courses: [
        course("random", "random"),
        course("lowest", "lowest eigenvector"),
        course("highest", "highest eigenvector"),
      ],
    },
  );
}

const AXES = {
  random: ["random direction", "another one"],
  eigenvectors: ["lowest eigenvector", "highest eigenvector"],
} as const;

const axis = (column: "x" | "y", name: string, unit: string): Quantity => ({
  column,
  label: `${name}, ${unit}`,
  symbol: `along the ${name}`,
});

function about(found: PlaneFound<Plane> | undefined): Figure | undefined {
  if (found === undefined || found.plane === "connecting") return undefined;
  const { size, plane, heights } = found;
  const [x, y] = AXES[plane];
  return mapFigure(
    {
      id: `map-${plane}`,
      title: `A plane about a network of ${size} hidden units, ${plane === "random" ? "random directions" : "extreme eigenvectors"}`,
      caption:
        "Contours of the train loss, each by the same factor above the next; distances in lengths of the weights.",
      source: "surfaces",
    },
    {
      ...{ x: axis("x", x, "lengths"), y: axis("y", y, "lengths"), quantity: LOSS, scale: "log", heights },
      marked: [{ x: 0, y: 0, name: "network" }],
    },
  );
}

function connectingMap({ curve }: Config, { size, heights }: PlaneFound<Plane>, way: Found["curve"]): Figure {
  return mapFigure(
    {
      id: "map-connecting",
      title: `The plane through two networks of ${size} hidden units and a curve between them`,
      caption:
        `Contours of the train loss, each by the same factor above the next, and the ${CURVES[curve]} that was trained to be low; lengths are ` +
        "those of the straight path.",
      source: "surfaces",
    },
    {
      x: { column: "x", label: "along the straight path", symbol: "along the straight path" },
      y: { column: "y", label: "off it, towards the bend", symbol: "off the straight path" },
      ...{ quantity: LOSS, scale: "log", heights },
      marked: [
        { x: 0, y: 0, name: "w₁" },
        { x: 1, y: 0, name: "w₂" },
      ],
      way: { label: "trained curve", places: way },
    },
  );
}

function tree({ size, branches }: PlaneFound<Plane>): Figure {
  return mergeTreeFigure(
    {
      id: "merge-tree",
      title: "How the minima of that plane are joined",
      caption:
        `Minima of the train loss among the places of the plane through two networks of ${size} hidden units, and the heights at which the sets ` +
        "below a rising level meet (a place's neighbours are the eight around it).",
      source: "surfaces",
    },
    { quantity: LOSS, scale: "log", counted: "minima of the plane", branches },
  );
}

function glassLines({ p }: Config, glasses: readonly GlassSlices[]): Figure | undefined {
  if (glasses.every(({ lines }) => lines("random").length === 0)) return undefined;
  const overBottom = (points: Points) => {
    const bottom = (points[(points.length - 1) / 2] as Points[number]).value;
    return points.map(({ at, value }) => ({ at, value: value / -bottom }));
  };
  const course = (name: "random" | "lowest" | "highest", label: string) => ({
    ...{ name, label },
    points: coursesOf(
      glasses,
      ({ n }) => n,
      ({ lines }) => lines(name).map(overBottom),
    ),
  });
  const places = (glasses[0]?.lines("random")[0] ?? []).map(({ at }) => at);
  return courseFigure(
    {
      id: "glass-slices",
      title: "The energy about a minimum of the glass",
      caption:
        "Along great circles: in a random direction and in those of the extreme eigenvectors of the sphere Hessian. Means over draws of the " +
        `couplings; bars are one standard error. Line: −R^p, R the overlap with the minimum and p = ${p}, the mean over directions.`,
      source: "glass_lines",
    },
    {
      along: TANGENT,
      quantity: SCALED,
      size: SPINS,
      courses: [
        course("random", "random"),
        course("lowest", "lowest eigenvector"),
        course("highest", "highest eigenvector"),
      ],
      law: { name: "law", label: "−R^p", points: places.map((at) => ({ at, value: -(overlapAt(at) ** p) })) },
    },
  );
}

function glassBarriers({ p }: Config, glasses: readonly GlassSlices[]): Figure | undefined {
  if (glasses.every(({ pairs }) => pairs === 0)) return undefined;
  return barriers(
    {
      id: "glass-barriers",
      title: "The barrier between two minima of the glass",
      caption:
        `How far the energy per spin of the ${p}-spin glass rises on the great arc between the ends of two descents above the line through their ` +
        "energies. Means over draws of the couplings; bars are their 95 % intervals (Student).",
      source: "glass_lines",
    },
    SPINS,
    { column: "barrier", label: "barrier of the energy per spin", symbol: "barrier" },
    [
      {
        name: "straight",
        label: "great arc",
        means: glasses.map(({ n, straight }) => [n, straight] as const),
      },
    ],
  );
}

function sphereMap({ p }: Config, found: PlaneFound<GreatSphere> | undefined): Figure | undefined {
  if (found === undefined) return undefined;
  const { size, plane, heights } = found;
  const [x, y] = AXES[plane];
  return mapFigure(
    {
      id: `glass-map-${plane}`,
      title: `A great sphere about a minimum of the glass of ${size} spins, ${plane === "random" ? "random directions" : "extreme eigenvectors"}`,
      caption: `Contours of the energy per spin at p = ${p}, in equal steps; straight lines are great circles.`,
      source: "glass_surfaces",
    },
    {
      ...{
        x: axis("x", x, "tangent"),
        y: axis("y", y, "tangent"),
        quantity: ENERGY,
        scale: "linear",
        heights,
      },
      marked: [{ x: 0, y: 0, name: "minimum" }],
    },
  );
}
