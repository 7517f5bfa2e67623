import type { Shard } from "../experiment.js";
import { descentCost, type Networks, samplesOf, sharedData, trainingCost, weightsOf } from "../networks.js";
import { FILE_BYTES, TARGET_COST } from "../pieces.js";
import type { Config } from "./config.js";

/** Some networks of one size, of which the first `followed` are followed. */
export interface Part extends Networks {
  readonly followed: number;
}

/**
 * Operations a second of one core, strict build, counting for P weights and S samples 0.42·P²·S of a Hessian, 4P³/3 of its eigenvalues
 * and 2P³/3 of an index. Measured as processor time on a loaded machine, 10 and 15 hidden units on 1000 digits, 10 and 25 on 10,000: 7e9 to
 * 1.6e10, 8e9 to 9.5e9, 6.4e9 to 9e9.
 */
const HESSIAN_RATE = 1e10;
const EIGENVALUE_RATE = 8.5e9;
const INERTIA_RATE = 7.5e9;

/** Looks at a followed descent. */
const STAGES = 4;

/** Epochs after which a followed training is looked at, before its end: 1, 2, 4, …. */
export function epochsBefore(epochs: number): number[] {
  const before: number[] = [];
  for (let epoch = 1; epoch < epochs; epoch *= 2) before.push(epoch);
  return before;
}

/** Size by size, as many networks a shard as take the target's time: followed ones take longer. */
export function plan(config: Config): Shard<Part>[] {
  return config.hidden.flatMap((hidden) => {
    const costOf = costs(config, hidden);
    const parts: Part[] = [];
    let cost = 0;
    for (let replica = 0; replica < config.replicas; replica++) {
      const isFollowed = replica < config.followed;
      const last = parts.at(-1);
      cost += costOf(isFollowed);
      if (last === undefined || cost > TARGET_COST) {
        parts.push({ hidden, first: replica, replicas: 1, followed: Number(isFollowed) });
        cost = costOf(isFollowed);
      } else
        parts[parts.length - 1] = {
          ...last,
          replicas: last.replicas + 1,
          followed: last.followed + Number(isFollowed),
        };
    }
    const weights = weightsOf(hidden);
    return parts.map(
      (part, piece): Shard<Part> => ({
        id: parts.length > 1 ? `n${hidden}-part${piece}` : `n${hidden}`,
        label: `n₁=${hidden}`,
        units: part.replicas,
        unit: "networks",
        cost: part.followed * costOf(true) + (part.replicas - part.followed) * costOf(false),
        // The matrix and what works on it; of a followed network two copies besides.
        memory: (part.followed > 0 ? 40 : 20) * weights ** 2 + 24 * weights * part.replicas + 6e7,
        disk: 3 * FILE_BYTES + 130 * part.replicas + part.followed * (1000 + 24 * weights),
        shares: sharedData(config),
        part,
      }),
    );
  });
}

/** Seconds of a network. */
function costs(config: Config, hidden: number) {
  const weights = weightsOf(hidden);
  const samples = samplesOf(config);
  const hessian = (0.42 * weights ** 2 * samples) / HESSIAN_RATE;
  const eigenvalues = (4 * weights ** 3) / 3 / EIGENVALUE_RATE;
  const look = hessian + (2 * weights ** 3) / 3 / INERTIA_RATE;
  const before = epochsBefore(config.epochs);
  const looked = before.reduce((sum, epoch) => sum + epoch, 0);
  const alone =
    trainingCost(weights, samples, config.epochs) +
    descentCost(hidden, samples, config.iterations) +
    hessian +
    eigenvalues;
  const besides =
    trainingCost(weights, samples, looked) +
    (before.length + 2 + STAGES) * look +
    2 * (hessian + eigenvalues);
  return (isFollowed: boolean) => alone + (isFollowed ? besides : 0);
}
