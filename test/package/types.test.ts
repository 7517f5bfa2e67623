import { fileURLToPath } from "node:url";
import { inject, test } from "vitest";
import { output } from "../support/commands.js";
import { withPrograms } from "../support/project.js";

const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
const { project } = inject("packed");

const program = `
import { type Backend, backend, eigvalsh, experiments, init, InvalidInputError, type LosscapeError, type Method, SpinGlass, theory } from "losscape";
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
const energies: Float64Array = minima.getChild("energy").toArray();
const status: "converged" | "max_iterations" | "stalled" | null = minima.getChild("status").get(0);
const seeds: BigUint64Array = minima.getChild("disorder_seed").toArray();
const spectrum: Float64Array | undefined = tables.spectra.getChild("eigenvalues").get(0)?.toArray();
const methods: readonly Method[] = (await glass.descents({ replicas: 1, seed: "1" })).method;
const lists: Float64Array = eigvalsh([[2, 1], [1, 2]], { lower: false });
const float32: number = glass.energyPerSpin(new Float32Array(10));
const vector: Float64Array = eigen.eigh(Uint8Array.of(1)).vector(0);
const pairs = eigen.lanczos((v) => Array.from(v), { n: 4, count: 1 });
await experiments.run("network-losses", { hidden: [5], seed: 1n, data: "digits" });
function codeOf(error: LosscapeError): "no-such-code" | undefined {
  const name: "InvalidInputError" | undefined = error instanceof InvalidInputError ? error.name : undefined;
  // @ts-expect-error no code of that name
  return name === undefined ? undefined : error.code;
}
export { codeOf, energies, float32, lists, methods, pairs, seeds, spectrum, status, vector };
export { build, inline, InvalidInputError, rows, same, slim, tables, threshold, values };
// @ts-expect-error no column of that name
minima.getChild("energies");
// @ts-expect-error no experiment of that name
experiments.run("spin-glass-minimum");
// @ts-expect-error no key of that name
experiments.run("spin-glass-minima", { size: [10] });
// @ts-expect-error no word of that key
experiments.run("spin-glass-minima", { method: "bfgs" });
// @ts-expect-error no table of that name
tables.networks;
// @ts-expect-error it is not to be assigned to
hessian.n = 50;
// @ts-expect-error no numbers
eigvalsh("2112");
// @ts-expect-error p is needed
SpinGlass.sample({ n: 10, seed: 1 });
// @ts-expect-error a matrix comes from \`from\`
new eigen.SymmetricMatrix();
// @ts-expect-error one kind of range
eigen.eigh(values, { range: { values: [0, 1] } });
`;

const page = { lib: ["es2022", "dom", "esnext.disposable"], types: [] };
const node = { lib: ["es2022", "esnext.disposable"], types: ["node"] };

test.each([
  ["Node, without a page's types", "nodenext", node],
  ["a page", "bundler", page],
])("the types of every entry hold in a strict program for %s", async (about, moduleResolution, libraries) => {
  const compilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    target: "es2022",
    ...libraries,
    module: moduleResolution === "bundler" ? "esnext" : moduleResolution,
    moduleResolution,
  };
  const folder = await withPrograms(project, `types-${about.replaceAll(/\W/g, "")}`, {
    "program.ts": program,
    "tsconfig.json": JSON.stringify({ compilerOptions, files: ["program.ts"] }),
  });
  await output(process.execPath, [tsc, "--project", folder], folder);
});
