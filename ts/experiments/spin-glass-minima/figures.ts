import { formatNumber } from "../../base/text.js";
import type { DataTable, Figure } from "../../figures/figure.js";
import { histogram } from "../../statistics/histogram.js";
import { groundState, sphereHessianDensity, threshold } from "../../theory/index.js";
import type { Config } from "./config.js";
import type { Extrapolation } from "./extrapolation.js";
import { METHOD_NAMES } from "./figures-text.js";
import type { Estimate, Found, Reason, SizeSummary } from "./sizes.js";

interface Findings {
  readonly config: Config;
  readonly sizes: readonly SizeSummary[];
  /** Eigenvalues at the minima, by N. */
  readonly spectra: ReadonlyMap<number, readonly number[]>;
  readonly fit: Extrapolation | undefined;
}

/** A size that has minima. */
type FoundSize = SizeSummary & { readonly found: Found };

const MODEL = "H = N^(−(p−1)/2) Σ X σ⋯σ on |σ|² = N, energy per spin u = H/N";
const BOUNDS = "−E∞ and −E₀ are limits for N → ∞: at finite N some minima lie below −E₀.";
const PER_SPIN = "energy per spin, H/N";

export function drawFigures({ config, sizes, spectra, fit }: Findings): Figure[] {
  const found = sizes.filter((size): size is FoundSize => size.found !== undefined);
  const converged = sizes.filter((size) => size.indices.length > 0);
  return [
    ...(found.length > 0 ? [energyHistograms(config, found)] : []),
    ...(found.length > 1 ? [meanEnergies(config, found, fit), spreads(found)] : []),
    ...(converged.length > 0 ? [indices(converged)] : []),
    ...(found.length > 0 ? [hessianSpectra(config, found, spectra)] : []),
  ];
}

function energyHistograms(config: Config, sizes: readonly FoundSize[]): Figure {
  const minima = sizes.map(({ n, minima }) => `${minima.length} at N = ${n}`).join(", ");
  return {
    id: "energy-distribution",
    title: "Where descents end",
    caption:
      `Energy per spin of minima of the spherical ${config.p}-spin glass (${MODEL}), reached by ${METHOD_NAMES[config.method]} from ` +
      `uniform random starts: ${minima}, from ${config.disorders} draws of the couplings a size. A minimum counts once ` +
      `for each descent that reaches it, so that wide basins weigh more. ${leftOut(sizes)} ${BOUNDS}`,
    source: "minima",
    x: { label: PER_SPIN },
    y: { label: "density" },
    facet: { column: "n", label: "N" },
    data: {
      histogram: table(
        sizes.flatMap(({ n, minima }) =>
          histogram(minima.map(({ energy }) => energy)).map((bin) => ({ n, ...bin })),
        ),
        {
          n: "number of spins N",
          from: "lower edge of the bin, H/N",
          to: "upper edge of the bin, H/N",
          count: "minima in the bin",
          density: "their share a unit of energy per spin",
        },
      ),
      bounds: bounds(config.p),
    },
    marks: [
      { kind: "bars", data: "histogram", from: "from", to: "to", height: "density" },
      { kind: "vertical", data: "bounds", x: "energy", text: "name" },
    ],
  };
}

function meanEnergies(config: Config, sizes: readonly FoundSize[], fit: Extrapolation | undefined): Figure {
  const limit = fit && {
    line: table(
      [0, Math.max(...sizes.map(({ n }) => scaled(n)))].map((x) => ({
        x,
        energy: fit.value + fit.slope * x,
      })),
      { x: "N^(−2/3)", energy: "the fitted line, H/N" },
    ),
    limit: table(
      [{ x: 0, energy: fit.value, low: fit.value - fit.error, high: fit.value + fit.error, text: "N → ∞" }],
      {
        x: "N^(−2/3)",
        energy: "extrapolated mean H/N",
        low: "less one standard error",
        high: "plus one standard error",
        text: "what it stands for",
      },
    ),
  };
  return {
    id: "mean-energy",
    title: "Mean energy against size",
    caption: `Mean energy per spin of minima against N^(−2/3); bars are one standard error over draws of the couplings. ${fitCaption(fit)} ${BOUNDS}`,
    source: "minima",
    x: { label: "N^(−2/3)" },
    y: { label: PER_SPIN },
    data: {
      means: table(
        sizes.map(({ n, found: { energy } }) => ({
          n,
          x: scaled(n),
          energy: energy.value,
          ...interval(energy),
          text: `N = ${n}`,
        })),
        {
          n: "number of spins N",
          x: "N^(−2/3)",
          energy: "mean H/N of minima",
          low: "less one standard error",
          high: "plus one standard error",
          text: "what it stands for",
        },
      ),
      ...limit,
      bounds: bounds(config.p),
    },
    marks: [
      { kind: "horizontal", data: "bounds", y: "energy", text: "name" },
      ...(limit === undefined
        ? []
        : ([
            { kind: "line", data: "line", x: "x", y: "energy", label: "fit", dashed: true },
            {
              kind: "points",
              data: "limit",
              x: "x",
              y: "energy",
              low: "low",
              high: "high",
              text: "text",
              label: "fit",
            },
          ] as const)),
      {
        kind: "points",
        data: "means",
        x: "x",
        y: "energy",
        low: "low",
        high: "high",
        text: "text",
        label: "mean",
      },
    ],
  };
}

