import { INTERVAL_ENDS } from "../../figures/about.js";
import type { Figure } from "../../figures/figure.js";
import { type Point, sizesFigure } from "../../figures/sizes.js";
import { wilson } from "../../statistics/intervals.js";
import { SPINS } from "../glass.js";
import type { Config } from "./config.js";
import type { Search, SearchAt } from "./searches.js";

export function drawFigures(config: Config, searches: readonly Search[]): Figure[] {
  const depth = `${config.gap} per spin of the lowest energy known of a draw`;
  return [
    against(searches, {
      id: "work-to-depth",
      title: "Work to come near the ground state",
      caption:
        `Evaluations of the energy by which 1 − 1/e of ${config.disorders} draws have come within ${depth}, by a Weibull law in which ` +
        "draws that did not are censored at their work; bars are 95 % intervals. Runs count whole, so that one is the least.",
      quantity: { column: "work", label: "evaluations", symbol: "evaluations" },
      scale: "log",
      pointsOf: ({ n, work }) => (work ? [{ size: n, ...work }] : []),
    }),
    against(searches, {
      id: "reached",
      title: "How often it is reached",
      caption: `Share of draws that came within ${depth} by about ${config.work} evaluations; bars are 95 % intervals (Wilson).`,
      quantity: { column: "reached", label: "share of draws", symbol: "share of draws" },
      scale: "linear",
      pointsOf: ({ n, reached, draws }) => [
        { size: n, value: reached / draws.length, ...wilson(reached, draws.length) },
      ],
    }),
  ];
}

interface Drawing {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  readonly quantity: { readonly column: string; readonly label: string; readonly symbol: string };
  readonly scale: "linear" | "log";
  pointsOf(at: SearchAt): Point[];
}

function against(searches: readonly Search[], { pointsOf, quantity, scale, ...about }: Drawing): Figure {
  return sizesFigure(
    { ...about, source: "minima" },
    {
      quantity,
      size: SPINS,
      scale,
      bars: INTERVAL_ENDS,
      series: searches.map(({ method, sweeps, label, sizes }) => ({
        name: `${method.replaceAll("-", "_")}_${sweeps}`,
        label,
        points: sizes.flatMap(pointsOf),
      })),
    },
  );
}
