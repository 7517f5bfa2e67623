import type { CriticalPoints } from "../../glass/critical-points.js";
import type { Descents } from "../../glass/descents.js";
import { distinctPoints } from "../../glass/distinct.js";
import { BASINS, type DescentMethod } from "../../glass/tables.js";
import { type Draws, glassesOf } from "../draws.js";
import { columnsOf, type RowOf, type RunContext, type Shard } from "../experiment.js";
import { Maps } from "../maps.js";
import type { Config } from "./config.js";

/** Maps some draws, descends in each by every method, and counts the ends by the map's minima. */
export async function run(config: Config, { part }: Shard<Draws>, { signal, progress }: RunContext) {
  const maps = new Maps();
  const basins: RowOf<typeof BASINS>[] = [];
  let before = 0;
  for (const glass of glassesOf(config, part)) {
    const map = await maps.add(glass, signal);
    for (const method of config.methods) {
      const ends = await glass.descents({
        ...{ replicas: config.descents, seed: glass.disorderSeed, method, signal },
        onProgress: ({ done }) => progress({ done: before + done }),
      });
      before += config.descents;
      basins.push(...basinsOf(map, ends, method));
    }
  }
  return { basins: columnsOf(BASINS, basins), ...maps.tables };
}

/** A row a minimum of the map, in the order of energies. */
function basinsOf(map: CriticalPoints, ends: Descents, method: DescentMethod): RowOf<typeof BASINS>[] {
  const n = ends.n[0] as number;
  const minima = [...map.index.keys()].filter((row) => map.index[row] === 0);
  const descended = [...ends.index.keys()].filter(
    (row) => ends.status[row] === "converged" && ends.index[row] === 0,
  );
  const values = (of: Float64Array, rows: readonly number[]) => rows.map((row) => of[row] as number);
  const stateOf = (states: Float64Array) => (row: number) => [...states.subarray(row * n, (row + 1) * n)];
  const both = {
    n,
    // The map's minima come first: an end has the number of the one that it is.
    states: Float64Array.from([
      ...minima.flatMap(stateOf(map.state.values)),
      ...descended.flatMap(stateOf(ends.states)),
    ]),
    gradientNorms: Float64Array.from([
      ...values(map.gradient_norm, minima),
      ...values(ends.gradient_norm, descended),
    ]),
    curvatures: Float64Array.from([...values(map.lambda_min, minima), ...values(ends.lambda_min, descended)]),
  };
  const places = distinctPoints(both, [...both.gradientNorms.keys()]);
  const ofEnds = places.subarray(minima.length).filter((place) => place >= 0);
  return minima.map((row, point) => {
    const hits = ofEnds.filter((place) => place === places[point]).length;
    return {
      ...{ n, p: ends.p[0] as number, disorder_seed: ends.disorder_seed[0] as bigint, point, method, hits },
      ...{ energy: map.energy[row] as number, lambda_min: map.lambda_min[row] as number },
      lambda_max: map.lambda_max[row] as number,
      sample: ofEnds.length,
      weight: ofEnds.length === 0 ? 0 : hits / ofEnds.length,
    };
  });
}
