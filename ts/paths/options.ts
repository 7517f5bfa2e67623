import type { Numbers } from "../base/arrays.js";
import { InvalidInputError } from "../base/errors.js";
import {
  anything,
  choice,
  type FieldsOf,
  list,
  number,
  object,
  optional,
  seed,
  wholeNumber,
} from "../base/schema.js";
import { type Dataset, datasetField } from "../data/dataset.js";
import { PATH_LOSSES, type PathLoss } from "./loss.js";
import { SHARINGS, type Sharing } from "./sharing.js";

/** What a path's activity is: the network's at its weights, a draw with probability `rate`, or `rate` itself, its mean. */
export const ACTIVITIES = ["actual", "bernoulli", "mean"] as const;
export type PathActivity = (typeof ACTIVITIES)[number];

export interface PathModelOptions {
  /** Units a layer, from the inputs to the outputs, of a ReLU network without biases: [100, 5, 5, 2]. */
  readonly layers: readonly number[];
  readonly data: Dataset;
  /** Of a sample, the sum over outputs of "hinge-one-vs-all" (the default) or "absolute". */
  readonly loss?: PathLoss | undefined;
  /** Where activations and margins are frozen: W₁ row-major (out × in), W₂, …; needed where one of them is. */
  readonly weights?: Numbers | undefined;
  /** "actual" (the default), "bernoulli" or "mean"; the last two need `rate`. */
  readonly activity?: PathActivity | undefined;
  /** ρ: the probability that a path is active. */
  readonly rate?: number | undefined;
  /** Of a path: the data's (the default), the same on all paths of an input, or independent and standard normal. */
  readonly inputs?: "data" | "normal" | undefined;
  /**
   * Whether the loss goes with the outputs over its kinks ("free", the default), or keeps the piece on which the network at its weights
   * lies, sample by sample and output by output: then it is linear in the outputs, a constant and one sum over paths.
   */
  readonly margins?: "free" | "frozen" | undefined;
  /** Whether each weight is one of a few unique values: "none" (the default), "even" or "random". */
  readonly sharing?: Sharing | undefined;
  /** How many unique values; the nearest whole number to Λ = Ψ^(1/H). */
  readonly values?: number | undefined;
  /** q, by which every path counts (1). */
  readonly scale?: number | undefined;
  /** Of all draws (0): a non-negative safe integer, a bigint below 2^64, or its decimal digits. */
  readonly seed?: number | bigint | string | undefined;
}

export const pathModelOptions = object(
  {
    data: datasetField,
    weights: anything,
    layers: list({ of: wholeNumber({ min: 1 }), min: 2, max: 32, repeats: true }),
    loss: choice({ values: PATH_LOSSES, default: "hinge-one-vs-all" }),
    activity: choice({ values: ACTIVITIES, default: "actual" }),
    rate: optional(number({ min: 0, max: 1 })),
    inputs: choice({ values: ["data", "normal"], default: "data" }),
    margins: choice({ values: ["free", "frozen"], default: "free" }),
    sharing: choice({ values: SHARINGS, default: "none" }),
    values: optional(wholeNumber({ min: 2 })),
    scale: number({ default: 1 }),
    seed: seed({ default: "0" }),
  } satisfies FieldsOf<PathModelOptions>,
  {
    rule({ activity, rate, sharing, values }) {
      if (activity === "actual" && rate !== undefined)
        throw new InvalidInputError("rate", rate, 'no rate where activity is "actual"');
      if (activity !== "actual" && rate === undefined)
        throw new InvalidInputError("rate", rate, `a number from 0 to 1, as activity is "${activity}"`);
      if (sharing === "none" && values !== undefined)
        throw new InvalidInputError("values", values, 'no values where sharing is "none"');
    },
  },
);
