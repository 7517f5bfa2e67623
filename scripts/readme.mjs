// node scripts/readme.mjs DIR: puts the figure and the numbers of a `losscape reproduce` folder into README.md.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readFinished } from "../build/esm/cli/finished.js";
import { headlessDocument } from "../build/esm/report/headless.js";
import { renderFigure } from "../build/esm/report/index.js";
import { putSection } from "./readme/section.mjs";

const folder = process.argv[2];
if (folder === undefined) throw new Error("readme: got no folder, expected that of `losscape reproduce`");
const { summary, run, config } = await readFinished(join(folder, "spin-glass-minima"));

const figure = summary.figures.find(({ id }) => id === "energy-distribution");
writeFileSync(
  "docs/figures/energies.svg",
  await renderFigure(figure, { document: await headlessDocument() }),
);

const shown = [
  ["mean_energy", "mean energy per spin"],
  ["spread_within_draw", "spread within a draw"],
  ["mean_lambda_min", "mean smallest Hessian eigenvalue"],
  ["index_zero_fraction", "descents that end at index 0"],
  ["mean_evaluations", "evaluations a descent"],
];
const digits = ({ value, error }) =>
  error > 0 ? `${value.toFixed(decimals(error))} ± ${error.toFixed(decimals(error))}` : String(value);
const decimals = (error) => Math.max(0, 1 - Math.floor(Math.log10(error)));
const rows = shown.map(([name, title]) => {
  const cells = config.sizes.map((n) =>
    digits(summary.numbers.find((number) => number.name === name && number.at.n === n)),
  );
  return `| ${title} | ${cells.join(" | ")} |`;
});
const limit = summary.numbers.find(({ name }) => name === "extrapolated_energy");
const text = `${config.disorders} draws of the couplings a size and ${config.replicas} starts a draw, by \`npm start\` (\`losscape reproduce --quick\`): ${config.method}
to |P∇H|/√N ≤ ${config.tolerance}, ${Math.round(run.seconds)} s of one core in all. Errors are standard errors over draws.

| N | ${config.sizes.join(" | ")} |
| --- |${" --- |".repeat(config.sizes.length)}
${rows.join("\n")}

Extrapolated in N^(−2/3) to N → ∞: ${digits(limit)}. Theory: the threshold −E∞ = −1.632993, where gradient descent
ends as N → ∞, and the ground state −E₀ = −1.656998. The form of the extrapolation is uncertain by more than its error; the
report shows two others beside it.`;

putSection("numbers", text);
