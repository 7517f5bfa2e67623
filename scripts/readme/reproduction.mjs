// node scripts/readme/reproduction.mjs COMMIT DIGITS MNIST: puts the claims of two folders of `losscape reproduce --standard`, on the
// digits and on MNIST, into README.md and docs/reproduction.md, and the figures that show them into docs/figures/claims.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { claimRows, figuresOf } from "../../build/esm/claims/words.js";
import { headlessDocument } from "../../build/esm/report/headless.js";
import { renderFigure } from "../../build/esm/report/index.js";
import { RunFolder } from "../../build/esm/runs/folder.js";
import { folderStore } from "../../build/esm/runs/node/folder.js";
import { putSection } from "./section.mjs";

const FIGURES = "docs/figures/claims";

const [commit, ...paths] = process.argv.slice(2);
if (paths.length !== 2)
  throw new Error("reproduction: expected a commit and two folders, on the digits and on MNIST");
const document = await headlessDocument();
const [digits, mnist] = await Promise.all(paths.map(read));

/** The claims of a reproduction by their titles, and its figures by their ids. */
async function read(path) {
  const figures = new Map();
  for (const experiment of readdirSync(path, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )) {
    const folder = await RunFolder.open(folderStore(join(path, experiment.name)));
    for (const figure of (await folder.answer()).figures)
      figures.set(`${experiment.name}-${figure.id}`, figure);
  }
  const rows = claimRows(JSON.parse(readFileSync(join(path, "claims.json"), "utf8")));
  return { rows: new Map(rows.map((row) => [row.title, row])), figures };
}

/** A claim on both is judged on the networks' data. */
const onNetworks = (row) => row?.networks ?? row?.both;

const cell = (claim) => (claim === undefined ? "–" : `**${claim.verdict}**: ${figuresOf(claim)}`);
const table = [...digits.rows].map(
  ([title, row]) =>
    `| ${`${row.number} ${title}`.trim()} | ${[row.glass, onNetworks(row), onNetworks(mnist.rows.get(title))].map(cell).join(" | ")} |`,
);
const made = `\`losscape reproduce --standard\` at commit ${commit}, on the built-in digits and on MNIST (\`--data mnist:DIR\`).
Intervals are of 95 %; what each asks for is in [docs/claims.md](docs/claims.md).`;
const claims = `| claim | glass | networks, digits | networks, MNIST |
| --- | --- | --- | --- |
${table.join("\n")}`;

putSection(
  "claims",
  `${made}\n\n${claims}\n\n[docs/reproduction.md](docs/reproduction.md) has their sentences and figures.`,
);

rmSync(FIGURES, { recursive: true, force: true });
mkdirSync(FIGURES, { recursive: true });
const parts = [];
for (const [title, row] of digits.rows) {
  const told = [
    await tell("glass", row.glass, digits),
    await tell("networks on the digits", onNetworks(row), digits, "digits"),
    await tell("networks on MNIST", onNetworks(mnist.rows.get(title)), mnist, "mnist"),
  ];
  parts.push(`## ${`${row.number} ${title}`.trim()}\n\n${told.filter((text) => text !== "").join("\n\n")}`);
}
putSection("claims", parts.join("\n\n"), "docs/reproduction.md");
putSection("made", made.replace("docs/claims.md](docs/", "docs/claims.md]("), "docs/reproduction.md");

/** What became of a claim on a subject, with its figure as a file beside it. */
async function tell(subject, claim, { figures }, data) {
  if (claim === undefined) return "";
  const text = `On ${subject}: ${claim.sentence}`;
  const figure = figures.get(claim.figure);
  if (figure === undefined) return text;
  const file = `${[claim.id, ...(data === undefined ? [] : [data])].join("-")}.svg`;
  writeFileSync(join(FIGURES, file), await renderFigure(figure, { document }));
  return `${text}\n\n![${figure.title}](figures/claims/${file})`;
}
