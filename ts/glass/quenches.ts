import { type FieldsOf, object, wholeNumber } from "../base/schema.js";
import { checkFall, checkLadder, fallFields, ladderFields } from "../base/temperatures.js";
import type { Glass } from "../wasm/generated/losscape_wasm.js";
import { type Down, type Draw, descentFields, type ReplicasOptions } from "./descents.js";

export interface AnnealOptions extends ReplicasOptions {
  /** Temperature of the first sweep, in units of H. */
  readonly from: number;
  /** Temperature of the last one, at most `from`; those between fall by equal factors. */
  readonly to: number;
  /** Sweeps: of p proposals of all spins at once, p the highest order, which are the work of N proposals of one spin. */
  readonly sweeps: number;
}

export interface TemperOptions extends ReplicasOptions {
  /** Of the chains, ascending; neighbours exchange their points after every sweep. */
  readonly temperatures: readonly number[];
  /** Sweeps of every chain, as of `anneal`. */
  readonly sweeps: number;
}

const sweeps = wholeNumber({ min: 1, max: 2 ** 31 - 1, help: "sweeps of p proposals of all spins" });

const annealOptions = object({ ...descentFields, ...fallFields, sweeps } satisfies FieldsOf<AnnealOptions>, {
  rule: checkFall,
});

const temperOptions = object(
  { ...descentFields, ...ladderFields, sweeps } satisfies FieldsOf<TemperOptions>,
  { rule: checkLadder },
);

/** What annealings end with: `minima`, or `descents` with spectra and states. */
export async function annealed<Found>(
  glass: Glass,
  draw: Draw,
  given: AnnealOptions,
  down: Down<Found>,
): Promise<Found> {
  const { from, to, sweeps, ...replicas } = annealOptions.parse(given);
  const settings = { method: "simulated-annealing", from, to, sweeps };
  const way = { what: "anneal", config: settings, settings, ends: "in a descent" } as const;
  return down(glass, draw, way, replicas, given);
}

/** What temperings end with, likewise. */
export async function tempered<Found>(
  glass: Glass,
  draw: Draw,
  given: TemperOptions,
  down: Down<Found>,
): Promise<Found> {
  const { temperatures, sweeps, ...replicas } = temperOptions.parse(given);
  const config = { method: "parallel-tempering", temperatures, sweeps };
  const settings = { ...config, temperatures: Float64Array.from(temperatures) };
  return down(glass, draw, { what: "temper", config, settings, ends: "in a descent" }, replicas, given);
}
