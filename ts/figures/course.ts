import type { Interval } from "../statistics/measured.js";
import { type About, type Bounds, boundsTable, LOW_AND_HIGH, type Quantity, type Size } from "./about.js";
import { dataTable } from "./data.js";
import type { Axis, Figure, Mark } from "./figure.js";

/** Something measured at several places of an axis, time or work. */
export interface Course {
  /** Its name in the figure's data: letters, digits and `_`. */
  readonly name: string;
  /** As the legend has it. */
  readonly label: string;
  readonly points: readonly CoursePoint[];
}

export interface CoursePoint extends Interval {
  /** Its panel. */
  readonly size: number;
  readonly at: number;
  readonly value: number;
}

/** What theory has, or a fit, in every panel; its ends where the curve itself is uncertain. */
export interface CourseLaw {
  readonly name: string;
  readonly label: string;
  readonly points: readonly ({ readonly at: number; readonly value: number } & Partial<Interval>)[];
}

/**
 * Courses of a quantity, a panel a size, beside the curve that they are expected to follow; a course without points is left out.
 *
 * @param options.along  the axis on which they go: time, work
 * @param options.bars   what the ends of the bars are, as heads of columns have it; a standard error to each side by default
 */
export function courseFigure(
  about: About,
  options: {
    readonly along: Quantity & { readonly scale?: Axis["scale"] };
    readonly quantity: Quantity;
    readonly scale?: Axis["scale"];
    readonly size: Size;
    readonly courses: readonly Course[];
    readonly law?: CourseLaw;
    readonly bounds?: Bounds;
    readonly bars?: Readonly<Record<keyof Interval, string>>;
  },
): Figure {
  const { along, quantity, scale = "linear", size, law, bounds, bars = LOW_AND_HIGH } = options;
  const [x, y] = [along.column, quantity.column];
  const courses = options.courses.filter(({ points }) => points.length > 0);
  const hasBand = law?.points.every(({ low, high }) => low !== undefined && high !== undefined);
  const marks: (Mark | false)[] = [
    bounds !== undefined && { kind: "horizontal", data: "bounds", y, text: "name" },
    law !== undefined && hasBand === true && { kind: "band", data: law.name, x, low: "low", high: "high" },
    law !== undefined && { kind: "line", data: law.name, x, y, label: law.label },
    ...courses.map(
      ({ name, label }) => ({ kind: "points", data: name, x, y, low: "low", high: "high", label }) as const,
    ),
  ];
  return {
    ...about,
    x: { label: along.label, scale: along.scale ?? "linear" },
    y: { label: quantity.label, scale },
    facet: { column: size.column, label: size.label },
    data: {
      ...Object.fromEntries(
        courses.map(({ name, points }) => [
          name,
          dataTable<string>(
            points.map(({ size: of, at, value, low, high }) => ({
              [size.column]: of,
              [x]: at,
              [y]: value,
              low,
              high,
            })),
            { [size.column]: size.meaning, [x]: along.symbol, [y]: quantity.symbol, ...bars },
          ),
        ]),
      ),
      ...(law && {
        [law.name]: dataTable<string>(
          law.points.map(({ at, value, low = value, high = value }) => ({ [x]: at, [y]: value, low, high })),
          { [x]: along.symbol, [y]: law.label, ...(hasBand === true && bars) },
        ),
      }),
      ...(bounds && { bounds: boundsTable(quantity, bounds) }),
    },
    marks: marks.filter((mark) => mark !== false),
  };
}
