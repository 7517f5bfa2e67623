import type { Line } from "../statistics/least-squares.js";
import { errorBar, type Measured } from "../statistics/measured.js";
import { type About, type Bounds, boundsTable, LOW_AND_HIGH, type Quantity, type Size } from "./about.js";
import { dataTable } from "./data.js";
import type { Figure, Mark } from "./figure.js";

/**
 * Means against a power of the size that goes to 0, with the line through them and where it leads.
 *
 * @param options.power  the power itself, and as the axis has it: `{ of: (n) => n ** (-2 / 3), label: "N^(−2/3)" }`
 * @param options.fit    the line in that power; absent where there is none
 */
export function limitFigure(
  about: About,
  options: {
    readonly quantity: Quantity;
    readonly size: Size;
    readonly power: { readonly of: (size: number) => number; readonly label: string };
    readonly counted: string;
    readonly means: readonly (Measured & { readonly size: number })[];
    readonly fit?: Line | undefined;
    readonly bounds?: Bounds;
  },
): Figure {
  const { quantity, size, power, counted, means, fit, bounds } = options;
  const { column, symbol } = quantity;
  const stands = { text: "what it stands for" };
  const points = means.map((mean) => ({
    [size.column]: mean.size,
    x: power.of(mean.size),
    [column]: mean.value,
    ...errorBar(mean),
    text: `${size.label} = ${mean.size}`,
  }));
  const farthest = Math.max(...points.map(({ x }) => x as number));
  const marks: (Mark | false)[] = [
    bounds !== undefined && { kind: "horizontal", data: "bounds", y: column, text: "name" },
    fit !== undefined && { kind: "line", data: "line", x: "x", y: column, label: "fit", dashed: true },
    fit !== undefined && { kind: "points", data: "limit", ...ERROR_BARS, y: column, label: "fit" },
    { kind: "points", data: "means", ...ERROR_BARS, y: column, label: "mean" },
  ];
  return {
    ...about,
    x: { label: power.label },
    y: { label: quantity.label },
    data: {
      means: dataTable(points, {
        [size.column]: size.meaning,
        x: power.label,
        [column]: `mean ${symbol} of ${counted}`,
        ...LOW_AND_HIGH,
        ...stands,
      }),
      ...(fit && {
        line: dataTable(
          [0, farthest].map((x) => ({ x, [column]: fit.intercept.value + fit.slope.value * x })),
          { x: power.label, [column]: `the fitted line, ${symbol}` },
        ),
        limit: dataTable(
          [{ x: 0, [column]: fit.intercept.value, ...errorBar(fit.intercept), text: `${size.label} → ∞` }],
          { x: power.label, [column]: `extrapolated mean ${symbol}`, ...LOW_AND_HIGH, ...stands },
        ),
      }),
      ...(bounds && { bounds: boundsTable(quantity, bounds) }),
    },
    marks: marks.filter((mark) => mark !== false),
  };
}

const ERROR_BARS = { x: "x", low: "low", high: "high", text: "text" } as const;
