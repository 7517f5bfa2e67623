import type { Dataset } from "../../data/dataset.js";
import { parametersOf } from "../../network/architecture.js";
import { type ArchitectureOptions, Network } from "../../network/index.js";
import type { Config } from "./config.js";

/**
 * The temperatures between which a network is annealed, in units of its loss.
 *
 * By equipartition each of P weights in a quadratic well of the loss holds T/2 of it, so that at T the loss lies P·T/2 above the
 * bottom. That is `from` and `to` times the loss L₀ of a network whose outputs are 0, which has learnt nothing: with 1 and 0.01
 * annealing begins where a well does not hold and ends within 1 % of L₀ of its bottom. What any training ends with has no part in it.
 */
export function temperaturesOf(
  { from, to }: Pick<Config, "from" | "to">,
  architecture: ArchitectureOptions & { readonly biases: boolean },
  train: Dataset,
): { readonly from: number; readonly to: number } {
  const parameters = parametersOf(architecture.layers, architecture.biases);
  const blank = Network.fromWeights({ ...architecture, weights: new Float64Array(parameters) });
  const unit = (2 * blank.loss(train)) / parameters;
  blank.free();
  return { from: from * unit, to: to * unit };
}
