import { type Course, courseFigure } from "../../figures/course.js";
import { dataTable } from "../../figures/data.js";
import { distributionFigure } from "../../figures/distributions.js";
import type { Figure, Mark } from "../../figures/figure.js";
import { scatterFigure } from "../../figures/scatter.js";
import { RUNGS, type Rung } from "../../paths/tables.js";
import { lastOfEach } from "../../statistics/groups.js";
import { errorBar, type Measured } from "../../statistics/measured.js";
import type { RungFindings, SizeFindings } from "./findings.js";

const ENERGY = { column: "energy", label: "scaled energy u", symbol: "u" };
const NEGATIVE = { column: "negative_share", label: "share of negative eigenvalues", symbol: "share" };
const ORDER = { column: "layers", label: "H", meaning: "layers of weights H" };
const numbered = (rung: Rung) => `${RUNGS.indexOf(rung) + 1} ${rung}`;
const NAMES = RUNGS.map(numbered).join(", ");
/** Rungs whose correlations are drawn, so that no colour comes twice; the numbers have all. */
const DRAWN = ["network", "bernoulli", "independent", "shared", "glass"] as const satisfies readonly Rung[];
const BARS = "bars are one standard error over draws";

export function drawFigures(sizes: readonly SizeFindings[]): Figure[] {
  const last = sizes.at(-1) as SizeFindings;
  return [
    byRung(sizes, "energy-by-rung", "Mean energy of minima, rung by rung", ENERGY, ({ energy }) => energy),
    byRung(
      sizes,
      "spread-by-rung",
      "Spread of minima, rung by rung",
      { column: "spread", label: "standard deviation of u within a draw", symbol: "spread of u" },
      ({ spread }) => spread,
    ),
    byRung(
      sizes,
      "index-by-rung",
      "Negative eigenvalues at minima, rung by rung",
      NEGATIVE,
      ({ negative }) => negative,
    ),
    energies(last),
    ways(last),
    correlations(sizes),
  ];
}

/** A statistic against the number of the rung, a series a depth and size. */
function byRung(
  sizes: readonly SizeFindings[],
  id: string,
  title: string,
  { column, label, symbol }: typeof ENERGY,
  of: (rung: RungFindings) => Measured | undefined,
): Figure {
  const series = sizes.map(({ layers, hidden, rungs }) => ({
    name: `h${layers}_n${hidden}`,
    label: `H = ${layers}, n₁ = ${hidden}`,
    rows: rungs.flatMap((rung) => {
      const found = of(rung);
      return found === undefined
        ? []
        : [
            {
              rung: RUNGS.indexOf(rung.rung) + 1,
              name: rung.rung,
              [column]: found.value,
              ...errorBar(found),
            },
          ];
    }),
  }));
  return {
    ...{ id, title, source: "rung_minima" },
    caption: `${label} where descents end: ${NAMES}; each rung has the assumptions of those before it. In a glass u is H/N; ${BARS}.`,
    x: { label: "rung", ticks: RUNGS.map((_, place) => place + 1) },
    y: { label },
    data: Object.fromEntries(
      series.map(({ name, rows }) => [
        name,
        dataTable<string>(rows, {
          rung: "number of the rung",
          name: "its name",
          [column]: symbol,
          low: "less one standard error",
          high: "plus one standard error",
        }),
      ]),
    ),
    marks: series.map(
      ({ name, label }): Mark => ({
        ...{ kind: "points", data: name, x: "rung", y: column, low: "low", high: "high" },
        label,
      }),
    ),
  };
}

function energies({ layers, hidden, rungs }: SizeFindings): Figure {
  return distributionFigure(
    {
      id: "energies-by-rung",
      title: "Where descents end, rung by rung",
      caption: `Scaled energies where descents end at H = ${layers}, n₁ = ${hidden}, all draws: u = (loss − mean)/(deviation·√Λ), in a glass H/N.`,
      source: "rung_minima",
    },
    {
      quantity: ENERGY,
      counted: "minima",
      size: { column: "rung", label: "rung", meaning: "the rung" },
      distributions: rungs.map(({ rung, energies }) => ({ size: numbered(rung), values: energies })),
    },
  );
}

function ways({ layers, hidden, rungs }: SizeFindings): Figure {
  return scatterFigure(
    {
      id: "index-against-energy",
      title: "Index against energy, rung by rung",
      caption: `Share of negative eigenvalues against scaled energy on the way of descents at H = ${layers}, n₁ = ${hidden}; rungs: ${NAMES}.`,
      source: "rung_ways",
    },
    {
      x: ENERGY,
      y: NEGATIVE,
      size: { column: "rung", label: "rung", meaning: "number of the rung" },
      pairs: rungs.flatMap(({ rung, places }) =>
        places.flatMap(({ energy, negative_share }) =>
          Number.isNaN(negative_share)
            ? []
            : [{ size: RUNGS.indexOf(rung) + 1, x: energy, y: negative_share }],
        ),
      ),
    },
  );
}

/** Of the largest size of each depth. */
function correlations(sizes: readonly SizeFindings[]): Figure {
  const largest = lastOfEach(sizes, ({ layers }) => layers);
  const course = (name: string, label: string, of: (size: SizeFindings) => Course["points"]): Course => ({
    ...{ name, label },
    points: largest.flatMap(of),
  });
  return courseFigure(
    {
      id: "correlation-by-rung",
      title: "Correlation of the loss against overlap, rung by rung",
      caption: `Correlation of the loss at pairs of random weights of overlap R; a glass of order H has R^H. Largest size, some of the rungs; ${BARS}.`,
      source: "rung_overlaps",
    },
    {
      along: { column: "overlap", label: "overlap R", symbol: "R" },
      quantity: { column: "correlation", label: "correlation of the loss", symbol: "correlation" },
      size: ORDER,
      courses: [
        ...DRAWN.map((rung) =>
          course(rung, rung, ({ layers, rungs }) =>
            (rungs.find((one) => one.rung === rung) as RungFindings).correlations.map((found) => ({
              ...{ size: layers, at: found.overlap },
              ...errorBar(found),
            })),
          ),
        ),
        course("assumed", "R^H", ({ layers, rungs }) =>
          (rungs[0] as RungFindings).correlations.map(({ overlap, assumed }) => ({
            ...{ size: layers, at: overlap, value: assumed, low: assumed, high: assumed },
          })),
        ),
      ],
    },
  );
}
