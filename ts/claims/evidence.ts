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
  /** Of complete maps of all critical points. */
  readonly census: {
    /** Windows of energy of many expected points, and what the narrowest ones say by themselves. */
    readonly windows: readonly CountedWindow[];
    readonly narrow: { readonly windows: number; readonly differing: number };
    /** From each index's mean energy to the next one's. */
    readonly steps: readonly LayerStep[];
    readonly exactSteps: readonly { readonly n: number; readonly index: number; readonly value: number }[];
    readonly correlations: readonly RankCorrelation[];
  };
  /** Annealing and SGD, each one run of equal work, at the largest size. */
  readonly annealing: {
    readonly n: number;
    readonly work: number;
    /** Mean energies of minima that annealing ends in, less those of SGD, draw by draw. */
    readonly differences: readonly number[];
    /** The index next to each end itself, by draws; −1 where there is none. */
    readonly ends: readonly { readonly name: string; readonly indices: readonly (readonly number[])[] }[];
  };
  readonly hardness: { readonly searches: readonly SearchGrowth[]; readonly sizes: readonly KnownDepth[] };
  readonly redundancy: {
    readonly networks: readonly ClassifyingNetwork[];
    readonly cuts: readonly CutNetwork[];
  };
  readonly "global-minimum": { readonly descents: readonly DescendedNetwork[] };
  readonly dynamics: { readonly limits: readonly LimitAtTime[] };
  /** At the largest size. */
  readonly universality: { readonly n: number; readonly differences: readonly DisorderDifference[] };
  /** At the deepest and largest network. */
  readonly "assumption-ladder": {
    readonly layers: number;
    readonly hidden: number;
    readonly changes: readonly Change[];
  };
}

/** What an assumption changes: a statistic of the landscape with it, less the one without. */
export interface Change extends Required<Measured> {
  readonly from: string;
  readonly to: string;
  readonly statistic: "energy" | "spread" | "negative share" | "loss correlation";
  readonly freedom: number;
}

/** ln of the number of critical points over its exact mean, of one index in a window of energies. */
export interface CountedWindow extends Required<Measured> {
  readonly n: number;
  readonly index: number;
  /** Energies per spin. */
  readonly from: number;
  readonly to: number;
  readonly freedom: number;
}

/** The mean energy per spin of critical points of an index, less that of the index before. */
export interface LayerStep extends Required<Measured> {
  readonly n: number;
  readonly index: number;
  readonly freedom: number;
}

/** Spearman's ρ of index and energy over all critical points of a draw, in the mean. */
export interface RankCorrelation extends Required<Measured> {
  readonly n: number;
  readonly freedom: number;
}

/** How the work of a search to come near the lowest energy known grows with N. */
export interface SearchGrowth {
  readonly label: string;
  readonly freedom: number;
  /** b of work = e^(a + bN), and c of work = e^a·N^c. */
  readonly exponential: Required<Measured>;
  readonly power: Required<Measured>;
  /** AIC of the power less that of the exponential: above 0 the exponential is likelier. */
  readonly aic: number;
}

/** In how many draws of a size the lowest energy was found from two starts or more. */
export interface KnownDepth {
  readonly n: number;
  readonly draws: number;
  readonly agreed: number;
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
