import { formatExact } from "../base/text.js";
import { mean } from "../statistics/moments.js";
import { type CurvePoint, densityCurve, distributionFigure } from "./distributions.js";
import type { Figure } from "./figure.js";

/** A histogram of all eigenvalues of a matrix beside the semicircle of their mean and variance. */
export function spectrumFigure(name: string, eigenvalues: Float64Array): Figure {
  const { centre, deviation } = momentsOf(eigenvalues);
  return distributionFigure(
    {
      id: "spectrum",
      title: `Eigenvalues of ${name}`,
      caption:
        `${eigenvalues.length} eigenvalues of mean ${formatExact(centre)} and standard deviation ${formatExact(deviation)}; ` +
        "the line is the semicircle of that mean and variance, the spectrum of a large random symmetric matrix",
      source: "spectra",
    },
    {
      quantity: { column: "eigenvalue", label: "eigenvalue", symbol: "eigenvalue" },
      counted: "eigenvalues",
      label: "eigenvalues",
      distributions: [
        {
          values: eigenvalues,
          law: semicircleOf(eigenvalues),
        },
      ],
      law: { name: "semicircle", label: "semicircle of the same mean and variance" },
      // Eigenvalues repel each other, so their counts scatter less than independent values' and bear narrower bins.
      parts: Math.sqrt,
    },
  );
}

/** The semicircle of the values' mean and variance; nothing where they are all alike. */
export function semicircleOf(values: Float64Array): CurvePoint[] {
  const { centre, deviation } = momentsOf(values);
  const radius = 2 * deviation;
  if (!(radius > 0)) return [];
  // Of radius 1 first, so that no square overflows.
  const semicircle = densityCurve(-1, 1, (x) => (2 / Math.PI) * Math.sqrt(Math.max(0, 1 - x * x)));
  return semicircle.map(({ at, density }) => ({ at: centre + radius * at, density: density / radius }));
}

/** The values less their mean, in units of their standard deviation, and that; nothing where they are all alike. */
export function standardised(
  values: Float64Array,
): { readonly values: Float64Array; readonly deviation: number } | undefined {
  const { centre, deviation } = momentsOf(values);
  return deviation > 0
    ? { values: values.map((value) => (value - centre) / deviation), deviation }
    : undefined;
}

/** In units of the largest modulus, so that no square overflows. */
function momentsOf(values: Float64Array): { centre: number; deviation: number } {
  const unit = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
  const scaled = values.map((value) => value / unit);
  const centre = mean(scaled);
  return {
    centre: centre * unit,
    deviation: Math.sqrt(mean(scaled.map((value) => (value - centre) ** 2))) * unit,
  };
}
