import { nearestRoot } from "../../paths/layout.js";
import type { Shard } from "../experiment.js";
import {
  CLASSES,
  FEATURES,
  layersOf,
  type Networks,
  samplesOf,
  sharedData,
  testSamplesOf,
} from "../networks.js";
import { FILE_BYTES, shardsOf } from "../pieces.js";
import type { Config } from "./config.js";
import { COUNTS } from "./measure.js";

/** Some networks of one depth and size. */
export interface Part extends Networks {
  readonly depth: number;
}

/**
 * Operations a second of one core, as processor time on a loaded machine: of trainings in small batches, of losses at pairs of weights with
 * the drawing of these, and of sums over hidden parts of paths, samples and inputs. Of the quick run's 6 s they took 0.7, 3.4 and 0.9; of the
 * defaults on MNIST a network takes 2.3 and 3.0 s with 10 and 25 hidden units at H = 2, 1.8 and 4.2 at H = 3.
 */
const BATCH_RATE = 1.2e10;
const LOSS_RATE = 1.8e9;
const PATH_RATE = 1.3e8;
/** Seconds a weight and value to find few values: 0.06 s of 3000 weights and 85 values. */
const VALUES_COST = 2.5e-7;

/** Depth by depth, size by size: one shard, or several of like cost where it is long. */
export function plan(config: Config): Shard<Part>[] {
  const { depths, hidden: sizes, replicas, epochs, auditSamples, pairs, overlaps } = config;
  return depths.flatMap((depth) =>
    sizes.flatMap((hidden) => {
      const layers = layersOf({ features: FEATURES, classes: CLASSES }, depth, hidden);
      const weights = layers.slice(1).reduce((sum, width, k) => sum + width * (layers[k] as number), 0);
      const samples = Math.min(auditSamples, samplesOf(config));
      const training = (6 * weights * samplesOf(config) * epochs) / BATCH_RATE;
      const losses = (4 * weights * samples * pairs * (1 + overlaps.length)) / LOSS_RATE;
      const paths = (2 * hidden ** depth * FEATURES * samples) / PATH_RATE;
      // On the test set, with each number of few values and with all.
      const tests = 2 * weights * testSamplesOf(config) * (COUNTS.length + 1);
      const lambda = nearestRoot({ paths: layers.reduce((a, b) => a * b, 1), order: depth + 1 });
      const values = Math.max(lambda, ...COUNTS);
      const redundancy = tests / LOSS_RATE + VALUES_COST * weights * values;
      const cost = training + losses + paths + redundancy;
      return shardsOf(replicas, {
        ...{ id: `h${depth + 1}-n${hidden}`, label: `H=${depth + 1}, n₁=${hidden}`, unit: "networks", cost },
        memory: (count) =>
          64 * weights * count +
          4 * weights * values +
          2 * hidden ** depth * samples +
          30 * FEATURES * samples +
          6e7,
        disk: (count) => FILE_BYTES + 3500 * count,
        shares: sharedData(config),
        part: (first, count) => ({ depth, hidden, first, replicas: count }),
      });
    }),
  );
}
