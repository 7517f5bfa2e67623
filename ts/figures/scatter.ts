import { type About, type Bounds, boundsTable, type Quantity, type Size } from "./about.js";
import { dataTable } from "./data.js";
import type { Axis, Figure, Mark } from "./figure.js";

/** One thing of which two quantities are known. */
export interface Pair {
  /** Its panel. */
  readonly size: number;
  readonly x: number;
  readonly y: number;
}

/** Where theory has y, along x. */
export interface ScatterLaw {
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/**
 * Points of two quantities, a panel a size.
 *
 * @param options.law     in every panel
 * @param options.bounds  places on the axis of x
 */
export function scatterFigure(
  about: About,
  options: {
    readonly x: Quantity;
    readonly y: Quantity;
    readonly yScale?: Axis["scale"];
    readonly size: Size;
    readonly pairs: readonly Pair[];
    readonly label?: string;
    readonly law?: ScatterLaw;
    readonly bounds?: Bounds;
  },
): Figure {
  const { x, y, yScale = "linear", size, pairs, label, law, bounds } = options;
  const rows = pairs.map((pair) => ({ [size.column]: pair.size, [x.column]: pair.x, [y.column]: pair.y }));
  const columns = { x: x.column, y: y.column };
  const marks: (Mark | false)[] = [
    bounds !== undefined && { kind: "vertical", data: "bounds", x: x.column, text: "name" },
    { kind: "points", data: "pairs", ...columns, ...(label !== undefined && { label }) },
    law !== undefined && { kind: "line", data: "law", ...columns, label: law.label },
  ];
  return {
    ...about,
    x: { label: x.label },
    y: { label: y.label, scale: yScale },
    facet: { column: size.column, label: size.label },
    data: {
      pairs: dataTable<string>(rows, {
        [size.column]: size.meaning,
        [x.column]: x.symbol,
        [y.column]: y.symbol,
      }),
      ...(law && {
        law: dataTable<string>(
          law.points.map((point) => ({ [x.column]: point.x, [y.column]: point.y })),
          { [x.column]: x.symbol, [y.column]: law.label },
        ),
      }),
      ...(bounds && { bounds: boundsTable(x, bounds) }),
    },
    marks: marks.filter((mark) => mark !== false),
  };
}
