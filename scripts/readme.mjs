// node scripts/readme.mjs DIR: puts the figure and the numbers of a `losscape reproduce` folder into README.md.
import { writeFileSync } from "node:fs";
import { minimaOf } from "./readme/minima.mjs";
import { putSection } from "./readme/section.mjs";

const path = process.argv[2];
if (path === undefined) throw new Error("readme: got no folder, expected that of `losscape reproduce`");
const { svg, text } = await minimaOf(path, "spin-glass-minima");
writeFileSync("docs/figures/energies.svg", svg);
putSection(
  "numbers",
  `${text("`npm start` (`losscape reproduce --quick`)")} The form of the extrapolation is uncertain by more than its error; the
report shows two others beside it.`,
);
