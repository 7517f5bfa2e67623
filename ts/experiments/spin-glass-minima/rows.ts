import type { MINIMA, SPECTRA, Status } from "../../glass/tables.js";
import type { TableReader } from "../experiment.js";

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

export async function readRows(minima: TableReader<typeof MINIMA>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of minima.batches())
    for (let row = 0; row < batch.n.length; row++)
      rows.push({
        n: batch.n[row] as number,
        draw: batch.disorder_seed[row] as bigint,
        replica: batch.replica[row] as number,
        energy: batch.energy[row] as number,
        iterations: batch.iterations[row] as number,
        evaluations: batch.evaluations[row] as number,
        status: batch.status[row] as Status,
        index: batch.index[row] as number,
        lambdaMin: batch.lambda_min[row] as number,
      });
  return rows;
}

/** The eigenvalues of the `spectra` rows that belong to the given rows of `minima`, pooled by N. */
export async function pooledSpectra(
  spectra: TableReader<typeof SPECTRA>,
  rows: readonly Row[],
): Promise<Map<number, number[]>> {
  const key = (n: number, draw: bigint, replica: number) => `${n} ${draw} ${replica}`;
  const wanted = new Set(rows.map((row) => key(row.n, row.draw, row.replica)));
  const pooled = new Map<number, number[]>();
  for await (const { n, disorder_seed, replica, eigenvalues } of spectra.batches())
    for (let row = 0; row < n.length; row++) {
      const size = n[row] as number;
      if (!wanted.has(key(size, disorder_seed[row] as bigint, replica[row] as number))) continue;
      const of = pooled.get(size) ?? [];
      pooled.set(size, of);
      const { offsets, values } = eigenvalues;
      for (let at = offsets[row] as number; at < (offsets[row + 1] as number); at++)
        of.push(values[at] as number);
    }
  return pooled;
}
