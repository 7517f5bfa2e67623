import { config } from "../../ts/experiments/spin-glass-minima/config.js";
import { type DescentStatus, MINIMA, SPECTRA } from "../../ts/glass/tables.js";
import { buildTable, readerOf } from "../../ts/tables/index.js";

/** A row of `minima` and its row of `spectra`; a minimum unless it says otherwise. */
export interface MadeRow {
  readonly n: number;
  readonly draw: number;
  readonly energy: number;
  readonly status?: DescentStatus;
  readonly index?: number;
  readonly eigenvalues?: readonly number[];
}

export const CONFIG = config.parse({ disorders: 2, replicas: 2, method: "gradient-descent" });

const PROVENANCE = {
  version: "0.0.0",
  config: "{}",
  backend: "strict",
  normalisation: "made up",
  experiment: "spin-glass-minima",
} as const;

export function tablesOf(rows: readonly MadeRow[]) {
  const spectrum = (row: MadeRow) => row.eigenvalues ?? [0.5, 4.5, 9.5];
  const which = {
    n: Int32Array.from(rows, ({ n }) => n),
    p: new Int32Array(rows.length).fill(3),
    // Seeds above 2^53: readers must not go through doubles.
    disorder_seed: BigUint64Array.from(rows, ({ draw }) => 2n ** 63n + BigInt(draw)),
    replica: Uint32Array.from(rows, (_, replica) => replica),
  };
  const minima = {
    ...which,
    energy: Float64Array.from(rows, ({ energy }) => energy),
    gradient_norm: new Float64Array(rows.length).fill(5e-9),
    method: rows.map(() => CONFIG.method),
    iterations: new Uint32Array(rows.length).fill(300),
    evaluations: new Uint32Array(rows.length).fill(310),
    status: rows.map(({ status = "converged" }) => status),
    index: Int32Array.from(rows, ({ index = 0 }) => index),
    lambda_min: Float64Array.from(rows, (row) => spectrum(row)[0] as number),
    lambda_max: Float64Array.from(rows, (row) => spectrum(row).at(-1) as number),
    walk_energy: new Float64Array(rows.length).fill(Number.NaN),
  };
  const offsets = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => {
    offsets[i + 1] = (offsets[i] as number) + spectrum(row).length;
  });
  const eigenvalues = { offsets, values: Float64Array.from(rows.flatMap((row) => [...spectrum(row)])) };
  return {
    minima: readerOf(MINIMA, buildTable(MINIMA, minima, PROVENANCE)),
    spectra: readerOf(SPECTRA, buildTable(SPECTRA, { ...which, eigenvalues }, PROVENANCE)),
  };
}
