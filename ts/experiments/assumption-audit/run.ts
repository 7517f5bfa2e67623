import { Network, trainings } from "../../network/index.js";
import { NETWORKS } from "../../network/tables.js";
import { layoutOf } from "../../paths/layout.js";
import { ASSUMPTIONS, type STAGES } from "../../paths/tables.js";
import { columnsOf, deriveSeed, type RowOf, rowsIn, type Shard } from "../experiment.js";
import { layersOf, type NetworkContext, setsOf } from "../networks.js";
import { turn } from "../turn.js";
import type { Config } from "./config.js";
import {
  type Measurement,
  measureActivity,
  measureCorrelations,
  measureInputs,
  measureNorm,
  measureRedundancy,
} from "./measure.js";
import type { Part } from "./plan.js";

/** Trains some networks, and measures each assumption before and after; of one that diverged, before alone. */
export async function run(config: Config, { part }: Shard<Part>, context: NetworkContext) {
  const { depth, hidden, first, replicas } = part;
  const { train, test } = setsOf(config, context);
  const { epochs, batchSize, learningRate, decay, momentum, loss, initial, kept, pairs, overlaps } = config;
  const layers = layersOf(train, depth, hidden);
  const layout = layoutOf(layers);
  const seed = deriveSeed(config.seed, hidden, depth);
  const architecture = { layers, loss, biases: false, initial, seed };
  const audited = train.take(Math.min(config.auditSamples, train.samples));
  const inputs = measureInputs(layout, audited);
  const trained = await trainings({
    ...{ ...architecture, first, replicas, train, epochs, batchSize, learningRate, decay, momentum },
    signal: context.signal,
  });
  const rows: RowOf<typeof ASSUMPTIONS>[] = [];
  for (const [place, { replica, status }] of rowsIn(NETWORKS, trained.networks).entries()) {
    const add = (stage: (typeof STAGES)[number], found: readonly Measurement[]) => {
      rows.push(...found.map((one) => ({ layers: layout.order, hidden, seed, replica, stage, ...one })));
    };
    await turn("the shard", context.signal);
    const start = Network.create({ ...architecture, replica });
    const before = start.weights;
    start.free();
    const of = { loss, overlaps, pairs, seed: deriveSeed(String(seed), replica, 0) };
    const both = (weights: Float64Array) => [
      ...measureActivity(layout, weights, audited),
      ...measureCorrelations(layout, weights, audited, of),
    ];
    add("before", [...inputs, ...both(before)]);
    if (status !== "diverged") {
      const after = trained.weights.slice(place * layout.weights, (place + 1) * layout.weights);
      add("after", [
        ...both(after),
        ...measureRedundancy(layout, after, test, kept),
        ...measureNorm(layout, before, after),
      ]);
    }
    context.progress({ done: place + 1 });
  }
  audited.free();
  return { assumptions: columnsOf(ASSUMPTIONS, rows) };
}
