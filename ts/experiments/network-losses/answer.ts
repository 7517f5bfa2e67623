import { formatNumber, formatWithin, twoDigits } from "../../base/text.js";
import { claimsOn } from "../../claims/judge.js";
import { rules } from "../../claims/paper/index.js";
import type { NETWORKS } from "../../network/tables.js";
import { ends } from "../../statistics/groups.js";
import { type Answer, type NamedNumber, numbersAt, readRows, span, type TableReader } from "../experiment.js";
import { PAPER_CORRELATIONS } from "../paper-correlations.js";
import type { Config } from "./config.js";
import { drawFigures } from "./figures.js";
import { type Scaling, scalingOf } from "./scaling.js";
import { findingsOf, relativeSpread, type SizeFindings } from "./sizes.js";
import { summaryOf } from "./summary.js";

export async function answer(
  config: Config,
  tables: { networks: TableReader<typeof NETWORKS> },
): Promise<Answer> {
  const networks = await readRows(tables.networks);
  const sizes = findingsOf(networks, config);
  const scaling = scalingOf(sizes.map(({ hidden, testLoss }) => ({ hidden, ...testLoss })));
  return {
    sentences: [
      inShort(sizes),
      ...scalingSentence(scaling),
      ...poorSentence(sizes, config),
      ...correlationSentence(sizes),
    ],
    summary: summaryOf(config, sizes),
    figures: drawFigures({ config, sizes, scaling }),
    numbers: [...sizes.flatMap((size) => sizeNumbers(size, config)), ...scalingNumbers(scaling)],
    claims: claimsOn(rules, { "network-losses": { networks } }),
  };
}

const LOSS = "as the loss";

function sizeNumbers(of: SizeFindings, { poor }: Config): NamedNumber[] {
  const { hidden, correlation } = of;
  return numbersAt({ hidden }, [
    ["mean_test_loss", of.testLoss, LOSS, "mean test loss of networks"],
    ["spread_of_test_loss", of.spread, LOSS, "standard deviation of the test loss over networks"],
    ["mean_train_loss", of.trainLoss, LOSS, "mean train loss of networks"],
    ["mean_test_error", of.testError, "1", "share of the test set that is classified wrongly, mean"],
    ["worst_test_loss", of.worst, LOSS, "highest test loss found"],
    [
      "poor_share",
      of.poor.share,
      "1",
      `networks whose test loss is over ${poor} times their size's median, of all`,
    ],
    ...span("poor_share", of.poor.interval, "1", "its 95 % interval (Clopper and Pearson)"),
    ["train_test_correlation", correlation?.r, "1", "Pearson's r of train and test loss over networks"],
    ...span("train_test_correlation_fisher", correlation?.fisher, "1", "its 95 % interval by Fisher's z"),
    ...span(
      "train_test_correlation_bootstrap",
      correlation?.bootstrap,
      "1",
      "its 95 % interval by resampled networks",
    ),
    [
      "paper_train_test_correlation",
      PAPER_CORRELATIONS.find((paper) => paper.hidden === hidden)?.r,
      "1",
      "the paper's figure, of its own networks on MNIST",
    ],
    ["networks", of.networks, "1", "networks, all"],
    ["diverged", of.diverged, "1", "networks whose training diverged, in no mean"],
  ]);
}

function scalingNumbers(scaling: Scaling | undefined): NamedNumber[] {
  if (scaling === undefined) return [];
  return [
    ...numbersAt({}, [
      ["scaling_alpha", scaling.alpha, "1", "α of mean test loss = exp(α n₁^(β))"],
      ["scaling_beta", scaling.beta, "1", "β of mean test loss = exp(α n₁^(β))"],
    ]),
    ...numbersAt({ degrees_of_freedom: scaling.freedom }, [
      [
        "scaling_chi_squared",
        scaling.freedom > 0 ? scaling.chiSquared : undefined,
        "1",
        "sum of squared residuals of the scaling, in standard errors",
      ],
    ]),
  ];
}

/** What the sizes found. */
function inShort(sizes: readonly SizeFindings[]): string {
  if (sizes.length === 0) return "Every network diverged.";
  const networks = sizes.reduce((sum, { networks }) => sum + networks, 0);
  const losses = ends(sizes).map(
    ({ hidden, testLoss: { value, error } }) => `${formatNumber(value, error)} at n₁ = ${hidden}`,
  );
  const spreads = ends(sizes)
    .flatMap((size) => relativeSpread(size) ?? [])
    .map((share) => `${twoDigits(100 * share)} %`);
  const sentences = [
    `Of ${networks} networks the mean test loss ${losses.length > 1 ? `goes from ${losses.join(" to ")}` : `is ${losses}`}.`,
  ];
  if (spreads.length > 0) sentences.push(`Over networks it spreads by ${spreads.join(" and by ")} of that.`);
  return sentences.join(" ");
}

function scalingSentence(scaling: Scaling | undefined): string[] {
  if (scaling === undefined) return [];
  const { alpha, beta, freedom, chiSquared } = scaling;
  const fit = freedom > 0 ? ` (χ² = ${twoDigits(chiSquared)}, ${freedom} degrees of freedom)` : "";
  return [
    `The mean test losses follow exp(α n₁^(β)) with α = ${formatNumber(alpha.value, alpha.error)} and β = ` +
      `${formatNumber(beta.value, beta.error)}${fit}.`,
  ];
}

function poorSentence(sizes: readonly SizeFindings[], { poor }: Config): string[] {
  if (sizes.length < 2) return [];
  const said = ends(sizes).map(
    ({ hidden, poor: { count }, rows }) => `${count} of ${rows.length} at n₁ = ${hidden}`,
  );
  return [
    `A poor minimum, a test loss over ${poor} times its size's median, was found by ${said.join(" and ")}.`,
  ];
}

function correlationSentence(sizes: readonly SizeFindings[]): string[] {
  const said = sizes.flatMap(({ hidden, correlation }) =>
    correlation ? [`r = ${formatWithin(correlation.r, correlation.fisher)} at n₁ = ${hidden}`] : [],
  );
  if (said.length === 0) return [];
  return [`Train and test loss correlate by ${ends(said).join(" and ")}; the intervals are of 95 %.`];
}
