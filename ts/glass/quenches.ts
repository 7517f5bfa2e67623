import { InvalidInputError } from "../base/errors.js";
import { checkAscending, type FieldsOf, list, number, object, wholeNumber } from "../base/schema.js";
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

const annealOptions = object(
  {
    ...descentFields,
    from: number({ above: 0 }),
    to: number({ above: 0 }),
    sweeps,
  } satisfies FieldsOf<AnnealOptions>,
  {
    rule({ from, to }) {
      if (to > from) throw new InvalidInputError("to", to, `a number above 0 and at most from = ${from}`);
    },
  },
);

const temperOptions = object(
  {
    ...descentFields,
    temperatures: list({ of: number({ above: 0 }), min: 2, max: 64 }),
    sweeps,
  } satisfies FieldsOf<TemperOptions>,
  {
    rule({ temperatures }) {
      checkAscending("temperatures", temperatures, (before) => `a number above the one before it, ${before}`);
    },
  },
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
