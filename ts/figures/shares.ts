import { groupBy } from "../statistics/groups.js";
import type { About, Quantity, Size } from "./about.js";
import { dataTable } from "./data.js";
import type { Figure } from "./figure.js";

/**
 * Shares of whole numbers from 0 on, a panel a size.
 *
 * @param options.counted  what has the numbers: "converged descents"
 * @param options.sizes    the numbers that came at each size
 * @param options.least    the axis reaches at least so far, so that a column of zeros says that there are none beyond
 */
export function sharesFigure(
  about: About,
  options: {
    readonly quantity: Quantity;
    readonly size: Size;
    readonly counted: string;
    readonly sizes: readonly { readonly size: number; readonly values: readonly number[] }[];
    readonly least: number;
  },
): Figure {
  const { quantity, size, counted, sizes, least } = options;
  const { column } = quantity;
  const all = sizes.flatMap(({ values }) => values);
  const highest = all.reduce((highest, value) => Math.max(highest, value), least);
  const step = Math.max(1, Math.ceil(highest / 10));
  const rows = sizes.flatMap((of) => {
    const counts = groupBy(of.values, (value) => value);
    return Array.from({ length: highest + 1 }, (_, value) => {
      const count = counts.get(value)?.length ?? 0;
      return {
        [size.column]: of.size,
        [column]: value,
        from: value - 0.4,
        to: value + 0.4,
        count,
        fraction: count / of.values.length,
      };
    });
  });
  return {
    ...about,
    x: {
      label: quantity.label,
      ticks: Array.from({ length: Math.floor(highest / step) + 1 }, (_, i) => i * step),
    },
    y: { label: "fraction" },
    facet: { column: size.column, label: size.label },
    data: {
      shares: dataTable(rows, {
        [size.column]: size.meaning,
        [column]: quantity.symbol,
        from: "left side of the bar",
        to: "right side of the bar",
        count: `${counted} of that ${column}`,
        fraction: `their share of the size's ${counted}`,
      }),
    },
    marks: [{ kind: "bars", data: "shares", from: "from", to: "to", height: "fraction" }],
  };
}
