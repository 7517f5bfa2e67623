import type { About, Quantity } from "./about.js";
import { dataTable } from "./data.js";
import type { Axis, Figure, Mark } from "./figure.js";

/** A value at a place of a plane. */
export interface Height {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

/** Contours of a map. */
const LEVELS = 12;

/**
 * A quantity over a plane, as filled contours.
 *
 * @param options.heights  on a grid, row after row: x rises along a row, y from row to row
 * @param options.scale    the contours' heights are in equal steps ("linear"), or by equal factors from the lowest value above 0 on ("log")
 * @param options.marked   places with names
 * @param options.way      a way through the plane
 */
export function mapFigure(
  about: About,
  options: {
    readonly x: Quantity;
    readonly y: Quantity;
    readonly quantity: Quantity;
    readonly scale: Exclude<Axis["scale"], undefined>;
    readonly heights: readonly Height[];
    readonly marked: readonly { readonly x: number; readonly y: number; readonly name: string }[];
    readonly way?: {
      readonly label: string;
      readonly places: readonly { readonly x: number; readonly y: number }[];
    };
  },
): Figure {
  const { x, y, quantity, scale, heights, marked, way } = options;
  const meanings = { [x.column]: x.symbol, [y.column]: y.symbol };
  const placed = (at: { readonly x: number; readonly y: number }) => ({ [x.column]: at.x, [y.column]: at.y });
  const where = { x: x.column, y: y.column };
  const levels = levelsOf(
    heights.map(({ value }) => value),
    scale,
  );
  const marks: (Mark | false)[] = [
    { kind: "map", data: "heights", ...where, height: quantity.column, levels, label: quantity.label },
    way !== undefined && { kind: "line", data: "way", ...where, label: way.label },
    { kind: "points", data: "marked", ...where, text: "name" },
  ];
  return {
    ...about,
    x: { label: x.label },
    y: { label: y.label },
    data: {
      heights: dataTable<string>(
        heights.map((at) => ({ ...placed(at), [quantity.column]: at.value })),
        { ...meanings, [quantity.column]: quantity.symbol },
      ),
      ...(way && { way: dataTable<string>(way.places.map(placed), meanings) }),
      marked: dataTable<string>(
        marked.map((at) => ({ ...placed(at), name: at.name })),
        { ...meanings, name: "what it is" },
      ),
    },
    marks: marks.filter((mark) => mark !== false),
  };
}

/** Heights between the lowest and the highest of values. */
function levelsOf(values: readonly number[], scale: "linear" | "log"): number[] {
  const drawn = scale === "log" ? values.filter((value) => value > 0) : values;
  const [low, high] = [Math.min(...drawn), Math.max(...drawn)];
  return Array.from({ length: LEVELS }, (_, step) => {
    const share = (step + 1) / (LEVELS + 1);
    return scale === "log" ? low * (high / low) ** share : low + (high - low) * share;
  });
}
