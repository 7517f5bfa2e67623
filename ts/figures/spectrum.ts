import { formatNumber } from "../base/text.js";
import { histogram } from "../statistics/histogram.js";
import type { DataTable, Figure } from "./figure.js";

const LINE_POINTS = 129;

/** A histogram of all eigenvalues of a matrix beside the semicircle of their mean and variance. */
export function spectrumFigure(name: string, eigenvalues: Float64Array): Figure {
  const { mean, deviation } = momentsOf(eigenvalues);
  // Eigenvalues repel each other, so their counts scatter less than independent values' and bear narrower bins.
  const bins = histogram(Array.from(eigenvalues), Math.sqrt(eigenvalues.length));
  const isSpread = deviation > 0;
  return {
    id: "spectrum",
    title: `Eigenvalues of ${name}`,
    caption:
      `${eigenvalues.length} eigenvalues of mean ${formatNumber(mean)} and standard deviation ${formatNumber(deviation)}; ` +
      "the line is the semicircle of that mean and variance, the spectrum of a large random symmetric matrix",
    source: "spectra",
    x: { label: "eigenvalue" },
    y: { label: "density" },
    data: {
      histogram: {
        from: { meaning: "lower edge of the bin", values: bins.map(({ from }) => from) },
        to: { meaning: "upper edge", values: bins.map(({ to }) => to) },
        density: {
          meaning: "share of the eigenvalues over the width",
          values: bins.map(({ density }) => density),
        },
      },
      ...(isSpread && { semicircle: semicircle(mean, deviation) }),
    },
    marks: [
      { kind: "bars", data: "histogram", from: "from", to: "to", height: "density", label: "eigenvalues" },
      ...(isSpread
        ? [
            {
              kind: "line",
              data: "semicircle",
              x: "eigenvalue",
              y: "density",
              label: "semicircle of the same mean and variance",
            } as const,
          ]
        : []),
    ],
  };
}

/** In units of the largest modulus, so that no square overflows. */
function momentsOf(values: Float64Array): { mean: number; deviation: number } {
  const unit = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
  const mean = values.reduce((sum, value) => sum + value / unit, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value / unit - mean) ** 2, 0) / values.length;
  return { mean: mean * unit, deviation: Math.sqrt(variance) * unit };
}

/** x = m + 2s cos t has the density √(4s² − (x − m)²)/(2πs²) = sin t/(πs): points in equal steps of t are dense at the edges. */
function semicircle(mean: number, deviation: number): DataTable {
  const angles = Array.from({ length: LINE_POINTS }, (_, step) => Math.PI * (1 - step / (LINE_POINTS - 1)));
  return {
    eigenvalue: { meaning: "where", values: angles.map((t) => mean + 2 * deviation * Math.cos(t)) },
    density: { meaning: "of the semicircle", values: angles.map((t) => Math.sin(t) / (Math.PI * deviation)) },
  };
}
