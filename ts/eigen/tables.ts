import { type ColumnSpec, int32, list, type TableSpec } from "../tables/spec.js";

/** One row a matrix that a user gave. */
export function matrixSpectra(withVectors: boolean): TableSpec {
  const columns: ColumnSpec[] = [
    int32("order", "number of rows and of columns of the matrix"),
    list("eigenvalues", "as the matrix", "eigenvalues in the range asked for, ascending"),
    list(
      "eigenvectors",
      "1",
      "an eigenvector of length 1 for each eigenvalue, `order` numbers after `order` numbers",
    ),
  ];
  return {
    name: "spectra",
    normalisation: "the matrix as it is in the file; eigenvectors of length 1",
    columns: withVectors ? columns : columns.slice(0, 2),
  };
}
