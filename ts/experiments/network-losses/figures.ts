import { formatNumber } from "../../base/text.js";
import { distributionFigure } from "../../figures/distributions.js";
import type { Figure } from "../../figures/figure.js";
import { sizesFigure } from "../../figures/sizes.js";
import { errorBar, type Measured } from "../../statistics/measured.js";
import { HIDDEN, TEST_LOSS } from "../networks.js";
import { PAPER_SERIES } from "../paper-correlations.js";
import type { Config } from "./config.js";
import { type Scaling, scaledBy } from "./scaling.js";
import type { Correlation, SizeFindings } from "./sizes.js";

export interface Findings {
  readonly config: Config;
  readonly sizes: readonly SizeFindings[];
  readonly scaling: Scaling | undefined;
}

export function drawFigures(findings: Findings): Figure[] {
  const { sizes, scaling } = findings;
  if (sizes.length === 0) return [];
  return [
    losses(findings),
    ...(scaling === undefined ? [] : [scaledLosses(findings, scaling)]),
    ...(sizes.length > 1 ? [lossesAgainstSize(findings), spreads(findings), poorShares(findings)] : []),
    ...(sizes.some(({ correlation }) => correlation !== undefined) ? [correlations(findings)] : []),
  ];
}

function losses({ config, sizes }: Findings): Figure {
  return distributionFigure(
    {
      id: "loss-distribution",
      title: "Where networks end",
      caption:
        `Test loss (${config.loss}) of networks with one hidden layer of n₁ ${config.activation} units, trained by ` +
        `${config.epochs} epochs of SGD from independent starts: ${counts(sizes)}. ${leftOut(sizes)}`,
      source: "networks",
    },
    {
      quantity: TEST_LOSS,
      size: HIDDEN,
      counted: "networks",
      distributions: sizes.map(({ hidden, rows }) => ({
        size: hidden,
        values: rows.map(({ test_loss }) => test_loss),
      })),
    },
  );
}

function scaledLosses({ sizes }: Findings, scaling: Scaling): Figure {
  const { alpha, beta } = scaling;
  return distributionFigure(
    {
      id: "scaled-loss-distribution",
      title: "The same losses in units of their size's",
      caption:
        `Test loss over exp(α n₁^(β)), with α = ${formatNumber(alpha.value, alpha.error)} and β = ` +
        `${formatNumber(beta.value, beta.error)} fitted to the mean losses, as the paper scales them: with size the ` +
        "distribution narrows about 1.",
      source: "networks",
    },
    {
      quantity: { column: "scaled_loss", label: "scaled test loss", symbol: "test loss / exp(α n₁^(β))" },
      size: HIDDEN,
      counted: "networks",
      distributions: sizes.map(({ hidden, rows }) => {
        const scaled = scaledBy(scaling, hidden);
        return { size: hidden, values: rows.map(({ test_loss }) => scaled(test_loss)) };
      }),
    },
  );
}

function lossesAgainstSize({ sizes }: Findings): Figure {
  const points = (of: (found: SizeFindings) => Measured) =>
    sizes.map((found) => ({ size: found.hidden, ...errorBar(of(found)) }));
  return sizesFigure(
    {
      id: "loss-against-size",
      title: "Loss against size",
      caption:
        "Mean train and test loss, and the worst test loss found. Bars are one standard error over networks.",
      source: "networks",
    },
    {
      quantity: { column: "loss", label: "loss", symbol: "loss" },
      size: HIDDEN,
      scale: "log",
      series: [
        { name: "worst", label: "worst test loss", points: points(({ worst }) => ({ value: worst })) },
        { name: "test", label: "test", points: points(({ testLoss }) => testLoss) },
        { name: "train", label: "train", points: points(({ trainLoss }) => trainLoss) },
      ],
    },
  );
}

function spreads({ sizes }: Findings): Figure {
  return sizesFigure(
    {
      id: "loss-spread",
      title: "Spread against size",
      caption: "Standard deviation of the test loss over networks. Bars are one standard error.",
      source: "networks",
    },
    {
      quantity: { column: "spread", label: "standard deviation of test loss", symbol: "standard deviation" },
      size: HIDDEN,
      scale: "log",
      series: [
        {
          name: "spread",
          label: "over networks",
          points: sizes.flatMap(({ hidden, spread }) =>
            // A spread of exactly 0 has no place on a logarithmic axis.
            spread?.value ? [{ size: hidden, ...errorBar(spread) }] : [],
          ),
        },
      ],
    },
  );
}

function poorShares({ config, sizes }: Findings): Figure {
  return sizesFigure(
    {
      id: "poor-networks",
      title: "How often a poor minimum is found",
      caption: `A poor minimum: a test loss over ${config.poor} times the median of the size. Shares of networks; bars are 95 % intervals (Clopper and Pearson).`,
      source: "networks",
    },
    {
      quantity: { column: "share", label: "share of poor networks", symbol: "share" },
      size: HIDDEN,
      series: [
        {
          name: "poor",
          label: "share",
          points: sizes.map(({ hidden, poor }) => ({ size: hidden, value: poor.share, ...poor.interval })),
        },
      ],
    },
  );
}

function correlations({ sizes }: Findings): Figure {
  const points = (interval: Exclude<keyof Correlation, "r">) =>
    sizes.flatMap(({ hidden, correlation }) =>
      correlation === undefined ? [] : [{ size: hidden, value: correlation.r, ...correlation[interval] }],
    );
  return sizesFigure(
    {
      id: "train-test-correlation",
      title: "Train loss tells less of test loss",
      caption:
        "Pearson's r of train and test loss over the networks of a size; bars are 95 % intervals, by Fisher's z and by " +
        "resampled networks. Beside it the paper's five figures, of its own networks on MNIST.",
      source: "networks",
    },
    {
      quantity: { column: "r", label: "correlation of train and test loss", symbol: "Pearson's r" },
      size: HIDDEN,
      series: [
        { name: "measured", label: "here, by Fisher's z", points: points("fisher") },
        { name: "resampled", label: "here, by resampling", points: points("bootstrap") },
        PAPER_SERIES,
      ],
    },
  );
}

const counts = (sizes: readonly SizeFindings[]) =>
  sizes.map(({ hidden, rows }) => `${rows.length} at n₁ = ${hidden}`).join(", ");

function leftOut(sizes: readonly SizeFindings[]): string {
  const diverged = sizes.flatMap(({ hidden, diverged }) =>
    diverged === 0 ? [] : [`${diverged} diverged at n₁ = ${hidden}`],
  );
  return diverged.length === 0 ? "None diverged." : `Left out: ${diverged.join(", ")}.`;
}
