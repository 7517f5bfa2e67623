import { quantile } from "./quantiles.js";

/**
 * Equal bins of a round width (1, 2 or 5 · 10^k) near 2·IQR/`parts`, edges at its multiples.
 *
 * @param parts  by default n^(1/3), Freedman and Diaconis's for independent values
 * @returns  the bins in order; their densities times their widths sum to 1
 */
export function histogram(values: ArrayLike<number>, parts: number = Math.cbrt(values.length)) {
  const sorted = Float64Array.from(values).sort();
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [];

  const range = last - first;
  // Half the values may agree (one deep basin): then by Sturges's count, and a single value gets one bin.
  const width = roundWidth(
    (2 * (quantile(sorted, 0.75) - quantile(sorted, 0.25))) / parts ||
      range / (1 + Math.log2(sorted.length)) ||
      Math.max(Math.abs(first), 1) / 1000,
    // Edges are rounded to 1e-16 of the values: a width of 1e-8 of them is then right to 1e-8.
    Math.max(range / MOST_BINS, 1e-8 * Math.max(Math.abs(first), Math.abs(last)), 1e-300),
  );
  const low = Math.floor(first / width);
  const counts = new Array<number>(Math.floor(last / width) - low + 1).fill(0);
  for (const value of sorted) (counts[Math.floor(value / width) - low] as number)++;
  return counts.map((count, i) => ({
    from: (low + i) * width,
    to: (low + i + 1) * width,
    count,
    density: count / (sorted.length * width),
  }));
}

const MOST_BINS = 100;

function roundWidth(wanted: number, smallest: number): number {
  const least = Math.max(wanted, smallest);
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((step) => step * power >= least * (1 - 1e-9)) ?? 10) * power;
}
