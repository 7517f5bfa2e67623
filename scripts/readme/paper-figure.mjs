// node scripts/readme/paper-figure.mjs COMMIT DIR: puts the figure of a run of spin-glass-minima at the paper's sizes into
// docs/figures, its numbers into docs/reproduction.md, and what it took into a record of bench/record.
import { writeFileSync } from "node:fs";
import { place } from "../../bench/machine.mjs";
import { minimaOf } from "./minima.mjs";
import { putSection } from "./section.mjs";

const [commit, path] = process.argv.slice(2);
if (path === undefined) throw new Error("paper-figure: expected a commit and the folder of a run");
const { record, made, numbers, svg, text } = await minimaOf(path);
const { experiment, config, version, build } = record;
const content = { ...place(), commit, experiment, config, version, build, made, numbers };
const file = `bench/record/${content.date}-paper-figure.json`;
writeFileSync(file, `${JSON.stringify(content, null, 1)}\n`);
writeFileSync("docs/figures/paper-glass.svg", svg);
putSection(
  "paper-figure",
  `${text(`the strict build at commit ${commit} ([record](../${file}))`)}

![Energies per spin of 1000 minima of each size](figures/paper-glass.svg)`,
  "docs/reproduction.md",
);
