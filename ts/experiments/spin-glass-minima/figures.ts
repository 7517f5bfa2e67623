import { formatExact, formatNumber, twoDigits } from "../../base/text.js";
import { densityCurve, distributionFigure } from "../../figures/distributions.js";
import type { Figure } from "../../figures/figure.js";
import { limitFigure } from "../../figures/limit.js";
import { sharesFigure } from "../../figures/shares.js";
import { sizesFigure } from "../../figures/sizes.js";
import { errorBar } from "../../statistics/measured.js";
import { sphereHessianDensity } from "../../theory/index.js";
import { EIGENVALUE, ENERGY, energyBounds, SPINS } from "../glass.js";
import { WAYS } from "../ways.js";
import type { Config } from "./config.js";
import { type Limit, POWER } from "./limit.js";
import { type Found, type SizeFindings, totalsOf } from "./sizes.js";
import { REASONS, type Reason } from "./words.js";

interface Findings {
  readonly config: Config;
  readonly sizes: readonly SizeFindings[];
  readonly found: readonly Found[];
  /** Eigenvalues at the minima, by N. */
  readonly spectra: ReadonlyMap<number, readonly number[]>;
  readonly limit: Limit | undefined;
}

const MODEL = "H = N^(−(p−1)/2) Σ X σ⋯σ on |σ|² = N, energy per spin u = H/N";
const BOUNDS = "−E∞ and −E₀ are limits for N → ∞: at finite N some minima lie below −E₀.";

export function drawFigures(findings: Findings): Figure[] {
  const { sizes, found } = findings;
  const { saddles } = totalsOf(sizes);
  return [
    ...(found.length > 0 ? [energies(findings)] : []),
    ...(found.length > 1 ? [meanEnergies(findings), spreads(found)] : []),
    // Where every index is 0, three full bars say less than the sentence.
    ...(saddles > 0 ? [indexShares(sizes)] : []),
    ...(found.length > 0 ? [hessianSpectra(findings)] : []),
  ];
}

function energies({ config, sizes, found }: Findings): Figure {
  const minima = found.map(({ n, minima }) => `${minima.length} at N = ${n}`).join(", ");
  return distributionFigure(
    {
      id: "energy-distribution",
      title: "Where descents end",
      caption:
        `Energy per spin of minima of the spherical ${config.p}-spin glass (${MODEL}), reached by ${WAYS[config.method].label} from ` +
        `uniform random starts: ${minima}, from ${config.disorders} draws of the couplings a size. A minimum counts once ` +
        `for each descent that reaches it, so that wide basins weigh more. ${leftOut(sizes)} ${BOUNDS}`,
      source: "minima",
    },
    {
      quantity: ENERGY,
      size: SPINS,
      counted: "minima",
      distributions: found.map(({ n, minima }) => ({ size: n, values: minima.map(({ energy }) => energy) })),
      bounds: energyBounds(config.p),
    },
  );
}

function meanEnergies({ config, found, limit }: Findings): Figure {
  return limitFigure(
    {
      id: "mean-energy",
      title: "Mean energy against size",
      caption: `Mean energy per spin of minima against N^(−2/3); bars are one standard error over draws of the couplings. ${fitCaption(limit)} ${BOUNDS}`,
      source: "minima",
    },
    {
      quantity: ENERGY,
      size: SPINS,
      power: POWER,
      counted: "minima",
      means: found.map(({ n, energy }) => ({ size: n, ...energy })),
      fit: limit?.line,
      ...(limit && { otherForms: limit.others }),
      bounds: energyBounds(config.p),
    },
  );
}

