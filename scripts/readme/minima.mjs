import { join } from "node:path";
import { formatNumber, plural } from "../../build/esm/base/text.js";
import { headlessDocument } from "../../build/esm/report/headless.js";
import { renderFigure } from "../../build/esm/report/index.js";
import { RunFolder } from "../../build/esm/runs/folder.js";
import { folderStore } from "../../build/esm/runs/node/folder.js";

const SHOWN = [
  ["mean_energy", "mean energy per spin"],
  ["spread_within_draw", "spread within a draw"],
  ["mean_lambda_min", "mean smallest Hessian eigenvalue"],
  ["index_zero_fraction", "descents that end at index 0"],
  ["mean_evaluations", "evaluations a descent"],
];

const digits = ({ value, error }) => formatNumber(value, error);

/** A finished run of spin-glass-minima: what it is made of, its figure of energies, and its numbers as a text with a table. */
export async function minimaOf(...path) {
  const folder = await RunFolder.open(folderStore(join(...path)));
  const { record } = folder;
  const { config } = record;
  const { figures, numbers } = await folder.answer();
  const made = await folder.made();
  if (made === undefined) throw new Error(`readme: ${folder.path} does not say how it was made`);
  const figure = figures.find(({ id }) => id === "energy-distribution");
  const rows = SHOWN.map(([name, title]) => {
    const cells = config.sizes.map((n) =>
      digits(numbers.find((number) => number.name === name && number.at.n === n)),
    );
    return `| ${title} | ${cells.join(" | ")} |`;
  });
  const limit = numbers.find(({ name }) => name === "extrapolated_energy");
  return {
    record,
    made,
    numbers,
    svg: await renderFigure(figure, { document: await headlessDocument() }),
    /** @param by  what computed it */
    text: (
      by,
    ) => `${config.disorders} draws of the couplings a size and ${config.replicas} starts a draw, by ${by}: ${config.method}
to |P∇H|/√N ≤ ${config.tolerance}, ${Math.round(made.seconds)} s on ${plural(made.workers, "worker")}. Errors are standard errors over draws.

| N | ${config.sizes.join(" | ")} |
| --- |${" --- |".repeat(config.sizes.length)}
${rows.join("\n")}

Extrapolated in N^(−2/3) to N → ∞: ${digits(limit)}. Theory: the threshold −E∞ = −1.632993, where gradient descent
ends as N → ∞, and the ground state −E₀ = −1.656998.`,
  };
}
