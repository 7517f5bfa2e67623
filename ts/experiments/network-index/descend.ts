import type { Network } from "../../network/index.js";
import type { INDEXED_NETWORKS, NETWORKS } from "../../network/tables.js";
import type { RowOf } from "../experiment.js";
import type { Sets } from "../networks.js";
import type { Config } from "./config.js";
import { hessianSpectrum, type Watched } from "./curvature.js";
import type { Way } from "./way.js";

export type Row = RowOf<typeof INDEXED_NETWORKS>;

/** A row of `networks`, of what SGD ended with. */
type Trained = RowOf<typeof NETWORKS>;

/** Gradients at which a descent stops to be looked at, and goes on afresh: the tolerance times powers of 10, from 0.1 down. */
function stagesOf(tolerance: number): number[] {
  const stages = [tolerance];
  for (let stage = 10 * tolerance; stage <= 0.1; stage *= 10) stages.unshift(stage);
  return stages;
}

/** Descends from where a training ended. @returns the row of where that leads, and the Hessian's eigenvalues there */
export async function descend(
  network: Network,
  trained: Trained,
  config: Config,
  { train, test }: Pick<Sets, "train" | "test">,
  { way, watched }: { readonly way: Way | undefined; readonly watched: Watched },
): Promise<{ readonly row: Row; readonly hessian: Float64Array }> {
  const { method, iterations, zero, relativeZero } = config;
  let { epochs, evaluations, status, gradient_norm } = trained;
  for (const tolerance of stagesOf(config.tolerance)) {
    const left = trained.epochs + iterations - epochs;
    if (left === 0) break;
    const stage = await network.train(train, { method, tolerance, epochs: left, seed: 0, ...watched });
    epochs += stage.epochs;
    evaluations += stage.evaluations;
    ({ status, gradientNorm: gradient_norm } = stage);
    await way?.look(network, method, evaluations);
    if (status !== "converged") break;
  }
  const hessian = await hessianSpectrum(network, train, watched);
  const [onTrain, onTest] = [network.evaluate(train), network.evaluate(test)];
  const row = {
    ...{ ...trained, epochs, evaluations, method, status, gradient_norm },
    ...{ train_loss: onTrain.loss, train_accuracy: onTrain.accuracy },
    ...{ test_loss: onTest.loss, test_accuracy: onTest.accuracy },
    ...indicesOf(hessian, zero, relativeZero),
  };
  return { row, hessian };
}

/** The row of a training that diverged: it has no Hessian. */
export const diverged = (trained: Trained): Row => ({
  ...{ ...trained, index: -1, normalised_index: Number.NaN, relative_index: Number.NaN },
  ...{ lambda_min: Number.NaN, lambda_max: Number.NaN },
});

function indicesOf(eigenvalues: Float64Array, zero: number, relativeZero: number) {
  const [lambda_min, lambda_max] = [eigenvalues[0] as number, eigenvalues.at(-1) as number];
  const below = (bound: number) => eigenvalues.filter((value) => value < bound).length;
  const index = below(-zero);
  return {
    ...{ index, normalised_index: index / eigenvalues.length },
    relative_index: below(-relativeZero * Math.max(-lambda_min, lambda_max)) / eigenvalues.length,
    ...{ lambda_min, lambda_max },
  };
}
