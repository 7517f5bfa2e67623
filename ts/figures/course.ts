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

/** Its ends are those of a bar, or of a band; absent where there is none. */
export interface CoursePoint extends Partial<Interval> {
  /** Its panel; absent where there is one. */
  readonly size?: number;
  readonly at: number;
  readonly value: number;
}

/** What theory has, or a fit: in its own panel, or in every one; its ends where the curve itself is uncertain. */
export interface CourseLaw {
  readonly name: string;
  /** As the legend has it; absent where a course's label says enough. */
  readonly label?: string;
  /** The label of the course that it is the law of, whose colour it has. */
  readonly of?: string;
  readonly dashed?: boolean;
  readonly meaning?: string;
  readonly points: readonly CoursePoint[];
}

/**
 * Courses of a quantity, a panel a size, beside the curves that they are expected to follow; what has no points is left out.
 *
 * @param options.along  the axis on which they go: time, work
 * @param options.size   absent where there is one panel
 * @param options.bars   what the ends of the bars are, as heads of columns have it; a standard error to each side by default
 */
export function courseFigure(
  about: About,
  options: {
    readonly along: Quantity & Pick<Axis, "scale" | "ticks">;
    readonly quantity: Quantity;
    readonly scale?: Axis["scale"];
    readonly size?: Size;
    readonly courses: readonly Course[];
    readonly laws?: readonly CourseLaw[];
    readonly bounds?: Bounds;
    readonly bars?: Readonly<Record<keyof Interval, string>>;
  },
): Figure {
  const { along, quantity, scale = "linear", size, bounds, bars = LOW_AND_HIGH } = options;
  const [x, y] = [along.column, quantity.column];
  const courses = options.courses.filter(({ points }) => points.length > 0);
  const laws = (options.laws ?? []).filter(({ points }) => points.length > 0);
  const places = [...courses, ...laws].flatMap(({ points }) => points.map(({ at }) => at));
  const [first, last] = [Math.min(...places), Math.max(...places)];
  const ticks = along.ticks?.filter((tick) => tick >= first && tick <= last);
  const panel = (of: number | undefined) =>
    size === undefined || of === undefined ? {} : { [size.column]: of };
  const panelMeaning = (points: readonly CoursePoint[]) =>
    size === undefined || points[0]?.size === undefined ? {} : { [size.column]: size.meaning };
  const tableOf = ({ points }: Pick<Course, "points">, meaning: string) =>
    dataTable<string>(
      points.map(({ size: of, at, value, low = value, high = value }) => ({
        ...panel(of),
        ...{ [x]: at, [y]: value, low, high },
      })),
      { ...panelMeaning(points), [x]: along.symbol, [y]: meaning, ...(hasEnds(points) && bars) },
    );
  const marks: (Mark | false)[] = [
    bounds !== undefined && { kind: "horizontal", data: "bounds", y, text: "name" },
    ...laws.flatMap((law): (Mark | false)[] => [
      hasEnds(law.points) && { kind: "band", data: law.name, x, low: "low", high: "high" },
      {
        kind: "line",
        data: law.name,
        x,
        y,
        ...(law.label !== undefined && { label: law.label }),
        ...(law.of !== undefined && { of: law.of }),
        ...(law.dashed !== undefined && { dashed: law.dashed }),
      },
    ]),
    ...courses.map(
      ({ name, label, points }): Mark => ({
        ...{ kind: "points", data: name, x, y, label },
        ...(hasEnds(points) && { low: "low", high: "high" }),
      }),
    ),
  ];
  return {
    ...about,
    x: { label: along.label, scale: along.scale ?? "linear", ...(ticks && { ticks }) },
    y: { label: quantity.label, scale },
    ...(size && { facet: { column: size.column, label: size.label } }),
    data: {
      ...Object.fromEntries(courses.map((course) => [course.name, tableOf(course, quantity.symbol)])),
      ...Object.fromEntries(
        laws.map((law) => [law.name, tableOf(law, law.meaning ?? law.label ?? quantity.symbol)]),
      ),
      ...(bounds && { bounds: boundsTable(quantity, bounds) }),
    },
    marks: marks.filter((mark) => mark !== false),
  };
}

const hasEnds = (points: readonly CoursePoint[]) =>
  points.every(({ low, high }) => low !== undefined && high !== undefined);
