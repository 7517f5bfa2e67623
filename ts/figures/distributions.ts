import { histogram } from "../statistics/histogram.js";
import { type About, type Bounds, boundsTable, type Quantity, type Size } from "./about.js";
import { dataTable } from "./data.js";
import type { Figure, Mark } from "./figure.js";

export interface Distribution {
  /** Of a size: its panel. */
  readonly size?: number | string;
  readonly values: ArrayLike<number>;
  /** The density that theory has for them. */
  readonly law?: readonly CurvePoint[];
}

export interface CurvePoint {
  readonly at: number;
  readonly density: number;
}

/**
 * Histograms of values, a panel a size, each beside the law that it is expected to follow.
 *
 * @param options.counted  what the values are of: "minima", "eigenvalues"
 * @param options.size     absent where there is one distribution
 * @param options.law      the law's name in the data and in the legend
 * @param options.parts    of how many values on, how narrow the bins are (`histogram`)
 */
export function distributionFigure(
  about: About,
  options: {
    readonly quantity: Quantity;
    readonly counted: string;
    readonly distributions: readonly Distribution[];
    readonly size?: Size;
    readonly law?: { readonly name: string; readonly label: string };
    readonly bounds?: Bounds;
    readonly label?: string;
    readonly parts?: (count: number) => number;
  },
): Figure {
  const { quantity, counted, distributions, size, law, bounds, label, parts } = options;
  const panel = (of: Distribution) =>
    size === undefined ? {} : { [size.column]: of.size as number | string };
  const panelMeaning = size === undefined ? {} : { [size.column]: size.meaning };
  const bins = distributions.flatMap((of) =>
    histogram(of.values, parts?.(of.values.length)).map((bin) => ({ ...panel(of), ...bin })),
  );
  const curve = distributions.flatMap((of) =>
    (of.law ?? []).map(({ at, density }) => ({ ...panel(of), [quantity.column]: at, density })),
  );
  const hasLaw = law !== undefined && curve.length > 0;
  const marks: (Mark | false)[] = [
    { kind: "bars", data: "histogram", from: "from", to: "to", height: "density", ...(label && { label }) },
    hasLaw && { kind: "line", data: law.name, x: quantity.column, y: "density", label: law.label },
    bounds !== undefined && { kind: "vertical", data: "bounds", x: quantity.column, text: "name" },
  ];
  return {
    ...about,
    x: { label: quantity.label },
    y: { label: "density" },
    ...(size && { facet: { column: size.column, label: size.label } }),
    data: {
      histogram: dataTable(bins, {
        ...panelMeaning,
        from: `lower edge of the bin, ${quantity.symbol}`,
        to: `upper edge of the bin, ${quantity.symbol}`,
        count: `${counted} in the bin`,
        density: `their share a unit of ${quantity.symbol}`,
      }),
      ...(hasLaw && {
        [law.name]: dataTable(curve, {
          ...panelMeaning,
          [quantity.column]: quantity.symbol,
          density: law.label,
        }),
      }),
      ...(bounds && { bounds: boundsTable(quantity, bounds) }),
    },
    marks: marks.filter((mark) => mark !== false),
  };
}

const CURVE_POINTS = 65;

/** A density between two edges: points crowd towards them, where such laws are steep. */
export function densityCurve(low: number, high: number, density: (x: number) => number): CurvePoint[] {
  return Array.from({ length: CURVE_POINTS }, (_, step) => {
    const at = (low + high) / 2 - ((high - low) / 2) * Math.cos((Math.PI * step) / (CURVE_POINTS - 1));
    return { at, density: density(at) };
  });
}
