import { Network, trainings } from "../../network/index.js";
import { DESCENTS } from "../../network/tables.js";
import { columnsOf, type RowOf, type Shard } from "../experiment.js";
import { endsOf, type NetworkContext, setsOf, trainingOf } from "../networks.js";
import type { Config } from "./config.js";
import { looksUpTo, type Part } from "./plan.js";

type Row = RowOf<typeof DESCENTS>;

/** Trains the networks of some searches, descends from there, and takes the lowest of each as far down as it goes. */
export async function run(config: Config, { part }: Shard<Part>, context: NetworkContext) {
  const { hidden, first, searches } = part;
  const { train, test } = setsOf(config, context);
  const { architecture, recipe, seed } = trainingOf(config, hidden, train);
  const { starts, iterations, longest, tolerance } = config;
  const { signal } = context;
  const rows: Row[] = [];

  /** Goes on with a network to each of some places. @returns the row of the last */
  async function descend(network: Network, from: Row, looks: readonly number[]): Promise<Row> {
    let row = from;
    for (const look of looks) {
      const more = { epochs: look - row.iterations, tolerance, seed: 0, signal };
      const stage = await network.train(train, { method: "l-bfgs", ...more });
      const onTest = network.evaluate(test);
      row = {
        ...{ ...row, iterations: look, epochs: row.epochs + stage.epochs, method: "l-bfgs" },
        ...{ evaluations: row.evaluations + stage.evaluations, status: stage.status },
        ...{ gradient_norm: stage.gradientNorm, train_loss: stage.trainLoss },
        ...{
          train_accuracy: network.accuracy(train),
          test_loss: onTest.loss,
          test_accuracy: onTest.accuracy,
        },
      };
      rows.push(row);
    }
    return row;
  }

  for (let search = first; search < first + searches; search++) {
    const trained = await trainings({
      ...{ ...architecture, ...recipe, seed, first: search * starts, replicas: starts },
      ...{ train, test, signal },
    });
    let lowest: { readonly network: Network; readonly end: Row } | undefined;
    for (const { row, weights } of endsOf(trained)) {
      const start: Row = { ...row, search, iterations: 0 };
      rows.push(start);
      if (start.status === "diverged") continue;
      const network = Network.fromWeights({ ...architecture, weights });
      const end = await descend(network, start, looksUpTo(iterations));
      if (lowest === undefined || end.train_loss < lowest.end.train_loss) {
        lowest?.network.free();
        lowest = { network, end };
      } else network.free();
    }
    if (lowest !== undefined) {
      const looks = looksUpTo(longest).filter((look) => look > iterations);
      await descend(lowest.network, lowest.end, looks);
      lowest.network.free();
    }
    context.progress({ done: search - first + 1 });
  }
  return { descents: columnsOf(DESCENTS, rows) };
}
