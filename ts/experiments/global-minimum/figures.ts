import { INTERVAL_ENDS } from "../../figures/about.js";
import { type Course, courseFigure } from "../../figures/course.js";
import type { Figure } from "../../figures/figure.js";
import { sizesFigure } from "../../figures/sizes.js";
import { errorBar, type Measured } from "../../statistics/measured.js";
import { HIDDEN } from "../networks.js";
import { PAPER_SERIES } from "../paper-correlations.js";
import type { Config } from "./config.js";
import { correlationsByPlace, type Place, type Ratio, type SizeFindings } from "./sizes.js";

const WORK = {
  column: "evaluations",
  label: "work, in gradients of the whole train set",
  symbol: "gradients of the whole train set",
  scale: "log",
} as const;

export function drawFigures(config: Config, sizes: readonly SizeFindings[]): Figure[] {
  if (sizes.length === 0) return [];
  return [lossesOnTheWay(config, sizes), errorsOnTheWay(config, sizes), worth(sizes), correlations(sizes)];
}

const way = ({ epochs, starts, iterations, longest, tolerance }: Config, sizes: readonly SizeFindings[]) =>
  `Of ${starts} networks that were trained by ${epochs} epochs of SGD and then descended by ${iterations} iterations of L-BFGS, the one of lowest train ` +
  `loss goes on to ${longest}, or to |∇L| ≤ ${tolerance}; ${sizes.map(({ hidden, searches }) => `${searches} such searches at n₁ = ${hidden}`).join(", ")}.`;

function lossesOnTheWay(config: Config, sizes: readonly SizeFindings[]): Figure {
  const course = (name: string, label: string, of: (size: SizeFindings) => readonly Place[], loss: Loss) =>
    courseOf(
      { name, label },
      sizes,
      // A loss of exactly 0 has no place on a logarithmic axis.
      (size) => of(size).filter((place) => place[loss].value > 0),
      (place) => barsOf(place[loss]),
    );
  return courseFigure(
    {
      id: "losses-on-the-way",
      title: "Lower on the train set, and on the test set",
      caption: `${way(config, sizes)} Geometric means over searches; bars are 95 % intervals (Student, of logarithms).`,
      source: "descents",
    },
    {
      along: WORK,
      quantity: { column: "loss", label: "loss", symbol: "loss" },
      scale: "log",
      size: HIDDEN,
      courses: [
        course("lowest_train", "train, the lowest", ({ lowest }) => lowest, "trainLoss"),
        course("lowest_test", "test, the lowest", ({ lowest }) => lowest, "testLoss"),
        course("others_test", "test, the others", ({ others }) => others, "testLoss"),
      ],
      bars: INTERVAL_ENDS,
    },
  );
}

type Loss = "trainLoss" | "testLoss";

function errorsOnTheWay(config: Config, sizes: readonly SizeFindings[]): Figure {
  const course = (name: string, label: string, of: (place: Place) => Measured) =>
    courseOf(
      { name, label },
      sizes,
      ({ lowest }) => lowest,
      (place) => errorBar(of(place)),
    );
  return courseFigure(
    {
      id: "errors-on-the-way",
      title: "Classified wrongly on the way down",
      caption: `${way(config, sizes)} Means over searches; bars are one standard error.`,
      source: "descents",
    },
    {
      along: WORK,
      quantity: { column: "error", label: "share classified wrongly", symbol: "share" },
      size: HIDDEN,
      courses: [
        course("train", "train", ({ trainError }) => trainError),
        course("test", "test", ({ testError }) => testError),
      ],
    },
  );
}

function courseOf(
  named: Pick<Course, "name" | "label">,
  sizes: readonly SizeFindings[],
  places: (size: SizeFindings) => readonly Place[],
  bar: (place: Place) => ReturnType<typeof errorBar>,
): Course {
  const points = sizes.flatMap((size) =>
    places(size).map((place) => ({ size: size.hidden, at: place.evaluations, ...bar(place) })),
  );
  return { ...named, points };
}

const barsOf = ({ value, interval = { low: value, high: value } }: Ratio) => ({ value, ...interval });

function worth(sizes: readonly SizeFindings[]): Figure {
  const points = (of: (size: SizeFindings) => Ratio) =>
    sizes.map((size) => ({ size: size.hidden, ...barsOf(of(size)) }));
  return sizesFigure(
    {
      id: "worth-of-the-lowest",
      title: "What the lowest train loss is worth on the test set",
      caption:
        "Test loss of a search's network of lowest train loss: at the end of its descent over that where its SGD ended, and over that of the search's " +
        "other networks after descents of equal length. Geometric means over searches; bars are 95 % intervals (Student, of logarithms).",
      source: "descents",
    },
    {
      quantity: { column: "ratio", label: "ratio of test losses", symbol: "ratio of test losses" },
      size: HIDDEN,
      scale: "log",
      bars: INTERVAL_ENDS,
      series: [
        { name: "risen", label: "its end over its start", points: points(({ risen }) => risen) },
        { name: "better", label: "over the others", points: points(({ better }) => better) },
      ],
    },
  );
}

function correlations(sizes: readonly SizeFindings[]): Figure {
  return sizesFigure(
    {
      id: "correlation-on-the-way",
      title: "Train loss tells less of test loss, the lower it is",
      caption:
        "Pearson's r of train and test loss over the networks of a size, where SGD ended and after iterations of L-BFGS; bars are 95 % intervals by Fisher's z. " +
        "Beside it the paper's five figures, of its own networks on MNIST after SGD.",
      source: "descents",
    },
    {
      quantity: { column: "r", label: "correlation of train and test loss", symbol: "Pearson's r" },
      size: HIDDEN,
      bars: INTERVAL_ENDS,
      series: [
        ...Array.from(correlationsByPlace(sizes), ([iterations, found]) => ({
          name: `after_${iterations}`,
          label: iterations === 0 ? "after SGD" : `after ${iterations} iterations`,
          points: found.map(({ hidden, r, interval }) => ({ size: hidden, value: r, ...interval })),
        })),
        PAPER_SERIES,
      ],
    },
  );
}