function spreads(found: readonly Found[]): Figure {
  // A spread of exactly 0 (every start in one basin) has no place on a logarithmic axis.
  const points = (spread: "within" | "between") =>
    found.flatMap(({ n, [spread]: found }) => (found?.value ? [{ size: n, ...errorBar(found) }] : []));
  const within = points("within");
  const guide = { exponent: -2 / 3, meaning: "N^(−2/3) through the largest size" };
  return sizesFigure(
    {
      id: "energy-spread",
      title: "Spread against size",
      caption:
        "Standard deviation of the energy per spin of minima: within a draw of the couplings (pooled over draws), and of " +
        "the draws' means. Bars are one standard error. " +
        (within.length > 1 ? `Dashed: ${guide.meaning}, a guide and not a fit.` : ""),
      source: "minima",
    },
    {
      quantity: { column: "spread", label: "standard deviation of H/N", symbol: "standard deviation of H/N" },
      size: SPINS,
      scale: "log",
      series: [
        { name: "within", label: "within a draw", points: within },
        { name: "between", label: "between draws", points: points("between") },
      ],
      ...(within.length > 1 && { guide: { ...guide, through: within } }),
    },
  );
}

function indexShares(sizes: readonly SizeFindings[]): Figure {
  const { minima, saddles } = totalsOf(sizes);
  return sharesFigure(
    {
      id: "index-distribution",
      title: "Index where descents end",
      caption:
        `Number of negative eigenvalues of the sphere Hessian where descents converged: ${minima} of ${minima + saddles} have none. ` +
        "Only those are called minima here.",
      source: "minima",
    },
    {
      quantity: {
        column: "index",
        label: "index (negative eigenvalues)",
        symbol: "negative eigenvalues of the sphere Hessian",
      },
      size: SPINS,
      counted: "converged descents",
      sizes: sizes.flatMap(({ n, indices }) => (indices.length > 0 ? [{ size: n, values: indices }] : [])),
      least: 3,
    },
  );
}

function hessianSpectra({ config: { p }, found, spectra }: Findings): Figure {
  const radius = 2 * Math.sqrt(p * (p - 1));
  return distributionFigure(
    {
      id: "hessian-spectrum",
      title: "Hessian spectrum at minima",
      caption:
        `Eigenvalues of the Hessian on the sphere, P∇²HP − (σ·∇H/N)I, pooled over minima, against the limit law at their ` +
        `mean energy ū (line): a semicircle of radius 2√(p(p−1)) = ${formatExact(radius)} about −pū. At u = −E∞ its ` +
        "lower edge touches zero. Minima have no negative eigenvalue, so that finite-size tails on that side are cut.",
      source: "spectra",
    },
    {
      quantity: EIGENVALUE,
      size: SPINS,
      counted: "eigenvalues",
      distributions: found.map(({ n, energy }) => {
        const [u, centre] = [energy.value, -p * energy.value];
        const law = densityCurve(centre - radius, centre + radius, (x) => sphereHessianDensity(p, u, x));
        return { size: n, values: spectra.get(n) ?? [], law };
      }),
      law: { name: "semicircle", label: "semicircle at the mean energy" },
      bounds: { places: [{ at: 0, name: "0" }], meaning: "a flat direction" },
    },
  );
}

function leftOut(sizes: readonly SizeFindings[]): string {
  const all = sizes.flatMap(({ n, leftOut }) =>
    Object.entries(leftOut).flatMap(([reason, rows]) =>
      rows === 0 ? [] : [`${rows} ${REASONS[reason as Reason].short} at N = ${n}`],
    ),
  );
  return all.length === 0 ? "Every descent ended in a minimum." : `Left out: ${all.join(", ")}.`;
}

function fitCaption(limit: Limit | undefined): string {
  if (limit === undefined)
    return "Without a standard error for each mean (two draws or more) there is no extrapolation.";
  const { intercept, chiSquared, freedom } = limit.line;
  const exponents = limit.others.map(({ exponent }) => `N^(−${exponent})`).join(" and ");
  const residual =
    freedom === 0
      ? "two sizes leave no degree of freedom to test it"
      : `χ² = ${twoDigits(chiSquared)} for ${freedom} degree${freedom === 1 ? "" : "s"} of freedom`;
  return (
    `Dashed: weighted least squares in N^(−2/3), ${formatNumber(intercept.value, intercept.error)} for N → ∞ (${residual}). The ` +
    "exponent is assumed: at u above −E∞ about N(u + E∞)^(3/2) directions still lead down, and a descent ends where " +
    "that is of order one. The error covers the means, not the form: " +
    `the band reaches from the lowest to the highest of the lines in N^(−2/3), ${exponents}.`
  );
}
