import { formatNumber, twoDigits } from "../../base/text.js";
import { claimsOn } from "../../claims/judge.js";
import { rules } from "../../claims/paper/index.js";
import type { CHECKPOINTS, INDEXED_NETWORKS, NETWORK_SPECTRA } from "../../network/tables.js";
import { ends } from "../../statistics/groups.js";
import { type Answer, type NamedNumber, numbersAt, readRows, span, type TableReader } from "../experiment.js";
import type { Config } from "./config.js";
import { drawFigures } from "./figures.js";
import { findingsOf, type SizeFindings } from "./sizes.js";
import { firstSpectra } from "./spectra.js";

export async function answer(
  config: Config,
  tables: {
    networks: TableReader<typeof INDEXED_NETWORKS>;
    checkpoints: TableReader<typeof CHECKPOINTS>;
    spectra: TableReader<typeof NETWORK_SPECTRA>;
  },
): Promise<Answer> {
  const [networks, checkpoints] = [await readRows(tables.networks), await readRows(tables.checkpoints)];
  const sizes = findingsOf(networks, checkpoints, config);
  return {
    sentences: [inShort(sizes, config), ...wayDown(sizes)],
    summary: {
      title: "Index of the Hessian where networks end",
      head: ["n₁", "after SGD", "after the descent", "in units of λmax", "converged"],
      rows: sizes.map(({ hidden, afterSgd, index, relativeIndex, converged, networks }) => [
        String(hidden),
        afterSgd ?? "",
        index,
        relativeIndex,
        `${converged} of ${networks}`,
      ]),
    },
    figures: drawFigures({ config, sizes, spectra: await firstSpectra(tables.spectra) }),
    numbers: sizes.flatMap((size) => sizeNumbers(size, config)),
    claims: claimsOn(rules, { "network-index": { networks, checkpoints } }),
  };
}

const LOSS = "as the loss";

function sizeNumbers(of: SizeFindings, { zero, relativeZero }: Config): NamedNumber[] {
  return numbersAt({ hidden: of.hidden }, [
    ["normalised_index", of.index, "1", `negative eigenvalues over parameters, |λ| ≤ ${zero} as zero, mean`],
    [
      "normalised_index_after_sgd",
      of.afterSgd,
      "1",
      "the same where SGD ended, of the networks that were followed",
    ],
    ["relative_index", of.relativeIndex, "1", `the same with |λ| ≤ ${relativeZero} max|λ| as zero, mean`],
    ["mean_train_loss", of.trainLoss, LOSS, "mean train loss after the descent"],
    ["mean_test_loss", of.testLoss, LOSS, "mean test loss after the descent"],
    ["converged_fraction", of.converged / of.rows.length, "1", "descents that reached the tolerance, of all"],
    ["index_loss_rank_correlation", of.ranks?.rho, "1", "Spearman's ρ of index and loss along a way, mean"],
    ...span("index_loss_rank_correlation", of.ranks?.interval, "1", "its 95 % interval"),
    ["networks", of.networks, "1", "networks, all"],
    ["diverged", of.networks - of.rows.length, "1", "networks whose training diverged, in no mean"],
  ]);
}

function inShort(sizes: readonly SizeFindings[], { zero, tolerance }: Config): string {
  if (sizes.length === 0) return "Every network diverged.";
  const told = ends(sizes);
  const say = (of: (size: SizeFindings) => string | undefined) =>
    told.flatMap((size) => of(size) ?? []).join(" and ");
  const percent = (value: number, error?: number) => `${formatNumber(100 * value, error && 100 * error)} %`;
  const after = say(({ hidden, index }) => `${percent(index.value, index.error)} at n₁ = ${hidden}`);
  const before = say(
    ({ hidden, afterSgd }) => afterSgd && `${percent(afterSgd.value, afterSgd.error)} at n₁ = ${hidden}`,
  );
  const rows = sizes.reduce((sum, size) => sum + size.rows.length, 0);
  const converged = sizes.reduce((sum, size) => sum + size.converged, 0);
  return (
    (before === "" ? "" : `Where SGD ends, ${before} of the Hessian's eigenvalues are below −${zero}. `) +
    `After a full-batch descent, which reached |∇L| ≤ ${tolerance} in ${converged} of ${rows} networks, it is ${after}.`
  );
}

function wayDown(sizes: readonly SizeFindings[]): string[] {
  const found = sizes.flatMap(({ hidden, ranks }) =>
    ranks === undefined ? [] : [`${twoDigits(ranks.rho)} at n₁ = ${hidden}`],
  );
  return found.length === 0
    ? []
    : [
        `Along the way down, index and loss have the rank correlation ${found.join(", ")}: the index falls with the loss.`,
      ];
}
