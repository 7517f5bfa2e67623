import { fileURLToPath } from "node:url";
import { inject, test } from "vitest";
import { output } from "../support/commands.js";
import { withPrograms } from "../support/project.js";

const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
const { project } = inject("packed");

const program = `
import { type Backend, backend, eigvalsh, experiments, init, InvalidInputError, SpinGlass, theory } from "losscape";
import * as eigen from "losscape/eigen";
import * as inline from "losscape/inline";
import * as slim from "losscape/slim";
import * as laws from "losscape/theory";
import "losscape/worker";

await init({ simd: "auto" });
const build: Backend = eigen.backend() === "strict" ? backend() : "relaxed";
const values: Float64Array = eigvalsh(Float64Array.of(1));
const glass: SpinGlass = SpinGlass.sample({ n: 10, p: 3, seed: 1n });
const minima = await glass.descend({ replicas: 2, seed: 1 });
const rows: number = minima.numRows;
const { tables } = await experiments.run("spin-glass-minima", { sizes: [10] }, { workers: 0 });
const threshold: number = theory.threshold(3) + laws.threshold(3);
const same: typeof eigvalsh = eigen.eigvalsh;
const range: eigen.Range = { index: [0, 1] };
const { vectors }: eigen.Eigenpairs = eigen.eigh(values, { range, symmetryTolerance: 0 });
using hessian: eigen.SymmetricMatrix = glass.sphereHessian(new Float64Array(10).fill(1));
const zero: number = (await eigen.inertiaAsync(hessian, { tolerance: 1e-9, onProgress: ({ done }) => done > 0 })).zero;
const offsets: Uint32Array = eigen.eigvalshBatch(values, { n: 1 }).offsets;
export { build, inline, InvalidInputError, rows, same, slim, tables, threshold, values };
// @ts-expect-error p is needed
SpinGlass.sample({ n: 10, seed: 1 });
// @ts-expect-error a matrix comes from \`from\`
new eigen.SymmetricMatrix();
// @ts-expect-error one kind of range
eigen.eigh(values, { range: { values: [0, 1] } });
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
