import { formatExact, twoDigits } from "../../base/text.js";
import { densityCurve, distributionFigure } from "../../figures/distributions.js";
import type { Figure } from "../../figures/figure.js";
import { scatterFigure } from "../../figures/scatter.js";
import { sizesFigure } from "../../figures/sizes.js";
import { semicircleOf, standardised } from "../../figures/spectrum.js";
import { errorBar, type Measured } from "../../statistics/measured.js";
import { marchenkoPasturDensity } from "../../theory/index.js";
import { CLASSES, HIDDEN, samplesOf } from "../networks.js";
import type { Config } from "./config.js";
import type { SizeFindings } from "./sizes.js";
import { inUnitsOfTrace, type SizeSpectra } from "./spectra.js";

export interface Findings {
  readonly config: Config;
  readonly sizes: readonly SizeFindings[];
  readonly spectra: readonly SizeSpectra[];
}

const INDEX = { column: "normalised_index", label: "normalised index", symbol: "normalised index" };
const TRAIN_LOSS = { column: "train_loss", label: "train loss", symbol: "train loss" };

export function drawFigures(findings: Findings): Figure[] {
  const { sizes, spectra } = findings;
  if (sizes.length === 0) return [];
  return [
    ...(isVaried(findings) ? [indices(findings)] : []),
    indexAgainstSize(findings),
    ...(sizes.some(({ checkpoints }) => checkpoints.length > 0) ? [indexAgainstLoss(findings)] : []),
    ...(spectra.length > 0 ? [...residualSpectra(findings), gaussNewtonSpectra(findings)] : []),
  ];
}

const descended = ({ method, tolerance, iterations, epochs }: Config) =>
  `after ${epochs} epochs of SGD and a full-batch descent (${method}) to |∇L| ≤ ${tolerance} or ${iterations} iterations`;

/** Where every network ends at the same index, a full bar a size says less than the sentence. */
function isVaried({ sizes }: Findings): boolean {
  const found = sizes.flatMap(({ rows }) => rows.map(({ normalised_index }) => normalised_index));
  return new Set(found).size > 1;
}

function indices({ config, sizes }: Findings): Figure {
  return distributionFigure(
    {
      id: "index-distribution",
      title: "Directions that lead down from where networks end",
      caption:
        `Negative eigenvalues of the Hessian of the train loss over parameters, |λ| ≤ ${config.zero} counted as zero, ` +
        `${descended(config)}. ` +
        `Reached: ${sizes.map(({ hidden, converged, rows }) => `${converged} of ${rows.length} at n₁ = ${hidden}`).join(", ")}.`,
      source: "networks",
    },
    {
      quantity: INDEX,
      size: HIDDEN,
      counted: "networks",
      distributions: sizes.map(({ hidden, rows }) => ({
        size: hidden,
        values: rows.map(({ normalised_index }) => normalised_index),
      })),
    },
  );
}

function indexAgainstSize({ config, sizes }: Findings): Figure {
  const points = (of: (size: SizeFindings) => Measured | undefined) =>
    sizes.flatMap((size) => {
      const found = of(size);
      return found === undefined ? [] : [{ size: size.hidden, ...errorBar(found) }];
    });
  return sizesFigure(
    {
      id: "index-against-size",
      title: "Normalised index against size",
      caption:
        `Means over networks, bars of one standard error: where SGD ended and where the full-batch descent ended, |λ| ≤ ` +
        `${config.zero} counted as zero; and there with |λ| ≤ ${config.relativeZero} of the largest modulus counted as zero, which no ` +
        "change of the loss's scale changes.",
      source: "networks",
    },
    {
      quantity: INDEX,
      size: HIDDEN,
      series: [
        { name: "sgd", label: "after SGD", points: points(({ afterSgd }) => afterSgd) },
        { name: "descended", label: "after the descent", points: points(({ index }) => index) },
        {
          name: "relative",
          label: "there, in units of the largest eigenvalue",
          points: points(({ relativeIndex }) => relativeIndex),
        },
      ],
    },
  );
}

