import type { Dataset } from "../../data/dataset.js";
import type { Network } from "../../network/index.js";
import type { CHECKPOINTS } from "../../network/tables.js";
import type { RowOf } from "../experiment.js";
import { indexAt, type Watched } from "./curvature.js";

export type Checkpoint = RowOf<typeof CHECKPOINTS>;

/** Which network a row is of. */
export type Which = Pick<Checkpoint, "hidden" | "parameters" | "seed" | "replica">;

/** The places on a network's way down at which its loss and index are looked at. */
export class Way {
  readonly checkpoints: Checkpoint[] = [];

  constructor(
    private readonly which: Which,
    private readonly data: Dataset,
    private readonly zero: number,
    private readonly watched: Watched,
  ) {}

  async look(network: Network, method: Checkpoint["method"], evaluations: number): Promise<void> {
    const index = await indexAt(network, this.data, this.zero, this.watched);
    this.checkpoints.push({
      ...this.which,
      checkpoint: this.checkpoints.length,
      method,
      evaluations,
      train_loss: network.loss(this.data),
      index,
      normalised_index: index / network.parameters,
    });
  }
}
