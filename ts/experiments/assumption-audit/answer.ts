import { formatNumber, formatWithin, twoDigits } from "../../base/text.js";
import { type ASSUMPTIONS, type AuditQuantity, QUANTITIES } from "../../paths/tables.js";
import { type Answer, type NamedNumber, numbersAt, readRows, span, type TableReader } from "../experiment.js";
import type { Config } from "./config.js";
import { drawFigures } from "./figures.js";
import { type Finding, findIn, findingsOf, type SizeFindings, type Stage } from "./findings.js";
import { placeWords, WORDS } from "./words.js";

export async function answer(
  config: Config,
  { assumptions }: { assumptions: TableReader<typeof ASSUMPTIONS> },
): Promise<Answer> {
  const sizes = findingsOf(await readRows(assumptions));
  const last = sizes.at(-1) as SizeFindings;
  return {
    sentences:
      last.diverged === last.networks
        ? [`${where(last)} every training diverged: networks are measured before it alone.`, inputs(last)]
        : [activity(last), dependence(last), inputs(last), redundancy(last, config), landscape(last)],
    summary: {
      title: `Assumptions against networks with H = ${last.layers}, n₁ = ${last.hidden}`,
      head: ["measured", "assumed", "before training", "after training"],
      rows: summaryRows(last),
    },
    figures: drawFigures(sizes),
    numbers: sizes.flatMap(numbersOf),
    claims: [],
  };
}

function summaryRows(of: SizeFindings) {
  const keys = new Map(
    of.findings.map(({ quantity, place }) => [`${quantity} ${place}`, { quantity, place }]),
  );
  return [...keys.values()]
    .sort((a, b) => QUANTITIES.indexOf(a.quantity) - QUANTITIES.indexOf(b.quantity) || a.place - b.place)
    .map(({ quantity, place }) => {
      const [before, after] = [findIn(of, "before", quantity, place), findIn(of, "after", quantity, place)];
      const { assumed } = (after ?? before) as Finding;
      return [
        `${WORDS[quantity].says}${placeWords(quantity, place)}`,
        Number.isNaN(assumed) ? "" : twoDigits(assumed),
        before?.found ?? "",
        after?.found ?? "",
      ];
    });
}

function numbersOf({ layers, hidden, networks, diverged, findings }: SizeFindings): NamedNumber[] {
  return [
    ...findings.flatMap(({ stage, quantity, place, found, interval, assumed }) => {
      const { says, assumption } = WORDS[quantity];
      return numbersAt({ layers, hidden, stage, place }, [
        [quantity, found, "1", `${says}, mean over networks; bears on: ${assumption}`],
        ...span(quantity, interval, "1"),
        [
          `${quantity}_assumed`,
          Number.isNaN(assumed) ? undefined : assumed,
          "1",
          "the same under the assumption",
        ],
      ]);
    }),
    ...numbersAt({ layers, hidden }, [
      ["networks", networks, "1", "networks, all"],
      ["diverged", diverged, "1", "of them those whose training diverged, measured before it alone"],
    ]),
  ];
}

/** "0.31 (0.29 to 0.33)". */
function say(of: SizeFindings, stage: Stage, quantity: AuditQuantity, place = 0): string {
  const finding = findIn(of, stage, quantity, place);
  if (finding === undefined) return "unknown";
  const { found, interval } = finding;
  return interval === undefined || interval.low === interval.high
    ? formatNumber(found.value)
    : formatWithin(found.value, interval);
}

/** How many times the assumed value. */
function times(of: SizeFindings, stage: Stage, quantity: AuditQuantity): string {
  const finding = findIn(of, stage, quantity);
  return finding === undefined ? "unknown" : twoDigits(finding.found.value / finding.assumed);
}

const where = ({ layers, hidden }: SizeFindings) => `At H = ${layers}, n₁ = ${hidden}`;

function activity(of: SizeFindings): string {
  return (
    `${where(of)} a share of ${say(of, "before", "rate")} of all paths is active before training and ${say(of, "after", "rate")} after; ` +
    `it spreads ${times(of, "after", "spread_over_paths")} times as far over paths, and ${times(of, "after", "spread_over_samples")} times as far over ` +
    "samples, as that of independent paths."
  );
}

function dependence(of: SizeFindings): string {
  const shared = of.findings.filter(
    ({ stage, quantity }) => stage === "after" && quantity === "between_paths",
  );
  const said = shared.map(
    ({ place }) => `${say(of, "after", "between_paths", place)} with ${place} shared hidden units`,
  );
  return (
    `Two paths' activities correlate by ${said.join(", ")}; paths with the same hidden units are one. A path's activity and its own input have ` +
    `${times(of, "after", "with_input")} times the r² of independent ones, and classes decide ${say(of, "after", "between_classes")} of its variance.`
  );
}

function inputs(of: SizeFindings): string {
  const found = findIn(of, "before", "independent_inputs") as Finding;
  return (
    `The inputs of ${found.assumed} paths are worth ${twoDigits(found.found.value)} independent ones; their skewness is ` +
    `${say(of, "before", "input_skewness")} and their excess kurtosis ${say(of, "before", "input_kurtosis")}.`
  );
}

function redundancy(of: SizeFindings, { kept }: Config): string {
  const needed = findIn(of, "after", "distinct_values");
  const many = needed === undefined ? "More than 64" : say(of, "after", "distinct_values");
  return (
    `Three distinct weights have a test accuracy of ${say(of, "after", "accuracy_of_values", 3)} where all have ${say(of, "after", "test_accuracy")}, which the paper ` +
    `keeps to within 2.5 points; ${many} keep it to within ${twoDigits(100 * kept)}` +
    `${needed === undefined ? "" : `, where Λ = ${needed.assumed}`}. Evenness of use is ${say(of, "after", "evenness_of_values")}, of products over paths ` +
    `${say(of, "after", "evenness_of_products")} (1 is even).`
  );
}

function landscape(of: SizeFindings): string {
  const correlations = of.findings.filter(
    ({ stage, quantity }) => stage === "after" && quantity === "loss_correlation",
  );
  const said = correlations.map(
    ({ place, assumed }) =>
      `${say(of, "after", "loss_correlation", place)} at R = ${place} (R^H = ${twoDigits(assumed)})`,
  );
  return `Training multiplies |w|² by ${say(of, "after", "norm")}. At weights of overlap R the loss correlates by ${said.join(", ")}.`;
}
