import type { Table, Vector } from "apache-arrow";
import type { Status } from "../../glass/tables.js";

/** Where one descent ended: a row of `minima`. */
export interface Row {
  readonly n: number;
  readonly draw: bigint;
  readonly replica: number;
  readonly energy: number;
  readonly iterations: number;
  readonly evaluations: number;
  readonly status: Status;
  readonly index: number;
  readonly lambdaMin: number;
}

export function readRows(minima: Table): Row[] {
  const column = <T>(name: string) => columnOf(minima, name).toArray() as ArrayLike<T>;
  const n = column<number>("n");
  const draw = column<bigint>("disorder_seed");
  const replica = column<number>("replica");
  const energy = column<number>("energy");
  const iterations = column<number>("iterations");
  const evaluations = column<number>("evaluations");
  const status = column<Status>("status");
  const index = column<number>("index");
  const lambdaMin = column<number>("lambda_min");
  return Array.from({ length: minima.numRows }, (_, row) => ({
    n: n[row] as number,
    draw: draw[row] as bigint,
    replica: replica[row] as number,
    energy: energy[row] as number,
    iterations: iterations[row] as number,
    evaluations: evaluations[row] as number,
    status: status[row] as Status,
    index: index[row] as number,
    lambdaMin: lambdaMin[row] as number,
  }));
}

/** The eigenvalues of the `spectra` rows that belong to the given rows of `minima`, pooled. */
export function pooledSpectrum(spectra: Table, rows: readonly Row[]): number[] {
  const key = (n: number, draw: bigint, replica: number) => `${n} ${draw} ${replica}`;
  const wanted = new Set(rows.map((row) => key(row.n, row.draw, row.replica)));
  const n = columnOf(spectra, "n").toArray() as ArrayLike<number>;
  const draw = columnOf(spectra, "disorder_seed").toArray() as ArrayLike<bigint>;
  const replica = columnOf(spectra, "replica").toArray() as ArrayLike<number>;
  const lists = columnOf(spectra, "eigenvalues");
  const pooled: number[] = [];
  for (let row = 0; row < spectra.numRows; row++) {
    if (!wanted.has(key(n[row] as number, draw[row] as bigint, replica[row] as number))) continue;
    for (const value of lists.get(row) as Iterable<number>) pooled.push(value);
  }
  return pooled;
}

function columnOf(table: Table, name: string): Vector {
  const column = table.getChild(name);
  if (column === null) throw new Error(`the column ${name} is missing`);
  return column;
}
