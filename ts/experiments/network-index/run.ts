import { Network, trainings } from "../../network/index.js";
import { CHECKPOINTS, INDEXED_NETWORKS, NETWORK_SPECTRA } from "../../network/tables.js";
import { columnsOf, type RowOf, type Shard } from "../experiment.js";
import { type Ended, endsOf, type NetworkContext, setsOf, trainingOf } from "../networks.js";
import type { Config } from "./config.js";
import { partSpectra } from "./curvature.js";
import { descend, diverged, type Row } from "./descend.js";
import { epochsBefore, type Part } from "./plan.js";
import { type Checkpoint, Way } from "./way.js";

/** Trains some networks of a size, descends from there, and looks at their Hessians. */
export async function run(config: Config, { part }: Shard<Part>, context: NetworkContext) {
  const { first, replicas, followed } = part;
  const sets = setsOf(config, context);
  const { train, test } = sets;
  const watched = { signal: context.signal };
  const { epochs, initial } = config;
  const { architecture, recipe, seed } = trainingOf(config, part.hidden, train);
  const trained = async (epochs: number, replicas: number) => {
    const which = { epochs, seed, first, replicas };
    return endsOf(await trainings({ ...architecture, ...recipe, ...which, train, test, ...watched }));
  };

  const ends = await trained(epochs, replicas);
  // The first epochs of a training are a shorter training, to the bit.
  const before: Ended[][] = [];
  for (const epoch of followed > 0 ? epochsBefore(epochs) : []) before.push(await trained(epoch, followed));

  const networks: Row[] = [];
  const checkpoints: Checkpoint[] = [];
  const spectra: RowOf<typeof NETWORK_SPECTRA>[] = [];
  for (const [place, end] of ends.entries()) {
    const { hidden, parameters, replica } = end.row;
    const which = { hidden, parameters, seed, replica };
    const way = place < followed ? new Way(which, train, config.zero, watched) : undefined;
    if (way) {
      const start = Network.create({ ...architecture, initial, seed, replica });
      await way.look(start, "sgd", 0);
      start.free();
    }
    for (const { row, weights } of way ? [...before.flatMap((all) => all[place] ?? []), end] : []) {
      if (row.status === "diverged") continue;
      const network = Network.fromWeights({ ...architecture, weights });
      await way?.look(network, "sgd", row.evaluations);
      network.free();
    }
    if (end.row.status === "diverged") networks.push(diverged(end.row));
    else {
      const network = Network.fromWeights({ ...architecture, weights: end.weights });
      const { row, hessian } = await descend(network, end.row, config, sets, { way, watched });
      networks.push(row);
      if (way) {
        const parts = await partSpectra(network, train, watched);
        spectra.push(
          { ...which, matrix: "hessian", eigenvalues: hessian },
          { ...which, matrix: "gauss-newton", eigenvalues: parts.gaussNewton },
          { ...which, matrix: "residual", eigenvalues: parts.residual },
        );
      }
      network.free();
    }
    checkpoints.push(...(way?.checkpoints ?? []));
    context.progress({ done: place + 1 });
  }
  return {
    networks: columnsOf(INDEXED_NETWORKS, networks),
    checkpoints: columnsOf(CHECKPOINTS, checkpoints),
    spectra: columnsOf(NETWORK_SPECTRA, spectra),
  };
}
