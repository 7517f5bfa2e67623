import { formatNumber, twoDigits } from "../../base/text.js";
import type { COMPARED_NETWORKS } from "../../network/tables.js";
import type { Mean } from "../../statistics/intervals.js";
import { type Answer, type NamedNumber, numbersAt, readRows, span, type TableReader } from "../experiment.js";
import type { Config } from "./config.js";
import { drawFigures } from "./figures.js";
import { type Comparison, comparisonsOf, type Ends } from "./sizes.js";

export async function answer(
  config: Config,
  { networks }: { networks: TableReader<typeof COMPARED_NETWORKS> },
): Promise<Answer> {
  const comparisons = comparisonsOf(await readRows(networks));
  return {
    sentences: [inShort(comparisons)],
    summary: {
      title: `Annealing and SGD at equal work, ${config.loss}`,
      head: ["n₁", "sweeps", "evaluations", "test loss, annealing", "test loss, SGD", "difference"],
      rows: comparisons.map(({ hidden, sweeps, annealing, sgd, testLoss }) => [
        ...[String(hidden), String(sweeps), annealing.evaluations],
        ...[annealing.testLoss, sgd.testLoss, testLoss.mean],
      ]),
    },
    figures: drawFigures(config, comparisons),
    numbers: comparisons.flatMap(comparisonNumbers),
    claims: [],
  };
}

const LOSS = "as the loss";

function comparisonNumbers({ hidden, sweeps, ...of }: Comparison): NamedNumber[] {
  const ends = (method: string, { evaluations, trainLoss, testLoss, testError }: Ends) =>
    [
      [`${method}_evaluations`, evaluations, "1", "mean work in gradients of the whole train set"],
      [`${method}_train_loss`, trainLoss, LOSS, "mean train loss"],
      [`${method}_test_loss`, testLoss, LOSS, "mean test loss"],
      [`${method}_test_error`, testError, "1", "share of the test set that is classified wrongly, mean"],
    ] as const;
  const difference = (name: string, found: Mean, unit: string, meaning: string) =>
    [
      [name, found.mean, unit, `${meaning}, annealing less SGD, mean over networks`],
      ...span(name, found.interval, unit),
    ] as const;
  return numbersAt({ hidden, sweeps }, [
    ...ends("annealing", of.annealing),
    ...ends("sgd", of.sgd),
    ...difference("test_loss_difference", of.testLoss, LOSS, "test loss"),
    ...difference("test_error_difference", of.testError, "1", "test error"),
    ["networks", of.networks, "1", "networks that were annealed and trained"],
    ["diverged", of.networks - of.pairs, "1", "of them those of which one diverged, in no mean"],
  ]);
}

function inShort(comparisons: readonly Comparison[]): string {
  const last = comparisons.at(-1);
  if (last === undefined) return "Every network diverged.";
  const { hidden, sweeps, annealing, sgd, testLoss } = last;
  const say = ({ value, error }: Ends["testLoss"]) => formatNumber(value, error);
  return (
    `At n₁ = ${hidden} and ${sweeps} sweeps, work of ${say(annealing.evaluations)} evaluations, annealing ends at a test loss of ` +
    `${say(annealing.testLoss)} and SGD at ${say(sgd.testLoss)}: a difference of ${say(testLoss.mean)}, on the train set of ` +
    `${twoDigits(annealing.trainLoss.value - sgd.trainLoss.value)}.`
  );
}
