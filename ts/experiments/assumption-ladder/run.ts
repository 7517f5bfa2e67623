import { nearestRoot, power } from "../../paths/layout.js";
import { RUNG_MINIMA, RUNG_OVERLAPS, RUNG_WAYS, RUNGS, type Rung } from "../../paths/tables.js";
import { columnsOf, deriveSeed, type RowOf, type Shard } from "../experiment.js";
import { type NetworkContext, setsOf } from "../networks.js";
import { randomLoss } from "../overlaps.js";
import type { Config } from "./config.js";
import { descend } from "./descend.js";
import { type Draw, drawOf, type Landscape, landscapeOf, network } from "./landscapes.js";
import { dataOf, type Part } from "./plan.js";

interface Rows {
  readonly minima: RowOf<typeof RUNG_MINIMA>[];
  readonly ways: RowOf<typeof RUNG_WAYS>[];
  readonly overlaps: RowOf<typeof RUNG_OVERLAPS>[];
}

/** Descends on every rung of some draws, and compares the loss at random weights. */
export async function run(config: Config, { part }: Shard<Part>, context: NetworkContext) {
  const { depth, hidden, first, draws } = part;
  const { train } = setsOf(dataOf(config), context);
  const rows: Rows = { minima: [], ways: [], overlaps: [] };
  for (let number = first; number < first + draws; number++) {
    const draw = drawOf(config, train, depth, hidden, number);
    // Where its first descent ends activations and margins are frozen.
    let weights: Float64Array | undefined;
    for (const rung of RUNGS) {
      const given = weights === undefined ? draw : { ...draw, weights };
      const landscape = rung === "network" ? network(given) : landscapeOf(rung, given);
      const which = { layers: draw.layout.order, hidden, rung, draw: number };
      const end = await climb(landscape, given, which, rows, { signal: context.signal });
      weights ??= end;
      landscape.free();
    }
    draw.data.free();
    context.progress({ done: number - first + 1 });
  }
  return {
    rung_minima: columnsOf(RUNG_MINIMA, rows.minima),
    rung_ways: columnsOf(RUNG_WAYS, rows.ways),
    rung_overlaps: columnsOf(RUNG_OVERLAPS, rows.overlaps),
  };
}

interface Which {
  readonly layers: number;
  readonly hidden: number;
  readonly rung: Rung;
  readonly draw: number;
}

/** The rows of one rung of a draw; returns where the first descent ended. */
async function climb(
  landscape: Landscape,
  { config, layout, seed }: Draw,
  which: Which,
  { minima, ways, overlaps }: Rows,
  watched: { readonly signal: AbortSignal | undefined },
): Promise<Float64Array> {
  const { parameters, radius } = landscape;
  const spins = nearestRoot(layout);
  const random = randomLoss((w) => landscape.value(w), {
    ...{ count: parameters, radius, overlaps: config.overlaps, pairs: config.pairs },
    seed: deriveSeed(String(seed), 0, 1),
  });
  config.overlaps.forEach((overlap, place) => {
    const correlation = random.correlations[place] as number;
    overlaps.push({ ...which, overlap, correlation, assumed: power(overlap, layout.order) });
  });
  const energyOf = (loss: number) => (loss - random.mean) / (random.deviation * Math.sqrt(spins));
  const ends: Float64Array[] = [];
  for (let start = 0; start < config.starts; start++) {
    let spectrum: Float64Array = new Float64Array(0);
    let loss = 0;
    const end = await descend(landscape, landscape.start(start), config, async (place, checkpoint) => {
      spectrum = await landscape.eigenvalues(place, watched);
      loss = landscape.value(place);
      const { negative_share } = sharesOf(spectrum);
      ways.push({ ...which, start, checkpoint, energy: energyOf(loss), negative_share });
    });
    minima.push({ ...which, start, parameters, spins, loss, energy: energyOf(loss), ...sharesOf(spectrum) });
    ends.push(end);
  }
  return ends[0] as Float64Array;
}

/** Eigenvalues within this share of the largest modulus count as zero. */
const ZERO = 1e-3;

function sharesOf(spectrum: Float64Array) {
  const largest = spectrum.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const share = (of: (value: number) => boolean) => spectrum.filter(of).length / spectrum.length;
  const sum = (of: (value: number) => number) => spectrum.reduce((total, value) => total + of(value), 0);
  return {
    negative_share: share((value) => value < -ZERO * largest),
    zero_share: share((value) => Math.abs(value) <= ZERO * largest),
    balance: largest === 0 ? Number.NaN : sum((value) => value) / sum(Math.abs),
  };
}
