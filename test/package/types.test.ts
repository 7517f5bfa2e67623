import { fileURLToPath } from "node:url";
import { inject, test } from "vitest";
import { output } from "../support/commands.js";
import { withPrograms } from "../support/project.js";

const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
const { project } = inject("packed");

const program = `
import { eigvalsh, experiments, init, InvalidInputError, SpinGlass, theory } from "losscape";
import * as eigen from "losscape/eigen";
import * as inline from "losscape/inline";
import * as slim from "losscape/slim";
import * as laws from "losscape/theory";
import "losscape/worker";

await init();
const values: Float64Array = eigvalsh(Float64Array.of(1));
const glass: SpinGlass = SpinGlass.sample({ n: 10, p: 3, seed: 1n });
const minima = await glass.descend({ replicas: 2, seed: 1 });
const rows: number = minima.numRows;
const { tables } = await experiments.run("spin-glass-minima", { sizes: [10] }, { workers: 0 });
const threshold: number = theory.threshold(3) + laws.threshold(3);
const same: typeof eigvalsh = eigen.eigvalsh;
export { inline, InvalidInputError, rows, same, slim, tables, threshold, values };
// @ts-expect-error p is needed
SpinGlass.sample({ n: 10, seed: 1 });
`;

test.each([
  ["Node", "nodenext", "nodenext"],
  ["a bundler", "esnext", "bundler"],
])("the types of every entry hold in a strict program for %s", async (_, module, moduleResolution) => {
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: "es2022",
    lib: ["es2022", "dom", "esnext.disposable"],
    types: [],
    module,
    moduleResolution,
  };
  const folder = await withPrograms(project, `types-${module}`, {
    "program.ts": program,
    "tsconfig.json": JSON.stringify({ compilerOptions, files: ["program.ts"] }),
  });
  await output(process.execPath, [tsc, "--project", folder], folder);
});
