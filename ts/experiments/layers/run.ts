import type { SpinGlass } from "../../glass/spin-glass.js";
import { SADDLES } from "../../glass/tables.js";
import { Censuses } from "../censuses.js";
import { glassesOf } from "../draws.js";
import { type ColumnsOf, joined, type RunContext, type Shard } from "../experiment.js";
import { Graphs } from "../graphs.js";
import { Maps } from "../maps.js";
import type { Config } from "./config.js";
import type { Part } from "./plan.js";

/** Searches, maps or descends in some draws; the tables of the other two stay empty. */
export async function run(config: Config, { part }: Shard<Part>, { signal, progress }: RunContext) {
  const saddles: ColumnsOf<typeof SADDLES>[] = [];
  const maps = new Maps();
  const censuses = new Censuses();
  const graphs = new Graphs();
  let before = 0;
  let draw = part.first;
  const watch = { signal, onProgress: ({ done }: { done: number }) => progress({ done: before + done }) };
  for (const glass of glassesOf(config, part)) {
    switch (part.kind) {
      case "saddles":
        for (const options of searchesOf(config, glass)) {
          saddles.push(await glass.searches({ ...options, ...watch }));
          before += options.replicas;
        }
        break;
      case "maps":
        await maps.add(glass, signal);
        progress({ done: ++before });
        break;
      case "minima": {
        const options = { replicas: config.descents, seed: glass.disorderSeed, ...watch };
        const minima = await censuses.add(glass, options);
        if (draw < config.connected) await graphs.add(glass, minima, signal);
        before += config.descents;
      }
    }
    draw++;
  }
  return { saddles: joined(SADDLES, saddles), ...maps.tables, ...censuses.tables, ...graphs.tables };
}

/** Those of each energy, led to the index that they begin with, and then those of random points, led to each index. */
function searchesOf({ energies, indices, searches }: Config, { disorderSeed: seed, n }: SpinGlass) {
  const method = "index-guided" as const;
  const first = searches * energies.length;
  const led = indices.filter((index) => index < n);
  return [
    { seed, method, energies, replicas: first },
    { seed, method, energies: [0], indices: led, first, replicas: searches * led.length },
  ];
}
