import { formatNumber, formatWithin, twoDigits } from "../../base/text.js";
import { claimsOn } from "../../claims/judge.js";
import { rules } from "../../claims/paper/index.js";
import type { RUNG_MINIMA, RUNG_OVERLAPS, RUNG_WAYS } from "../../paths/tables.js";
import { lastOfEach } from "../../statistics/groups.js";
import type { Measured } from "../../statistics/measured.js";
import { type Answer, type NamedNumber, numbersAt, readRows, span, type TableReader } from "../experiment.js";
import type { Config } from "./config.js";
import { drawFigures } from "./figures.js";
import { changesOf, evidenceOf, findingsOf, type RungFindings, type SizeFindings } from "./findings.js";

export async function answer(
  _: Config,
  tables: {
    rung_minima: TableReader<typeof RUNG_MINIMA>;
    rung_ways: TableReader<typeof RUNG_WAYS>;
    rung_overlaps: TableReader<typeof RUNG_OVERLAPS>;
  },
): Promise<Answer> {
  const [minima, ways, overlaps] = [
    await readRows(tables.rung_minima),
    await readRows(tables.rung_ways),
    await readRows(tables.rung_overlaps),
  ];
  const sizes = findingsOf(minima, ways, overlaps);
  const last = sizes.at(-1) as SizeFindings;
  return {
    sentences: lastOfEach(sizes, ({ layers }) => layers).flatMap(inShort),
    summary: {
      title: `From the network to the glass at H = ${last.layers}, n₁ = ${last.hidden}, Λ = ${last.spins}`,
      head: [
        "rung",
        "loss",
        "u of minima",
        "spread of u",
        "negative share",
        "zero share",
        "index and energy, ρ",
        "loss correlation",
      ],
      rows: last.rungs.map(({ rung, loss, energy, spread, ranks, correlations, ...of }) => [
        ...[rung, loss, energy ?? "", spread ?? ""],
        ...(of.negative === undefined
          ? [of.dead > 0 ? "dead" : "the loss is 0", ""]
          : [of.negative, of.zero ?? ""]),
        ranks ?? "",
        correlations[correlations.length >> 1] ?? "",
      ]),
    },
    figures: drawFigures(sizes),
    numbers: sizes.flatMap(numbersOf),
    claims: claimsOn(rules, { "assumption-ladder": evidenceOf(sizes) }),
  };
}

const SPIN = "per spin";

function numbersOf(size: SizeFindings): NamedNumber[] {
  const { layers, hidden, rungs } = size;
  return [
    ...rungs.flatMap(({ rung, ...of }) => [
      ...numbersAt({ layers, hidden, rung }, [
        ["mean_loss", of.loss, "as the loss", "mean loss where descents end"],
        ["mean_energy", of.energy, SPIN, "mean scaled energy where descents end"],
        ["spread_within_draw", of.spread, SPIN, "standard deviation of it within a draw, pooled"],
        ["solved_share", of.solved, "1", "share of descents that leave no loss, and so no eigenvalue but 0"],
        ["dead_share", of.dead, "1", "share of those that leave a loss of which no path is active, likewise"],
        ["negative_share", of.negative, "1", "share of negative eigenvalues where the others end, mean"],
        ["zero_share", of.zero, "1", "share of eigenvalues that count as zero there, mean"],
        ["balance", of.balance, "1", "sum of eigenvalues over the sum of their moduli, mean"],
        [
          "index_energy_rank_correlation",
          of.ranks,
          "1",
          "Spearman's ρ of negative share and energy along a descent, mean",
        ],
        ["parameters", of.parameters, "1", "numbers that the loss is a function of"],
      ]),
      ...of.correlations.flatMap(({ overlap, assumed, ...found }) =>
        numbersAt({ layers, hidden, rung, overlap }, [
          ["loss_correlation", found, "1", "correlation of the loss at two weight vectors"],
          ["loss_correlation_assumed", assumed, "1", "R^H"],
        ]),
      ),
    ]),
    ...changesOf(size).flatMap(({ from, to, statistic, low, high, value, error }) =>
      numbersAt({ layers, hidden, from, to, statistic }, [
        ["change", { value, error }, "1", "of the statistic, from a rung to the next"],
        ...span("change", { low, high }, "1"),
      ]),
    ),
  ];
}

/** Where both ends of the ladder are, and the largest change of each statistic in units of its interval. */
function inShort(size: SizeFindings): string[] {
  const { layers, hidden, rungs } = size;
  const [network, glass] = [rungs[0], rungs.at(-1)];
  if (network === undefined || glass === undefined) return [];
  const say = ({ value, error }: Measured) => formatNumber(value, error);
  const end = ({ energy, negative }: RungFindings) =>
    `${energy === undefined ? "no scaled energy" : `a scaled energy of ${say(energy)}`} ` +
    `${negative === undefined ? "without an index" : `with ${say(negative)} of the eigenvalues negative`}`;
  const where = (share: (rung: RungFindings) => number) =>
    rungs
      .filter((rung) => share(rung) > 0)
      .map((rung) => `${twoDigits(100 * share(rung))} % of descents of "${rung.rung}"`)
      .join(", ");
  const [solved, dead] = [where((rung) => rung.solved), where((rung) => rung.dead)];
  const changes = changesOf(size);
  const largest = [...new Set(changes.map(({ statistic }) => statistic))].map((statistic) => {
    const [most] = changes
      .filter((change) => change.statistic === statistic)
      .sort((a, b) => Math.abs(b.value) / (b.high - b.low) - Math.abs(a.value) / (a.high - a.low));
    return most === undefined ? "" : `${statistic} with "${most.to}", by ${formatWithin(most.value, most)}`;
  });
  return [
    `At H = ${layers}, n₁ = ${hidden} descents of the network end at ${end(network)}, those of the glass at ${end(glass)}.`,
    ...(solved === "" ? [] : [`The loss is 0, and there is no index, where ${solved} end.`]),
    ...(dead === ""
      ? []
      : [`A loss is left of which no path is active, and there is no index, where ${dead} end.`]),
    ...(largest.length === 0 ? [] : [`The clearest changes are ${largest.join("; ")}.`]),
  ];
}
