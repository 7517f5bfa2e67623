import type { Line } from "../statistics/least-squares.js";
import { errorBar, type Measured } from "../statistics/measured.js";
import { type About, type Bounds, boundsTable, LOW_AND_HIGH, type Quantity, type Size } from "./about.js";
import { dataTable } from "./data.js";
import type { Figure, Mark } from "./figure.js";

/**
 * Means against a power of the size that goes to 0, with the line through them and where it leads.
 *
 * @param options.power       the power itself, and as the axis has it: `{ of: (n) => n ** (-2 / 3), label: "N^(−2/3)" }`
 * @param options.fit         the line in that power; absent where there is none
 * @param options.otherForms  lines in other powers of the size: a band spans them and the line
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
    readonly otherForms?: readonly Form[];
    readonly bounds?: Bounds;
  },
): Figure {
  const { quantity, size, power, counted, means, fit, otherForms = [], bounds } = options;
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
  const band = fit === undefined || otherForms.length === 0 ? [] : bandOf(fit, otherForms, farthest);
  const marks: (Mark | false)[] = [
    band.length > 0 && {
      kind: "band",
      data: "other_forms",
      x: "x",
      low: "low",
      high: "high",
      label: "other exponents",
    },
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
      means: dataTable<string>(points, {
        [size.column]: size.meaning,
        x: power.label,
        [column]: `mean ${symbol} of ${counted}`,
        ...LOW_AND_HIGH,
        ...stands,
      }),
      ...(band.length > 0 && {
        other_forms: dataTable(band, {
          x: power.label,
          low: `the lowest of the lines, ${symbol}`,
          high: `the highest, ${symbol}`,
        }),
      }),
      ...(fit && {
        line: dataTable(
          [0, farthest].map((x) => ({ x, [column]: fit.intercept.value + fit.slope.value * x })),
          { x: power.label, [column]: `the fitted line, ${symbol}` },
        ),
        limit: dataTable<string>(
          [{ x: 0, [column]: fit.intercept.value, ...errorBar(fit.intercept), text: `${size.label} → ∞` }],
          { x: power.label, [column]: `extrapolated mean ${symbol}`, ...LOW_AND_HIGH, ...stands },
        ),
      }),
      ...(bounds && { bounds: boundsTable(quantity, bounds) }),
    },
    marks: marks.filter((mark) => mark !== false),
  };
}

/** A line in another power of the size, that power as one of x. */
interface Form {
  readonly at: (x: number) => number;
  readonly line: Line;
}

const BAND_POINTS = 33;

/** From the lowest to the highest of the lines, the fitted one among them. */
function bandOf(fit: Line, otherForms: readonly Form[], farthest: number) {
  const forms: readonly Form[] = [{ at: (x) => x, line: fit }, ...otherForms];
  return Array.from({ length: BAND_POINTS }, (_, step) => {
    const x = (farthest * step) / (BAND_POINTS - 1);
    const heights = forms.map(({ at, line: { intercept, slope } }) => intercept.value + slope.value * at(x));
    return { x, low: Math.min(...heights), high: Math.max(...heights) };
  });
}

const ERROR_BARS = { x: "x", low: "low", high: "high", text: "text" } as const;
