import { formatExact, formatNumber, formatWithin, twoDigits } from "../../base/text.js";
import { claimsOn } from "../../claims/judge.js";
import { rules } from "../../claims/paper/index.js";
import { type CUTS, type NETWORKS, STAGES } from "../../network/tables.js";
import type { Mean } from "../../statistics/intervals.js";
import type { Measured } from "../../statistics/measured.js";
import { type Answer, type NamedNumber, numbersAt, readRows, span, type TableReader } from "../experiment.js";
import type { Config } from "./config.js";
import { drawFigures, STAGE_LABELS } from "./figures.js";
import { atValues, type CutFindings, findingsOf, redundantShare, type SizeFindings } from "./sizes.js";

/** The distinct values that the paper says are enough. */
const FEW = 3;

export async function answer(
  config: Config,
  tables: { networks: TableReader<typeof NETWORKS>; cuts: TableReader<typeof CUTS> },
): Promise<Answer> {
  const [networks, cuts] = [await readRows(tables.networks), await readRows(tables.cuts)];
  const sizes = findingsOf(networks, cuts, config);
  return {
    sentences: [...few(sizes), ...needed(sizes, config), ...evenness(sizes)],
    summary: {
      title: `Test accuracy lost by networks of ${FEW} distinct weights, points`,
      head: ["n₁", "accuracy, %", ...STAGES.map((stage) => STAGE_LABELS[stage])],
      rows: sizes.map((size) => [
        String(size.hidden),
        points(size.testAccuracy),
        ...STAGES.map((stage) => {
          const cut = atValues(size, stage, FEW);
          return cut === undefined ? "" : points(cut.testLost.mean);
        }),
      ]),
    },
    figures: drawFigures(config, sizes),
    numbers: sizes.flatMap((size) => sizeNumbers(size, config)),
    claims: claimsOn(rules, { redundancy: { networks, cuts } }),
  };
}

const points = ({ value, error }: Measured) => ({
  value: 100 * value,
  ...(error !== undefined && { error: 100 * error }),
});

function sizeNumbers(size: SizeFindings, { allowed }: Config): NamedNumber[] {
  const { hidden } = size;
  return [
    ...numbersAt({ hidden }, [
      ["train_accuracy", size.trainAccuracy, "1", "mean train accuracy of the networks before they are cut"],
      ["test_accuracy", size.testAccuracy, "1", "mean test accuracy of the networks before they are cut"],
      ["networks", size.networks, "1", "networks, all"],
      ["diverged", size.diverged, "1", "networks whose training diverged, in no mean"],
    ]),
    ...size.ways.flatMap(({ assignment, stage, cuts, needed }) => [
      ...cuts.flatMap((cut) => numbersAt({ hidden, assignment, stage, values: cut.values }, cutNumbers(cut))),
      ...numbersAt({ hidden, assignment, stage }, [
        [
          "needed_values",
          needed?.distinct,
          "1",
          `fewest distinct values from which on the upper end of the accuracy lost is at most ${allowed}`,
        ],
        [
          "redundant_share",
          needed && redundantShare(size, needed),
          "1",
          "share of weights that are redundant then, 1 − distinct/parameters",
        ],
      ]),
    ]),
  ];
}

function cutNumbers(cut: CutFindings) {
  const lost = (part: string, { mean, interval }: Mean) =>
    [
      [`${part}_accuracy_lost`, mean, "1", `${part} accuracy of a network less that of its cut, mean`],
      ...span(`${part}_accuracy_lost`, interval, "1"),
    ] as const;
  return [
    ["cut_train_accuracy", cut.trainAccuracy, "1", "mean train accuracy of cut networks"],
    ["cut_test_accuracy", cut.testAccuracy, "1", "mean test accuracy of cut networks"],
    ...lost("train", cut.trainLost),
    ...lost("test", cut.testLost),
    ["distinct", cut.distinct, "1", "distinct values of a network, mean"],
    ["evenness", cut.evenness, "1", "1/(distinct·Σ share²) of the values, mean: 1 where all are used evenly"],
    ["cut_diverged", cut.diverged, "1", "cut networks whose training diverged, in no mean"],
  ] as const;
}

/** "1.2 (0.9 to 1.5)", in points. */
const within = ({ mean, interval }: Mean) =>
  interval === undefined
    ? twoDigits(100 * mean.value)
    : formatWithin(100 * mean.value, { low: 100 * interval.low, high: 100 * interval.high });

function few(sizes: readonly SizeFindings[]): string[] {
  const found = sizes.flatMap((size) => {
    const stages = STAGES.flatMap((stage) => {
      const cut = atValues(size, stage, FEW);
      return cut === undefined ? [] : [`${within(cut.testLost)} ${STAGE_LABELS[stage]}`];
    });
    return stages.length === 0
      ? []
      : [`of ${formatNumber(100 * size.testAccuracy.value)} % at n₁ = ${size.hidden} ${stages.join(", ")}`];
  });
  return found.length === 0
    ? []
    : [
        `With three distinct values, by k-means over the network, networks lose these points of test accuracy (95 %): ${found.join("; ")}. ` +
          "The paper says that three values keep it within 2.5 %, with 95 % of the weights redundant.",
      ];
}

function needed(sizes: readonly SizeFindings[], { allowed }: Config): string[] {
  const found = sizes.flatMap((size) => {
    const best = size.ways
      .flatMap((way) => (way.needed === undefined ? [] : [{ ...way, needed: way.needed }]))
      .sort((a, b) => a.needed.distinct - b.needed.distinct)[0];
    return best === undefined
      ? [`none of those tried at n₁ = ${size.hidden}`]
      : [
          `${twoDigits(best.needed.distinct)} at n₁ = ${size.hidden} (${BY[best.assignment]}, ${STAGE_LABELS[best.stage]}), which leaves ` +
            `${formatExact(100 * redundantShare(size, best.needed))} % of the weights redundant`,
        ];
  });
  return found.length === 0
    ? ["Every network diverged."]
    : [
        `The fewest distinct values that keep the test accuracy within ${100 * allowed} points, by the upper end of the interval: ${found.join("; ")}.`,
      ];
}

const BY = { network: "by k-means over the network", layers: "by layers", random: "at random" } as const;

function evenness(sizes: readonly SizeFindings[]): string[] {
  const found = sizes.flatMap((size) => {
    const cut = atValues(size, "reassigned", FEW);
    return cut === undefined ? [] : [`${twoDigits(cut.evenness.value)} at n₁ = ${size.hidden}`];
  });
  return found.length === 0
    ? []
    : [
        `Three values are used with an evenness 1/(s·Σ f²) of ${found.join(", ")}, where the paper assumes 1.`,
      ];
}
