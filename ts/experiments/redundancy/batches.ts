import { PURPOSES, Stream } from "../../base/random.js";
import { Dataset } from "../../data/dataset.js";

/** So many batches of a data set, each of random samples of it: those of a seed and a replica. Whoever asks frees them. */
export function drawBatches(
  data: Dataset,
  { steps, batchSize }: { readonly steps: number; readonly batchSize: number },
  seed: bigint,
  replica: number,
): Dataset[] {
  const { inputs, labels, features, classes, samples } = data;
  return Array.from({ length: steps }, (_, step) => {
    const stream = new Stream(seed, PURPOSES.batches, replica, step);
    const drawn = new Float64Array(batchSize * features);
    const ofDrawn = Array.from({ length: batchSize }, (_, place) => {
      const sample = stream.below(samples);
      drawn.set(inputs.subarray(sample * features, (sample + 1) * features), place * features);
      return labels[sample] as number;
    });
    return Dataset.from({ inputs: drawn, labels: ofDrawn, classes });
  });
}