function indexAgainstLoss({ config, sizes }: Findings): Figure {
  return scatterFigure(
    {
      id: "index-against-loss",
      title: "Index against loss on the way down",
      caption:
        "Train loss and normalised index of followed networks: at the start, after epochs of SGD, and along the full-batch " +
        `descent; |λ| ≤ ${config.zero} counts as zero. Where the glass has layers of critical points by index, networks have this.`,
      source: "checkpoints",
    },
    {
      x: INDEX,
      y: TRAIN_LOSS,
      yScale: "log",
      size: HIDDEN,
      pairs: sizes.flatMap(({ hidden, checkpoints }) =>
        checkpoints
          // A loss of exactly 0 has no place on a logarithmic axis.
          .filter(({ train_loss }) => train_loss > 0)
          .map(({ normalised_index, train_loss }) => ({ size: hidden, x: normalised_index, y: train_loss })),
      ),
    },
  );
}

/** None where H is its Gauss–Newton part, as of relu units with hinge loss. */
function residualSpectra({ spectra }: Findings): Figure[] {
  const found = spectra.flatMap(({ hidden, residual }) => {
    const scaled = standardised(residual);
    return scaled === undefined ? [] : [{ hidden, ...scaled }];
  });
  if (found.length === 0) return [];
  const figure = distributionFigure(
    {
      id: "residual-spectrum",
      title: "Eigenvalues of H − G",
      caption:
        "What is left of the Hessian H without its Gauss–Newton part G, of one network a size, about the mean and in units of the standard deviation, " +
        `${found.map(({ hidden, deviation }) => `${twoDigits(deviation)} at n₁ = ${hidden}`).join(", ")}; the line is the semicircle of that ` +
        "mean and deviation: a fit, to see how far from it they are.",
      source: "spectra",
    },
    {
      quantity: {
        column: "eigenvalue",
        label: "eigenvalue of H − G, in standard deviations",
        symbol: "eigenvalue, standardised",
      },
      size: HIDDEN,
      counted: "eigenvalues",
      distributions: found.map(({ hidden, values }) => ({ size: hidden, values, law: semicircleOf(values) })),
      law: { name: "semicircle", label: "semicircle of their mean and variance" },
      parts: Math.sqrt,
    },
  );
  return [figure];
}

/** Marchenko and Pastur's law of a ratio in decades: λ on a logarithmic axis. */
function decades(ratio: number) {
  const [low, high] = [1 - Math.sqrt(ratio), 1 + Math.sqrt(ratio)].map((edge) => edge ** 2) as [
    number,
    number,
  ];
  const from = Math.log10(Math.max(low, 1e-6 * high));
  return densityCurve(
    from,
    Math.log10(high),
    (x) => Math.LN10 * 10 ** x * marchenkoPasturDensity(10 ** x, ratio),
  );
}

function gaussNewtonSpectra({ config, spectra }: Findings): Figure {
  const found = spectra.flatMap((of) => inUnitsOfTrace(of) ?? []);
  const ratioOf = ({ parameters }: (typeof found)[number]) =>
    parameters / (samplesOf(config) * (CLASSES - 1));
  // How many samples and classes one's own data have, no table says.
  const law =
    config.data === "own"
      ? "."
      : "; the line is Marchenko and Pastur's law of the ratio parameters/(samples·(classes − 1)), " +
        `${found.map((of) => `${formatExact(ratioOf(of))} at n₁ = ${of.hidden}`).join(", ")}, and of G's trace: a fit.`;
  return distributionFigure(
    {
      id: "gauss-newton-spectrum",
      title: "Eigenvalues of the Gauss–Newton part",
      caption:
        `log₁₀ of the eigenvalues of G in units of their mean, trace G over parameters, of one network a size${law} ` +
        `Left out as rounding: ${found.map(({ hidden, rounding }) => `${rounding} at n₁ = ${hidden}`).join(", ")}.`,
      source: "spectra",
    },
    {
      quantity: {
        column: "decades",
        label: "log₁₀ of eigenvalues of G over their mean",
        symbol: "log₁₀(λ/mean)",
      },
      size: HIDDEN,
      counted: "eigenvalues",
      distributions: found.map((of) => ({
        size: of.hidden,
        values: of.values.map(Math.log10),
        ...(config.data !== "own" && { law: decades(ratioOf(of)) }),
      })),
      law: { name: "marchenko_pastur", label: "Marchenko–Pastur of the same trace" },
      parts: Math.sqrt,
    },
  );
}
