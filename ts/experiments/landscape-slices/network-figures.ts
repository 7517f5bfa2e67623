import type { Quantity } from "../../figures/about.js";
import { courseFigure } from "../../figures/course.js";
import type { Figure } from "../../figures/figure.js";
import { mapFigure } from "../../figures/map.js";
import { mergeTreeFigure } from "../../figures/merge-tree.js";
import type { Line, Plane } from "../../network/slice-tables.js";
import type { Mean } from "../../statistics/intervals.js";
import { HIDDEN } from "../networks.js";
import type { Config } from "./config.js";
import { axesOf, barriersFigure, courseOf, SLICES } from "./figure-parts.js";
import type { PlaneFound } from "./planes.js";
import type { NetworkSlices } from "./sizes.js";

const LOSS: Quantity = { column: "train_loss", label: "train loss", symbol: "train loss" };
const PATH: Quantity = { column: "at", label: "place t on the path", symbol: "t" };
const LENGTHS: Quantity = {
  column: "at",
  label: "distance, in lengths of the weights",
  symbol: "distance in lengths of the weights",
};

/** What a curve is, in words. */
const CURVES = { bezier: "quadratic Bézier curve", polychain: "path of two straight pieces" };

const PATHS = [
  ["straight", "straight"],
  ["aligned", "straight, units aligned"],
  ["curve", "trained curve"],
] as const;

/** A way through a plane. */
type Way = readonly { readonly x: number; readonly y: number }[];

/** Figures of what there is. @param planes  of the largest size @param way  the curve on its connecting plane */
export function networkFigures(
  config: Config,
  networks: readonly NetworkSlices[],
  planes: readonly PlaneFound<Plane>[],
  way: Way,
): Figure[] {
  const sliced = networks.filter(({ lines }) => lines("random").length > 0);
  const paired = networks.filter(({ pairs }) => pairs > 0);
  const plane = (name: Plane) => planes.filter((found) => found.plane === name).slice(0, 1);
  return [
    ...(paired.length > 0 ? [paths(config, paired), barriers(paired)] : []),
    ...plane("connecting").map((found) => connectingMap(config, found, way)),
    // A single minimum is no tree: its persistence has no end.
    ...plane("connecting")
      .filter(({ branches }) => branches.length > 1)
      .map(tree),
    ...(sliced.length > 0 ? [slices(sliced)] : []),
    ...(["random", "eigenvectors"] as const).flatMap((name) => plane(name).map((of) => map(of, name))),
  ];
}

/** A loss of exactly 0, which hinge losses have, has no place on a logarithmic axis. */
const courses = (networks: readonly NetworkSlices[], all: readonly (readonly [Line, string])[]) =>
  all.map(([name, label]) => {
    const course = courseOf({ name, label }, networks, sizeOf, ({ lines }) => lines(name));
    return { ...course, points: course.points.filter(({ value }) => value > 0) };
  });

const sizeOf = ({ hidden }: NetworkSlices) => hidden;

function paths({ curve, bendSteps }: Config, networks: readonly NetworkSlices[]): Figure {
  return courseFigure(
    {
      id: "paths",
      title: "The loss on the way from one network to another",
      caption:
        "Networks of two starts each, trained alike. Straight: (1 − t)·w₁ + t·w₂; aligned: likewise, the hidden units of the second permuted to lie " +
        `nearest to those of the first. Curve: a ${CURVES[curve]} whose bend ${bendSteps} gradients have made low. Means over pairs; bars are one standard error.`,
      source: "lines",
    },
    { along: PATH, quantity: LOSS, scale: "log", size: HIDDEN, courses: courses(networks, PATHS) },
  );
}

function barriers(networks: readonly NetworkSlices[]): Figure {
  const series = (name: "straight" | "aligned" | "curve", label: string) => ({
    ...{ name, label },
    means: networks.map((found): [number, Mean | undefined] => [found.hidden, found[name]]),
  });
  return barriersFigure(
    {
      id: "barriers",
      title: "The barrier between two networks",
      caption:
        "How far the train loss rises on the way above the line through its values at the ends. Means over pairs; bars are their 95 % intervals (Student).",
      source: "lines",
    },
    HIDDEN,
    "barrier of the train loss",
    PATHS.map(([name, label]) => series(name, label)),
  );
}

function slices(networks: readonly NetworkSlices[]): Figure {
  return courseFigure(
    {
      id: "slices",
      title: "The loss about a network",
      caption:
        "Along a random direction, each filter as long as the network's (Li et al. 2018), and along the eigenvectors of the Hessian's lowest and " +
        "highest eigenvalue, as long. Means over networks; bars are one standard error.",
      source: "lines",
    },
    { along: LENGTHS, quantity: LOSS, scale: "log", size: HIDDEN, courses: courses(networks, SLICES) },
  );
}

function map({ size, heights }: PlaneFound<Plane>, plane: "random" | "eigenvectors"): Figure {
  const { x, y, words } = axesOf(plane, "lengths");
  return mapFigure(
    {
      id: `map-${plane}`,
      title: `A plane about a network of ${size} hidden units, ${words}`,
      caption:
        "Contours of the train loss, each by the same factor above the next; distances in lengths of the weights.",
      source: "surfaces",
    },
    { x, y, quantity: LOSS, scale: "log", heights, marked: [{ x: 0, y: 0, name: "network" }] },
  );
}

function connectingMap({ curve }: Config, { size, heights }: PlaneFound<Plane>, way: Way): Figure {
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
    {
      ...{ quantity: LOSS, scale: branches.every(({ birth }) => birth > 0) ? "log" : "linear" },
      ...{ counted: "minima of the plane", branches },
    },
  );
}
