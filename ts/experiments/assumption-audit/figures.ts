import { type Course, courseFigure } from "../../figures/course.js";
import type { Figure } from "../../figures/figure.js";
import { type Series, sizesFigure } from "../../figures/sizes.js";
import type { AuditQuantity } from "../../paths/tables.js";
import { bySize, lastOfEach } from "../../statistics/groups.js";
import { HIDDEN } from "../networks.js";
import type { Finding, SizeFindings, Stage } from "./findings.js";

const ORDER = { column: "layers", label: "H", meaning: "layers of weights H" };
const OVERLAP = { column: "overlap", label: "overlap R", symbol: "R" };
const CORRELATION = { column: "correlation", label: "correlation", symbol: "correlation" };
const BARS = { low: "lower end of the 95 % interval", high: "upper end of it" };
const STAGES: readonly (readonly [Stage, string])[] = [
  ["before", "before training"],
  ["after", "after training"],
];

export function drawFigures(sizes: readonly SizeFindings[]): Figure[] {
  return [rates(sizes), excess(sizes), betweenPaths(sizes), lossCorrelations(sizes)];
}

const pick = (of: SizeFindings, stage: Stage, quantity: AuditQuantity) =>
  of.findings.filter((one) => one.stage === stage && one.quantity === quantity);

const point = ({ found, interval }: Finding, scale = 1) => ({
  value: found.value / scale,
  low: (interval?.low ?? found.value) / scale,
  high: (interval?.high ?? found.value) / scale,
});

/** A series a depth and stage, against the size. */
function seriesOf(
  sizes: readonly SizeFindings[],
  quantity: AuditQuantity,
  label: string,
  scale: (finding: Finding) => number = () => 1,
): Series[] {
  return bySize(sizes, ({ layers }) => layers).flatMap(([layers, ofDepth]) =>
    STAGES.map(([stage, words]) => ({
      name: `${quantity}_${stage}_h${layers}`,
      label: `${label}H = ${layers}, ${words}`,
      points: ofDepth.flatMap((of) =>
        pick(of, stage, quantity).map((finding) => ({ size: of.hidden, ...point(finding, scale(finding)) })),
      ),
    })),
  );
}

function rates(sizes: readonly SizeFindings[]): Figure {
  return sizesFigure(
    {
      id: "path-activity",
      title: "How many paths are active",
      caption: "Share of active paths ρ, over all paths and samples; bars are 95 % intervals over networks.",
      source: "assumptions",
    },
    {
      quantity: { column: "rate", label: "share of active paths ρ", symbol: "ρ" },
      size: HIDDEN,
      series: seriesOf(sizes, "rate", ""),
      bars: BARS,
    },
  );
}

function excess(sizes: readonly SizeFindings[]): Figure {
  return sizesFigure(
    {
      id: "activity-spread",
      title: "Spread of activity against independent paths",
      caption:
        "Standard deviation over paths of a path's share of samples, in units of what independent Bernoulli(ρ) paths have (1: as assumed); bars are " +
        "95 % intervals over networks.",
      source: "assumptions",
    },
    {
      quantity: { column: "excess", label: "spread over paths, times independent", symbol: "spread ratio" },
      size: HIDDEN,
      scale: "log",
      series: seriesOf(sizes, "spread_over_paths", "", ({ assumed }) => assumed),
      bars: BARS,
    },
  );
}

function betweenPaths(sizes: readonly SizeFindings[]): Figure {
  return courseFigure(
    {
      id: "path-dependence",
      title: "How paths depend on each other",
      caption:
        "Correlation over samples of the activities of two paths, by the hidden units that they share, largest size; 0 is assumed. Paths that share all " +
        "H − 1 of them are active together.",
      source: "assumptions",
    },
    {
      along: { column: "shared", label: "hidden units that two paths share", symbol: "shared units" },
      quantity: CORRELATION,
      size: ORDER,
      courses: stageCourses(sizes, "between_paths"),
      bounds: { places: [{ at: 0, name: "assumed" }], meaning: "independent paths" },
      bars: BARS,
    },
  );
}

function lossCorrelations(sizes: readonly SizeFindings[]): Figure {
  const assumed: Course = {
    name: "assumed",
    label: "R^H",
    points: largest(sizes).flatMap((of) =>
      pick(of, "before", "loss_correlation").map(({ place, assumed }) => ({
        ...{ size: of.layers, at: place },
        ...{ value: assumed, low: assumed, high: assumed },
      })),
    ),
  };
  return courseFigure(
    {
      id: "loss-correlation",
      title: "Correlation of the loss against overlap",
      caption:
        "Correlation over pairs of random weights of overlap R of the loss, on the sphere of a network's norm, largest size; a glass of order H has R^H. Bars " +
        "are 95 % intervals over networks.",
      source: "assumptions",
    },
    {
      along: OVERLAP,
      quantity: CORRELATION,
      size: ORDER,
      courses: [...stageCourses(sizes, "loss_correlation"), assumed],
      bars: BARS,
    },
  );
}

/** The largest size of each depth. */
const largest = (sizes: readonly SizeFindings[]) => lastOfEach(sizes, ({ layers }) => layers);

const stageCourses = (sizes: readonly SizeFindings[], quantity: AuditQuantity): Course[] =>
  STAGES.map(([stage, label]) => ({
    name: stage,
    label,
    points: largest(sizes).flatMap((of) =>
      pick(of, stage, quantity).map((finding) => ({ size: of.layers, at: finding.place, ...point(finding) })),
    ),
  }));