function spreads(sizes: readonly FoundSize[]): Figure {
  const rows = (estimate: (found: Found) => Estimate | undefined) =>
    sizes.flatMap(({ n, found }) => {
      const spread = estimate(found);
      // A spread of exactly 0 (every start in one basin) has no place on a logarithmic axis.
      return spread === undefined || spread.value === 0
        ? []
        : [{ n, spread: spread.value, ...interval(spread) }];
    });
  const meanings = {
    n: "number of spins N",
    spread: "standard deviation of H/N",
    low: "less one standard error",
    high: "plus one standard error",
  };
  const within = rows(({ within }) => within);
  const between = rows(({ between }) => between);
  const last = within.at(-1);
  const guide =
    last === undefined || within.length < 2
      ? {}
      : {
          guide: table(
            within.map(({ n }) => ({ n, spread: last.spread * (last.n / n) ** (2 / 3) })),
            { n: "number of spins N", spread: "N^(−2/3) through the largest size" },
          ),
        };
  return {
    id: "energy-spread",
    title: "Spread against size",
    caption:
      "Standard deviation of the energy per spin of minima: within a draw of the couplings (pooled over draws), and of " +
      "the draws' means. Bars are one standard error. " +
      ("guide" in guide ? "Dashed: N^(−2/3) through the largest size, a guide and not a fit." : ""),
    source: "minima",
    x: { label: "number of spins N", scale: "log", ticks: sizes.map(({ n }) => n) },
    y: { label: "standard deviation of H/N", scale: "log" },
    data: {
      ...(within.length > 0 && { within: table(within, meanings) }),
      ...(between.length > 0 && { between: table(between, meanings) }),
      ...guide,
    },
    marks: [
      ...("guide" in guide
        ? [{ kind: "line", data: "guide", x: "n", y: "spread", dashed: true } as const]
        : []),
      ...(within.length > 0
        ? [
            {
              kind: "points",
              data: "within",
              x: "n",
              y: "spread",
              low: "low",
              high: "high",
              label: "within a draw",
            } as const,
          ]
        : []),
      ...(between.length > 0
        ? [
            {
              kind: "points",
              data: "between",
              x: "n",
              y: "spread",
              low: "low",
              high: "high",
              label: "between draws",
            } as const,
          ]
        : []),
    ],
  };
}

function indices(sizes: readonly SizeSummary[]): Figure {
  // To 3 at least, so that a column of zeros says that there are none.
  const highest = sizes.reduce((highest, { indices }) => Math.max(highest, indices.at(-1)?.index ?? 0), 3);
  const rows = sizes.flatMap(({ n, indices }) => {
    const converged = indices.reduce((sum, { rows }) => sum + rows, 0);
    return Array.from({ length: highest + 1 }, (_, index) => {
      const count = indices.find((entry) => entry.index === index)?.rows ?? 0;
      return { n, index, from: index - 0.4, to: index + 0.4, count, fraction: count / converged };
    });
  });
  const step = Math.max(1, Math.ceil(highest / 10));
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const zero = rows.reduce((sum, { index, count }) => sum + (index === 0 ? count : 0), 0);
  return {
    id: "index-distribution",
    title: "Index where descents end",
    caption:
      `Number of negative eigenvalues of the sphere Hessian where descents converged: ${zero} of ${total} have none. ` +
      "Only those are called minima here.",
    source: "minima",
    x: {
      label: "index (negative eigenvalues)",
      ticks: Array.from({ length: Math.floor(highest / step) + 1 }, (_, i) => i * step),
    },
    y: { label: "fraction" },
    facet: { column: "n", label: "N" },
    data: {
      indices: table(rows, {
        n: "number of spins N",
        index: "negative eigenvalues of the sphere Hessian",
        from: "left side of the bar",
        to: "right side of the bar",
        count: "converged descents of that index",
        fraction: "their share of the size's converged descents",
      }),
    },
    marks: [{ kind: "bars", data: "indices", from: "from", to: "to", height: "fraction" }],
  };
}

