import { nearestRoot, power } from "../../paths/layout.js";
import { type Ending, RUNG_MINIMA, RUNG_OVERLAPS, RUNG_WAYS, RUNGS, type Rung } from "../../paths/tables.js";
import { mean, variance, varies } from "../../statistics/moments.js";
import { columnsOf, deriveSeed, type RowOf, type Shard } from "../experiment.js";
import { type NetworkContext, setsOf } from "../networks.js";
import { lossCorrelations } from "../overlaps.js";
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
    // Where the first of its descents that has a slope ends, or last has one, activations and margins are frozen; where none has, at a start.
    let weights: Float64Array | undefined;
    for (const rung of RUNGS) {
      const given = weights === undefined ? draw : { ...draw, weights };
      const landscape = rung === "network" ? network(given) : landscapeOf(rung, given);
      const which = { layers: draw.layout.order, hidden, rung, draw: number };
      const place = await climb(landscape, given, which, rows, context.signal);
      weights ??= place ?? landscape.start(0);
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

/** The rows of one rung of a draw. @returns  the last place with a slope of the first descent that has one */
async function climb(
  landscape: Landscape,
  { config, layout, seed }: Draw,
  which: Which,
  { minima, ways, overlaps }: Rows,
  signal: AbortSignal | undefined,
): Promise<Float64Array | undefined> {
  const { parameters, radius } = landscape;
  const spins = nearestRoot(layout);
  const correlations = lossCorrelations((w) => landscape.value(w), {
    ...{ count: parameters, radius, overlaps: config.overlaps, pairs: config.pairs },
    seed: deriveSeed(String(seed), 0, 1),
  });
  config.overlaps.forEach((overlap, place) => {
    const correlation = correlations[place] as number;
    overlaps.push({ ...which, overlap, correlation, assumed: power(overlap, layout.order) });
  });
  const energyOf = (w: Float64Array, loss: number) => {
    const random = Array.from({ length: config.pairs }, (_, number) =>
      landscape.value(landscape.alike(w, number)),
    );
    if (!varies(random)) return Number.NaN;
    return (loss - mean(random)) / Math.sqrt(variance(random) * spins);
  };
  let sloped: Float64Array | undefined;
  for (let start = 0; start < config.starts; start++) {
    const look = async (place: Float64Array) => {
      const loss = landscape.value(place);
      const shares = sharesOf(await landscape.eigenvalues(place, { signal }));
      return { loss, energy: energyOf(place, loss), ...shares, status: endingOf(loss, shares) };
    };
    let found: Awaited<ReturnType<typeof look>> | undefined;
    const from = landscape.start(start);
    const last = await descend(landscape, from, config, signal, async (place, checkpoint) => {
      found = await look(place);
      const { energy, negative_share } = found;
      ways.push({ ...which, start, checkpoint, energy, negative_share });
    });
    minima.push({ ...which, start, parameters, spins, ...(found as NonNullable<typeof found>) });
    sloped ??= last;
  }
  return sloped;
}

/** Eigenvalues within this share of the largest modulus count as zero. */
const ZERO = 1e-3;

/** None where all eigenvalues are 0. */
function sharesOf(spectrum: Float64Array) {
  const largest = spectrum.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return { negative_share: Number.NaN, zero_share: Number.NaN, balance: Number.NaN };
  const share = (of: (value: number) => boolean) => spectrum.filter(of).length / spectrum.length;
  const sum = (of: (value: number) => number) => spectrum.reduce((total, value) => total + of(value), 0);
  return {
    negative_share: share((value) => value < -ZERO * largest),
    zero_share: share((value) => Math.abs(value) <= ZERO * largest),
    balance: sum((value) => value) / sum(Math.abs),
  };
}

function endingOf(loss: number, { balance }: ReturnType<typeof sharesOf>): Ending {
  if (!Number.isNaN(balance)) return "completed";
  return loss === 0 ? "solved" : "dead";
}
