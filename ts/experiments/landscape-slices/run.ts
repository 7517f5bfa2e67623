import { GLASS_LINES, GLASS_SURFACES } from "../../glass/slice-tables.js";
import { MINIMA } from "../../glass/tables.js";
import { LOSS_LINES, LOSS_SURFACES, SLICED_NETWORKS } from "../../network/slice-tables.js";
import { columnsOf, type Shard } from "../experiment.js";
import type { NetworkContext } from "../networks.js";
import type { Config } from "./config.js";
import { sliceDraws } from "./glass-slices.js";
import { slicePairs } from "./network-slices.js";
import type { Part } from "./plan.js";

/** Slices of networks or of glasses; the tables of the others are empty. */
export async function run(config: Config, { part }: Shard<Part>, context: NetworkContext) {
  return part.kind === "pairs"
    ? { ...noDraws(), ...(await slicePairs(config, part, context)) }
    : { ...noPairs(), ...(await sliceDraws(config, part, context)) };
}

const noPairs = () => ({
  networks: columnsOf(SLICED_NETWORKS, []),
  lines: columnsOf(LOSS_LINES, []),
  surfaces: columnsOf(LOSS_SURFACES, []),
});

const noDraws = () => ({
  minima: columnsOf(MINIMA, []),
  glass_lines: columnsOf(GLASS_LINES, []),
  glass_surfaces: columnsOf(GLASS_SURFACES, []),
});