function hessianSpectra({ p }: Config, sizes: readonly FoundSize[], spectra: Findings["spectra"]): Figure {
  const bins = sizes.flatMap(({ n }) => histogram(spectra.get(n) ?? []).map((bin) => ({ n, ...bin })));
  const radius = 2 * Math.sqrt(p * (p - 1));
  const law = sizes.flatMap(({ n, found: { energy } }) => {
    // Points crowd towards the edges, where the semicircle is steep.
    const points = Array.from(
      { length: 65 },
      (_, i) => -p * energy.value - radius * Math.cos((Math.PI * i) / 64),
    );
    return points.map((eigenvalue) => ({
      n,
      eigenvalue,
      density: sphereHessianDensity(p, energy.value, eigenvalue),
    }));
  });
  return {
    id: "hessian-spectrum",
    title: "Hessian spectrum at minima",
    caption:
      `Eigenvalues of the Hessian on the sphere, P∇²HP − (σ·∇H/N)I, pooled over minima, against the limit law at their ` +
      `mean energy ū (line): a semicircle of radius 2√(p(p−1)) = ${formatNumber(radius)} about −pū. At u = −E∞ its ` +
      "lower edge touches zero. Minima have no negative eigenvalue, so that finite-size tails on that side are cut.",
    source: "spectra",
    x: { label: "eigenvalue of the sphere Hessian" },
    y: { label: "density" },
    facet: { column: "n", label: "N" },
    data: {
      histogram: table(bins, {
        n: "number of spins N",
        from: "lower edge of the bin",
        to: "upper edge of the bin",
        count: "eigenvalues in the bin",
        density: "their share a unit of eigenvalue",
      }),
      semicircle: table(law, {
        n: "number of spins N",
        eigenvalue: "eigenvalue",
        density: "density of the limit law at the size's mean energy",
      }),
      zero: table([{ eigenvalue: 0, name: "0" }], { eigenvalue: "eigenvalue", name: "a flat direction" }),
    },
    marks: [
      { kind: "bars", data: "histogram", from: "from", to: "to", height: "density" },
      {
        kind: "line",
        data: "semicircle",
        x: "eigenvalue",
        y: "density",
        label: "semicircle at the mean energy",
      },
      { kind: "vertical", data: "zero", x: "eigenvalue", text: "name" },
    ],
  };
}

function leftOut(sizes: readonly SizeSummary[]): string {
  const all = sizes.flatMap(({ n, leftOut }) =>
    Object.entries(leftOut).flatMap(([reason, rows]) =>
      rows === 0 ? [] : [`${rows} ${LEFT_OUT[reason as Reason]} at N = ${n}`],
    ),
  );
  return all.length === 0 ? "Every descent ended in a minimum." : `Left out: ${all.join(", ")}.`;
}

const LEFT_OUT: Readonly<Record<Reason, string>> = {
  max_iterations: "out of iterations",
  stalled: "stalled",
  saddle: "converged with negative eigenvalues",
};

function fitCaption(fit: Extrapolation | undefined): string {
  if (fit === undefined)
    return "Without a standard error for each mean (two draws or more) there is no extrapolation.";
  const residual =
    fit.freedom === 0
      ? "two sizes leave no degree of freedom to test it"
      : `χ² = ${formatNumber(Number(fit.chiSquared.toPrecision(2)))} for ${fit.freedom} degree${fit.freedom === 1 ? "" : "s"} of freedom`;
  return (
    `Dashed: weighted least squares in N^(−2/3), ${formatNumber(fit.value, fit.error)} for N → ∞ (${residual}). The ` +
    "exponent is assumed: at u above −E∞ about N(u + E∞)^(3/2) directions still lead down, and a descent ends where " +
    "that is of order one. The error covers the means, not the form."
  );
}

const scaled = (n: number) => n ** (-2 / 3);

function bounds(p: number): DataTable {
  return table(
    [
      { energy: -groundState(p), name: "−E₀" },
      { energy: -threshold(p), name: "−E∞" },
    ],
    { energy: "H/N", name: "E₀: ground state; E∞: threshold, N → ∞" },
  );
}

function interval({ value, error = 0 }: Estimate) {
  return { low: value - error, high: value + error };
}

/** The columns of `rows` that have a meaning, in the order of the meanings. */
function table<K extends string>(
  rows: readonly Readonly<Record<K, number | string>>[],
  meanings: Readonly<Record<K, string>>,
): DataTable {
  return Object.fromEntries(
    (Object.keys(meanings) as K[]).map((name) => [
      name,
      { meaning: meanings[name], values: rows.map((row) => row[name]) as number[] | string[] },
    ]),
  );
}
