import type { Interval } from "../statistics/measured.js";
import type { About, Quantity, Size } from "./about.js";
import { type Course, type CoursePoint, courseFigure } from "./course.js";
import type { Axis, Figure } from "./figure.js";

/** Something measured at several sizes. */
export interface Series extends Omit<Course, "points"> {
  readonly points: readonly Point[];
}

export type Point = Required<Omit<CoursePoint, "at">>;

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
  const { size, series, guide, ...shown } = options;
  const { column, meaning } = size;
  const sizes = new Set(series.flatMap(({ points }) => points.map((point) => point.size)));
  const ticks = [...sizes].sort((a, b) => a - b);
  const last = guide?.through.at(-1);
  return courseFigure(about, {
    ...shown,
    along: { column, label: meaning, symbol: meaning, scale: "log", ticks },
    courses: series.map(({ points, ...of }) => ({
      ...of,
      points: points.map(({ size: at, ...found }) => ({ at, ...found })),
    })),
    ...(guide &&
      last && {
        laws: [
          {
            ...{ name: "guide", dashed: true, meaning: guide.meaning },
            points: guide.through.map(({ size: at }) => ({
              at,
              value: last.value * (at / last.size) ** guide.exponent,
            })),
          },
        ],
      }),
  });
}
