import type { ColumnsOf } from "../tables/spec.js";
import type { Descents } from "./descents.js";
import type { MINIMA, SPECTRA } from "./tables.js";

interface Draw {
  readonly n: number;
  readonly p: number;
  readonly disorderSeed: bigint;
}

/** The columns of the table `minima`. */
export function minimaColumns(draw: Draw, descents: Descents): ColumnsOf<typeof MINIMA> {
  const { replica, energy, gradientNorm, iterations, evaluations, method, status, index, eigenvalues } =
    descents;
  const width = draw.n - 1;
  const eigenvalue = (place: number) =>
    Float64Array.from(replica, (_, row) => eigenvalues[row * width + place] as number);
  return {
    ...drawColumns(draw, replica),
    energy,
    gradient_norm: gradientNorm,
    method,
    iterations,
    evaluations,
    status,
    index,
    lambda_min: eigenvalue(0),
    lambda_max: eigenvalue(width - 1),
  };
}

/** The columns of the table `spectra`. */
export function spectraColumns(draw: Draw, { replica, eigenvalues }: Descents): ColumnsOf<typeof SPECTRA> {
  const offsets = Int32Array.from({ length: replica.length + 1 }, (_, row) => row * (draw.n - 1));
  return { ...drawColumns(draw, replica), eigenvalues: { offsets, values: eigenvalues } };
}

function drawColumns({ n, p, disorderSeed }: Draw, replica: Uint32Array) {
  const rows = replica.length;
  return {
    n: new Int32Array(rows).fill(n),
    p: new Int32Array(rows).fill(p),
    disorder_seed: new BigUint64Array(rows).fill(disorderSeed),
    replica,
  };
}
