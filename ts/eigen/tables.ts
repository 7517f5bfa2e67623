import type { ColumnSpec, TableSpec } from "../tables/spec.js";

/** One row a matrix that a user gave. */
export function matrixSpectra(withVectors: boolean): TableSpec {
  const columns: ColumnSpec[] = [
    { name: "order", type: "int32", unit: "1", meaning: "number of rows and of columns of the matrix" },
    {
      name: "eigenvalues",
      type: "list<float64>",
      unit: "as the matrix",
      meaning: "eigenvalues in the range asked for, ascending",
    },
    {
      name: "eigenvectors",
      type: "list<float64>",
      unit: "1",
      meaning: "an eigenvector of length 1 for each eigenvalue, `order` numbers after `order` numbers",
    },
  ];
  return {
    name: "spectra",
    normalisation: "the matrix as it is in the file; eigenvectors of length 1",
    columns: withVectors ? columns : columns.slice(0, 2),
  };
}
