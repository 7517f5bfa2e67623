import type { Interval } from "../statistics/measured.js";
import { type About, LOW_AND_HIGH, type Quantity, type Size } from "./about.js";
import { dataTable } from "./data.js";
import type { Axis, Figure, Mark } from "./figure.js";

/** Something measured at several sizes. */
export interface Series {
  /** Its name in the figure's data: letters and `_`. */
  readonly name: string;
  /** As the legend has it. */
  readonly label: string;
  readonly points: readonly Point[];
}

export interface Point extends Interval {
  readonly size: number;
  readonly value: number;
}

/**
 * Series against the size, on a logarithmic axis with a tick at every size; a series without points is left out.
 *
 * @param options.guide  a power of the size through the last of some points: to compare with, not a fit
 */
export function sizesFigure(
  about: About,
  options: {
    readonly quantity: Quantity;
    readonly size: Size;
    readonly scale?: Axis["scale"];
    readonly series: readonly Series[];
    /** What the ends of the bars are, as heads of columns have it; a standard error to each side by default. */
    readonly bars?: Readonly<Record<keyof Interval, string>>;
    readonly guide?: {
      readonly through: readonly Point[];
      readonly exponent: number;
      readonly meaning: string;
    };
  },
): Figure {
  const { quantity, size, scale = "linear", bars = LOW_AND_HIGH, guide } = options;
  const { column } = quantity;
  const series = options.series.filter(({ points }) => points.length > 0);
  const sizes = new Set(series.flatMap(({ points }) => points.map((point) => point.size)));
  const last = guide?.through.at(-1);
  const marks: (Mark | false)[] = [
    last !== undefined && { kind: "line", data: "guide", x: size.column, y: column, dashed: true },
    ...series.map(
      ({ name, label }) =>
        ({ kind: "points", data: name, x: size.column, y: column, low: "low", high: "high", label }) as const,
    ),
  ];
  return {
    ...about,
    x: { label: size.meaning, scale: "log", ticks: [...sizes].sort((a, b) => a - b) },
    y: { label: quantity.label, scale },
    data: {
      ...Object.fromEntries(
        series.map(({ name, points }) => [
          name,
          dataTable<string>(
            points.map((at) => ({ [size.column]: at.size, [column]: at.value, low: at.low, high: at.high })),
            { [size.column]: size.meaning, [column]: quantity.symbol, ...bars },
          ),
        ]),
      ),
      ...(guide &&
        last && {
          guide: dataTable(
            guide.through.map((point) => ({
              [size.column]: point.size,
              [column]: last.value * (point.size / last.size) ** guide.exponent,
            })),
            { [size.column]: size.meaning, [column]: guide.meaning },
          ),
        }),
    },
    marks: marks.filter((mark) => mark !== false),
  };
}
