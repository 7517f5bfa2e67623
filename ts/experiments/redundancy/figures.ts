import { formatNumber } from "../../base/text.js";
import { INTERVAL_ENDS } from "../../figures/about.js";
import { type Course, courseFigure } from "../../figures/course.js";
import type { Figure } from "../../figures/figure.js";
import { ASSIGNMENTS, type Assignment, STAGES, type Stage } from "../../network/tables.js";
import type { Mean } from "../../statistics/intervals.js";
import { errorBar } from "../../statistics/measured.js";
import { HIDDEN } from "../networks.js";
import type { Config } from "./config.js";
import { type CutFindings, type SizeFindings, wayOf } from "./sizes.js";

const DISTINCT = {
  column: "distinct",
  label: "distinct values of the weights",
  symbol: "distinct values",
  scale: "log",
} as const;

const CUT_BY: Readonly<Record<Assignment, string>> = {
  network: "k-means over all weights",
  layers: "k-means over each layer's weights",
  random: "groups of random weights, as many in each, that have the weight of one of theirs",
};

export const STAGE_LABELS: Readonly<Record<Stage, string>> = {
  cut: "as cut",
  shared: "values trained",
  reassigned: "weights trained through the cut",
};

export function drawFigures(config: Config, sizes: readonly SizeFindings[]): Figure[] {
  const assigned = ASSIGNMENTS.filter((assignment) =>
    sizes.some(({ ways }) => ways.some((way) => way.assignment === assignment)),
  );
  if (assigned.length === 0) return [];
  return [
    ...assigned.map((assignment) => lost(config, sizes, assignment, "test")),
    ...(assigned.includes("network") ? [lost(config, sizes, "network", "train")] : []),
    evenness(sizes, assigned),
  ];
}

function lost(
  { allowed, steps, batchSize }: Config,
  sizes: readonly SizeFindings[],
  assignment: Assignment,
  part: "train" | "test",
): Figure {
  const of = (cut: CutFindings) => (part === "test" ? cut.testLost : cut.trainLost);
  return courseFigure(
    {
      id: `${part}-accuracy-lost-${assignment}`,
      title: `${part === "test" ? "Test" : "Train"} accuracy lost with few values, ${SHORT[assignment]}`,
      caption:
        `Accuracy of a network less that of itself with few distinct weights, by ${CUT_BY[assignment]}: as cut, and after ${steps} batches of ` +
        `${batchSize} samples. Means over networks; bars are 95 % intervals (Student). Without cutting, networks have ` +
        `${sizes.map(({ hidden, ...of }) => `${formatNumber(100 * (part === "test" ? of.testAccuracy.value : of.trainAccuracy.value))} % at n₁ = ${hidden}`).join(", ")}.`,
      source: "cuts",
    },
    {
      along: DISTINCT,
      quantity: {
        column: "lost",
        label: `${part} accuracy lost, points`,
        symbol: `${part} accuracy lost, points`,
      },
      size: HIDDEN,
      courses: coursesOf(sizes, assignment, (cut) => barsOf(of(cut))),
      bounds: {
        places: [{ at: 100 * allowed, name: `${100 * allowed} points` }],
        meaning: "what the paper allows",
      },
      bars: INTERVAL_ENDS,
    },
  );
}

const SHORT: Readonly<Record<Assignment, string>> = {
  network: "k-means over the network",
  layers: "k-means by layers",
  random: "random weights",
};
/** The same in a legend of all, which a narrow screen holds. */
const OVER: Readonly<Record<Assignment, string>> = {
  network: "k-means over all",
  layers: "k-means by layers",
  random: "random",
};

/** In points. */
function barsOf({ mean, interval = errorBar(mean) }: Mean) {
  return { value: 100 * mean.value, low: 100 * interval.low, high: 100 * interval.high };
}

function coursesOf(
  sizes: readonly SizeFindings[],
  assignment: Assignment,
  of: (cut: CutFindings) => { readonly value: number; readonly low: number; readonly high: number },
  label = (stage: Stage) => STAGE_LABELS[stage],
): Course[] {
  return STAGES.map((stage) => ({
    name: `${assignment}_${stage}`,
    label: label(stage),
    points: sizes.flatMap((size) =>
      (wayOf(size, assignment, stage)?.cuts ?? []).map((cut) => ({
        ...{ size: size.hidden, at: cut.distinct },
        ...of(cut),
      })),
    ),
  }));
}

function evenness(sizes: readonly SizeFindings[], assigned: readonly Assignment[]): Figure {
  return courseFigure(
    {
      id: "evenness",
      title: "How evenly the values are used",
      caption:
        "1/(s·Σ f²) of s distinct values, the i-th of which a share fᵢ of the weights has: 1 where all have as many weights, 1/s where one has all. " +
        "Means over networks; bars are one standard error. The paper assumes 1.",
      source: "cuts",
    },
    {
      along: DISTINCT,
      quantity: { column: "evenness", label: "evenness of use", symbol: "1/(s·Σ f²)" },
      size: HIDDEN,
      courses: assigned.flatMap((assignment) =>
        coursesOf(
          sizes,
          assignment,
          ({ evenness }) => errorBar(evenness),
          (stage) => `${OVER[assignment]}, ${stage === "cut" ? "as cut" : "through the cut"}`,
        ).filter(({ name }) => !name.endsWith("_shared")),
      ),
      bounds: { places: [{ at: 1, name: "even" }], meaning: "what the paper assumes" },
    },
  );
}
