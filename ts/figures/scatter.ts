import type { About, Quantity, Size } from "./about.js";
import { dataTable } from "./data.js";
import type { Axis, Figure } from "./figure.js";

/** One thing of which two quantities are known. */
export interface Pair {
  /** Its panel. */
  readonly size: number;
  readonly x: number;
  readonly y: number;
}

/** Points of two quantities, a panel a size. */
export function scatterFigure(
  about: About,
  options: {
    readonly x: Quantity;
    readonly y: Quantity;
    readonly yScale?: Axis["scale"];
    readonly size: Size;
    readonly pairs: readonly Pair[];
  },
): Figure {
  const { x, y, yScale = "linear", size, pairs } = options;
  const rows = pairs.map((pair) => ({ [size.column]: pair.size, [x.column]: pair.x, [y.column]: pair.y }));
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
    },
    marks: [{ kind: "points", data: "pairs", x: x.column, y: y.column }],
  };
}
