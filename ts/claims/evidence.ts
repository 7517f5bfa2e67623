import type { Measured } from "../statistics/measured.js";

/**
 * What claims read of finished experiments, by their names: rows of their tables, as far as a claim looks at them, or what was fitted to them.
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
  readonly redundancy: {
    readonly networks: readonly ClassifyingNetwork[];
    readonly cuts: readonly CutNetwork[];
  };
  readonly "global-minimum": { readonly descents: readonly DescendedNetwork[] };
  readonly dynamics: { readonly limits: readonly LimitAtTime[] };
  /** At the largest size. */
  readonly universality: { readonly n: number; readonly differences: readonly DisorderDifference[] };
}

/** Where the energies at a time lead for N → ∞, less the energy of the Cugliandolo–Kurchan equations. */
export interface LimitAtTime {
  readonly time: number;
  /** Degrees of freedom of the errors. */
  readonly freedom: number;
  /** By a line in 1/N, and how likely a χ² as large as its own is. */
  readonly line: Required<Measured>;
  readonly probability: number;
  /** With a term in 1/N² too, of three sizes and more. */
  readonly curve?: Required<Measured>;
}

/** The mean energy of minima under a distribution of the couplings, less that under the first. */
export interface DisorderDifference extends Required<Measured> {
  readonly disorder: string;
  readonly freedom: number;
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

export interface ClassifyingNetwork extends EndedNetwork {
  readonly test_accuracy: number;
}

/** A network whose weights were cut to few values. */
export interface CutNetwork extends ClassifyingNetwork {
  readonly assignment: string;
  readonly stage: string;
  readonly values: number;
}

/** A place on the descent of a network from where SGD ended; the lowest of a search goes on alone. */
export interface DescendedNetwork extends TrainedNetwork {
  readonly search: number;
  readonly iterations: number;
}
