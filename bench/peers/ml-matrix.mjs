import { readFileSync } from "node:fs";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { flat, serve } from "../eigen/serve.mjs";

const { version } = JSON.parse(readFileSync(new URL("node_modules/ml-matrix/package.json", import.meta.url)));
// It has no way to the eigenvalues alone.
const decompose = (matrix) => new EigenvalueDecomposition(matrix, { assumeSymmetric: true });

await serve({
  about: `ml-matrix ${version}`,
  tasks: { values: (matrix) => decompose(matrix).realEigenvalues, pairs: decompose },
  prepare: (a, n) => Matrix.from1DArray(n, n, a),
  flatten: (answer) =>
    Array.isArray(answer)
      ? flat(answer)
      : flat(answer.realEigenvalues, answer.eigenvectorMatrix.transpose().to1DArray()),
});
