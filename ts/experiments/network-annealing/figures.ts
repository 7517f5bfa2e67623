import type { Quantity, Size } from "../../figures/about.js";
import { distributionFigure } from "../../figures/distributions.js";
import type { Figure } from "../../figures/figure.js";
import { type Series, sizesFigure } from "../../figures/sizes.js";
import { bySize } from "../../statistics/groups.js";
import { errorBar, type Measured } from "../../statistics/measured.js";
import { HIDDEN, TEST_LOSS } from "../networks.js";
import type { Config } from "./config.js";
import type { Comparison, Ends } from "./sizes.js";

const SWEEPS: Size = { column: "sweeps", label: "sweeps", meaning: "sweeps of the annealing" };
const TRAIN_LOSS: Quantity = { column: "train_loss", label: "train loss", symbol: "train loss" };
const TEST_ERROR: Quantity = { column: "test_error", label: "test error", symbol: "test error" };

export function drawFigures(config: Config, comparisons: readonly Comparison[]): Figure[] {
  if (comparisons.length === 0) return [];
  return [
    against("annealing-train-loss", "Train loss at equal work", TRAIN_LOSS, ({ trainLoss }) => trainLoss),
    against("annealing-test-loss", "Test loss at equal work", TEST_LOSS, ({ testLoss }) => testLoss),
    against("annealing-test-error", "Test error at equal work", TEST_ERROR, ({ testError }) => testError),
    differences(comparisons),
  ];

  function against(id: string, title: string, quantity: Quantity, of: (ends: Ends) => Measured): Figure {
    return sizesFigure(
      {
        id,
        title,
        caption:
          `Simulated annealing from temperature T with P·T/2 = ${config.from}·L₀ to ${config.to}·L₀ (of P weights; L₀ is the ` +
          `${config.loss} loss of a network whose outputs are 0, so that a quadratic well is left so far), and SGD from the ` +
          "same starts with as many evaluations, its rate falling as a cosine. Means over networks; bars are one standard error.",
        source: "networks",
      },
      {
        quantity,
        size: SWEEPS,
        scale: "log",
        series: bySize(comparisons, ({ hidden }) => hidden).flatMap(seriesOf),
      },
    );

    function seriesOf([hidden, ofSize]: [number, Comparison[]]): Series[] {
      const points = (ends: (comparison: Comparison) => Ends) =>
        ofSize
          .map((comparison) => ({ sweeps: comparison.sweeps, found: of(ends(comparison)) }))
          // A mean of exactly 0 has no place on a logarithmic axis.
          .filter(({ found }) => found.value > 0)
          .map(({ sweeps, found }) => ({ size: sweeps, ...errorBar(found) }));
      return [
        {
          name: `annealing_${hidden}`,
          label: `annealing, n₁ = ${hidden}`,
          points: points(({ annealing }) => annealing),
        },
        { name: `sgd_${hidden}`, label: `SGD, n₁ = ${hidden}`, points: points(({ sgd }) => sgd) },
      ];
    }
  }
}

function differences(comparisons: readonly Comparison[]): Figure {
  const longest = bySize(comparisons, ({ hidden }) => hidden).flatMap(([, ofSize]) => ofSize.slice(-1));
  return distributionFigure(
    {
      id: "annealing-difference",
      title: "Where annealing and SGD end",
      caption:
        "Test loss of an annealed network less that of the same network trained by SGD, by the longest schedule: " +
        `${longest.map(({ hidden, sweeps, pairs }) => `${pairs} networks of ${sweeps} sweeps at n₁ = ${hidden}`).join(", ")}.`,
      source: "networks",
    },
    {
      quantity: {
        column: "difference",
        label: "test loss, annealing less SGD",
        symbol: "difference of test losses",
      },
      size: HIDDEN,
      counted: "networks",
      distributions: longest.map(({ hidden, differences }) => ({ size: hidden, values: differences })),
      bounds: { places: [{ at: 0, name: "alike" }], meaning: "where both end alike" },
    },
  );
}
