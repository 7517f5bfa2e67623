import type { Dataset } from "../../data/dataset.js";
import { eigvalshAsync, inertiaAsync } from "../../eigen/index.js";
import type { Network } from "../../network/index.js";

/** What can be watched and ended. */
export interface Watched {
  readonly signal?: AbortSignal | undefined;
}

/** The eigenvalues of a network's Hessian, ascending. */
export async function hessianSpectrum(
  network: Network,
  data: Dataset,
  watched: Watched,
): Promise<Float64Array> {
  return eigvalshAsync(await network.hessianMatrixAsync(data, watched), { ...watched, consume: true });
}

/** Eigenvalues of the Hessian below −zero, by factorisations. */
export async function indexAt(
  network: Network,
  data: Dataset,
  zero: number,
  watched: Watched,
): Promise<number> {
  const hessian = await network.hessianMatrixAsync(data, watched);
  return (await inertiaAsync(hessian, { ...watched, tolerance: zero, consume: true })).negative;
}

/** The eigenvalues of the Gauss–Newton part G of a Hessian H, and of H − G. */
export async function partSpectra(network: Network, data: Dataset, watched: Watched) {
  const hessian = await network.hessianMatrixAsync(data, watched);
  const residual = hessian.toArray();
  hessian.free();
  const gaussNewton = await network.gaussNewtonMatrixAsync(data, watched);
  gaussNewton.toArray().forEach((entry, place) => {
    residual[place] = (residual[place] as number) - entry;
  });
  return {
    gaussNewton: await eigvalshAsync(gaussNewton, { ...watched, consume: true }),
    residual: await eigvalshAsync(residual, watched),
  };
}
