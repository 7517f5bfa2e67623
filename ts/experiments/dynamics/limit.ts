import type { Measured } from "../../statistics/measured.js";
import { cugliandoloKurchan } from "../../theory/index.js";
import type { Config } from "./config.js";

/** Energies for N → ∞ by time, ascending, each with what its last digits may be off by. */
export type Limit = ReadonlyMap<number, Required<Measured>>;

const CURVE_POINTS = 60;

/** At the times of a config, and between them for a curve. */
export function limitOf({ p, temperature, times }: Config): Limit {
  const last = times.at(-1) as number;
  const curve = Array.from({ length: CURVE_POINTS }, (_, step) => (last * step) / CURVE_POINTS);
  const all = [...new Set([...curve, ...times])].sort((a, b) => a - b);
  const { energies, errors } = cugliandoloKurchan({ p, temperature, times: all });
  return new Map(
    all.map((time, place) => [time, { value: energies[place] as number, error: errors[place] as number }]),
  );
}
