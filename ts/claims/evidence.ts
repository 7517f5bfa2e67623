/**
 * What claims read of finished experiments, by their names: rows of their tables, as far as a claim looks at them.
 *
 * Claims stand below experiments in the import graph; `ts/experiments/evidence.ts` gives them this.
 */
export interface Evidence {
  readonly "spin-glass-minima": { readonly p: number; readonly minima: readonly Descent[] };
  readonly "network-losses": { readonly networks: readonly TrainedNetwork[] };
  readonly "network-index": {
    readonly networks: readonly IndexedNetwork[];
    readonly checkpoints: readonly Checkpoint[];
  };
  readonly "network-annealing": { readonly networks: readonly ComparedNetwork[] };
}

/** Where a descent of the glass ended; starts of one `disorder_seed` share their couplings. */
export interface Descent {
  readonly n: number;
  readonly disorder_seed: bigint;
  /** Per spin. */
  readonly energy: number;
  readonly index: number;
  readonly status: string;
}

interface NetworkRow {
  readonly hidden: number;
  readonly replica: number;
}

interface EndedNetwork extends NetworkRow {
  /** `diverged`: it has no losses. */
  readonly status: string;
}

export interface TrainedNetwork extends EndedNetwork {
  readonly train_loss: number;
  readonly test_loss: number;
}

/** A network after a full-batch descent. */
export interface IndexedNetwork extends EndedNetwork {
  readonly parameters: number;
  readonly normalised_index: number;
}

/** A place on a network's way down. */
export interface Checkpoint extends NetworkRow {
  readonly train_loss: number;
  readonly normalised_index: number;
}

/** One of the two rows of a network that was annealed and trained by equal work. */
export interface ComparedNetwork extends EndedNetwork {
  readonly sweeps: number;
  readonly method: string;
  readonly test_loss: number;
  readonly test_accuracy: number;
}
