import { TWO_ERRORS } from "../../figures/about.js";
import { type Course, courseFigure } from "../../figures/course.js";
import type { Figure } from "../../figures/figure.js";
import { scatterFigure } from "../../figures/scatter.js";
import type { BASINS } from "../../glass/tables.js";
import { groupBy } from "../../statistics/groups.js";
import { errorBar, type Measured } from "../../statistics/measured.js";
import { drawOf } from "../draws.js";
import type { RowOf } from "../experiment.js";
import { ENERGY, energyBounds, SPINS } from "../glass.js";
import { WAYS } from "../ways.js";
import type { Bias } from "./biases.js";
import type { Config } from "./config.js";

const ALONG_N = { column: "n", label: "number of spins N", symbol: "N" };

/** Panels of the scatter: more are a column without end. */
const PANELS = 3;

export function drawFigures(
  config: Config,
  rows: readonly RowOf<typeof BASINS>[],
  biases: readonly Bias[],
  exact: ReadonlyMap<number, number>,
): Figure[] {
  if (biases.length === 0) return [];
  return [weights(config, rows), means(config, biases, exact), differences(config, biases)];
}

/** The weight of each minimum, in units of what it would be if all of the draw were alike. */
function weights({ p, methods, descents }: Config, rows: readonly RowOf<typeof BASINS>[]): Figure {
  const [method] = methods as [Bias["method"]];
  const sizes = [...new Set(rows.map(({ n }) => n))].sort((a, b) => a - b).slice(-PANELS);
  const own = rows.filter((row) => row.method === method && row.hits > 0 && sizes.includes(row.n));
  const pairs = [...groupBy(own, drawOf).values()].flatMap((draw) =>
    draw.length < 2
      ? []
      : draw.map(({ n, energy, weight }) => ({ size: n, x: energy, y: weight * draw.length })),
  );
  return scatterFigure(
    {
      id: "weight-against-energy",
      title: "What descents make of minima",
      caption:
        `Each minimum of complete maps of the ${p}-spin glass that has been reached: its share of ${descents} descents by ${WAYS[method].label}, times the number of ` +
        "the draw's minima. 1: as if descents counted each once.",
      source: "basins",
    },
    {
      x: ENERGY,
      y: {
        column: "weight",
        label: "weight, in shares of one minimum",
        symbol: "weight times the number of minima",
      },
      yScale: "log",
      size: SPINS,
      pairs,
      bounds: energyBounds(p),
    },
  );
}

/** Mean energies of minima against N, counted once and as descents weigh them. */
function means({ p, methods }: Config, biases: readonly Bias[], exact: ReadonlyMap<number, number>): Figure {
  const sizes = [...exact.keys()].sort((a, b) => a - b);
  const [first] = methods;
  const own = biases.filter(({ method }) => method === first);
  return courseFigure(
    {
      id: "mean-energy-by-weight",
      title: "Minima counted once, and by descents",
      caption:
        "Mean energy per spin of minima against N: each of all draws counted once, beside the exact mean (line, Kac–Rice); and where descents end, which weigh the minima of " +
        "a draw by their basins, in the mean over draws. Bars are two standard errors over draws.",
      source: "basins",
    },
    {
      along: { ...ALONG_N, ticks: sizes },
      quantity: ENERGY,
      bounds: energyBounds(p),
      bars: TWO_ERRORS,
      courses: [
        {
          name: "once",
          label: "each once",
          points: points(own, ({ pooled }) => pooled),
        },
        {
          name: "descents",
          label: WAYS[first as Bias["method"]].label,
          points: points(own, ({ weighted }) => weighted),
        },
      ],
      laws: [
        {
          ...{ name: "exact", label: "exact, Kac–Rice", meaning: "exact mean H/N" },
          points: sizes.map((n) => ({ at: n, value: exact.get(n) as number })),
        },
      ],
    },
  );
}

/** By how much each way down ends lower than a choice that counts each minimum once. */
function differences({ p, methods }: Config, biases: readonly Bias[]): Figure {
  return courseFigure(
    {
      id: "bias-of-descents",
      title: "The bias of descents",
      caption:
        `Mean energy per spin where descents end less that of the draw's minima, each counted once, in the mean over draws of the ${p}-spin glass; ` +
        "0: descents count each once. Bars are two standard errors over draws.",
      source: "basins",
    },
    {
      along: { ...ALONG_N, ticks: [...new Set(biases.map(({ n }) => n))] },
      quantity: {
        column: "difference",
        label: "difference in energy per spin, H/N",
        symbol: "difference in H/N",
      },
      bars: TWO_ERRORS,
      courses: methods.map(
        (method): Course => ({
          name: method.replaceAll("-", "_"),
          label: WAYS[method].label,
          points: points(
            biases.filter((bias) => bias.method === method),
            ({ difference }) => difference,
          ),
        }),
      ),
    },
  );
}

const points = (biases: readonly Bias[], of: (bias: Bias) => Measured): Course["points"] =>
  biases.map((bias) => ({ at: bias.n, ...errorBar(of(bias), 2) }));
