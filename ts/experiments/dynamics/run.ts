import { TRAJECTORIES } from "../../glass/tables.js";
import type { Trajectories } from "../../glass/trajectories.js";
import { type Draws, glassesOf } from "../draws.js";
import { joined, type RunContext, type Shard } from "../experiment.js";
import type { Config } from "./config.js";

/** Walks from the starts of some draws. */
export async function run(config: Config, { part }: Shard<Draws>, { signal, progress }: RunContext) {
  const { replicas, temperature, times, timeStep } = config;
  const walks: Trajectories[] = [];
  for (const glass of glassesOf(config, part)) {
    const before = walks.length * replicas;
    walks.push(
      await glass.trajectories({
        ...{ replicas, seed: glass.disorderSeed, temperature, times, timeStep, signal },
        onProgress: ({ done }) => progress({ done: before + done }),
      }),
    );
  }
  return { trajectories: joined(TRAJECTORIES, walks) };
}
