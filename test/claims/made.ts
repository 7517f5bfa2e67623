import type {
  Checkpoint,
  ComparedNetwork,
  CutNetwork,
  DescendedNetwork,
  Descent,
  Evidence,
  IndexedNetwork,
  TrainedNetwork,
} from "../../ts/claims/evidence.js";
import type { AnyRule, Finding } from "../../ts/claims/judge.js";
import { decide, type Verdict } from "../../ts/claims/verdict.js";
import { normal } from "../../ts/statistics/distributions.js";
import { deviates } from "../support/deviates.js";

type Deviate = () => number;
const range = (count: number) => Array.from({ length: count }, (_, place) => place);

export const REPEATS = 1000;
/** 5 % of the repeats, and three standard errors. */
export const FIVE_PERCENT = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / REPEATS);

/** What a rule makes of evidence that bears a test. */
export function findingOf(rule: AnyRule, evidence: Partial<Evidence>): Finding {
  const found = rule.judge(evidence);
  if (typeof found !== "object") throw new Error(`${rule.id} finds nothing: ${found}`);
  return found;
}

/** How often a rule gives each verdict over synthetic repeats. */
export function shares(
  rule: AnyRule,
  evidence: (deviate: Deviate) => Partial<Evidence>,
  repeats = REPEATS,
): Record<Verdict, number> {
  const found = { supported: 0, "not supported": 0, inconclusive: 0 };
  for (const repeat of range(repeats)) {
    const { tests } = findingOf(rule, evidence(deviates(1, repeat)));
    found[decide(tests).verdict] += 1 / repeats;
  }
  return found;
}

/** Energies that are normal about a draw's mean, which is normal about the size's. */
export function glass(
  options: {
    readonly sizes: readonly number[];
    readonly draws: number;
    readonly starts: number;
    readonly mean: (n: number) => number;
    readonly within: (n: number) => number;
    readonly between: (n: number) => number;
  },
  deviate: Deviate,
): Pick<Evidence, "spin-glass-minima"> {
  const { sizes, draws, starts, mean, within, between } = options;
  const minima = sizes.flatMap((n) =>
    range(draws).flatMap((draw): Descent[] => {
      const centre = mean(n) + between(n) * deviate();
      const [disorder_seed, spread] = [BigInt(draw), within(n)];
      return range(starts).map(() => {
        const energy = centre + spread * deviate();
        return { n, disorder_seed, index: 0, status: "converged", energy };
      });
    }),
  );
  return { "spin-glass-minima": { p: 3, minima } };
}

/** Test losses of mean 1 and given spread, normal, with train losses that correlate by tanh z. */
export function networks(
  options: {
    readonly sizes: readonly number[];
    readonly replicas: number;
    readonly spread: (hidden: number) => number;
    readonly z?: (hidden: number) => number;
  },
  deviate: Deviate,
): Pick<Evidence, "network-losses"> {
  const { sizes, replicas, spread, z = () => 0 } = options;
  return {
    "network-losses": {
      networks: sizes.flatMap((hidden) => {
        const r = Math.tanh(z(hidden));
        const [rest, scale] = [Math.sqrt(1 - r * r), spread(hidden)];
        return range(replicas).map((replica): TrainedNetwork => {
          const train = deviate();
          const test_loss = 1 + scale * (r * train + rest * deviate());
          return { hidden, replica, status: "completed", train_loss: 1 + train, test_loss };
        });
      }),
    },
  };
}

/** Ways down of ten places, whose index follows the loss's rank but for normal noise. */
export function ways(count: number, noise: number, deviate: Deviate): Pick<Evidence, "network-index"> {
  const checkpoints = range(count).flatMap((replica) =>
    range(10).map(
      (place): Checkpoint => ({
        ...{ hidden: 10, replica, train_loss: place },
        normalised_index: place + noise * deviate(),
      }),
    ),
  );
  return { "network-index": { networks: [], checkpoints } };
}

/** Annealed and trained networks, and networks after a descent, that differ by so much. */
export function comparison(
  options: {
    readonly pairs: number;
    readonly minima: number;
    /** Of the loss, in shares of SGD's. */
    readonly loss?: number;
    /** Of the error, in points. */
    readonly error?: number;
    readonly index?: number;
  },
  deviate: Deviate,
): Pick<Evidence, "network-annealing" | "network-index"> {
  const { pairs, minima, loss = 0, error = 0, index = 0 } = options;
  const compared = range(pairs).flatMap((replica): ComparedNetwork[] => {
    const which = { hidden: 10, replica, sweeps: 30, status: "completed" };
    const trained = 0.4 + 0.02 * deviate();
    return [
      { ...which, method: "sgd", test_loss: trained, test_accuracy: 0.9 },
      {
        ...which,
        method: "simulated-annealing",
        test_loss: trained * (1 + loss + 0.05 * deviate()),
        test_accuracy: 0.9 - (error + 0.3 * deviate()) / 100,
      },
    ];
  });
  const indexed = range(minima).map(
    (replica): IndexedNetwork => ({
      ...{ hidden: 10, replica, status: "converged", parameters: 1120 },
      normalised_index: index + 0.002 * deviate(),
    }),
  );
  return {
    "network-annealing": { networks: compared },
    "network-index": { networks: indexed, checkpoints: [] },
  };
}

/** Log ratios of counts, steps between layers and rank correlations, with normal errors about the truth. */
export function census(
  truth: {
    readonly ratios?: readonly number[];
    readonly steps?: readonly number[];
    readonly correlation?: number;
  },
  error: number,
  deviate: Deviate,
): Pick<Evidence, "census"> {
  const { ratios = [], steps = [], correlation = 0.95 } = truth;
  const measured = (value: number) => ({ value: value + error * deviate(), error });
  const freedom = 1000;
  return {
    census: {
      windows: ratios.map((ratio, index) => ({
        ...{ n: 8, index, from: -Infinity, to: Infinity, freedom },
        ...measured(ratio),
      })),
      narrow: { windows: 100, differing: 0 },
      steps: steps.map((step, at) => ({ n: 10, index: at + 1, freedom, ...measured(step) })),
      exactSteps: [
        { n: 4, index: 1, value: 0.4 },
        { n: 24, index: 1, value: 0.2 },
      ],
      correlations: [{ n: 10, freedom, ...measured(correlation) }],
    },
  };
}

/** Searches whose work grows as e^(bN), and as the power that grows as much from N = 15 to 45. */
export function hardness(
  rate: number,
  options: { readonly agreed?: number; readonly searches?: number; readonly error?: number },
  deviate: Deviate,
): Pick<Evidence, "hardness"> {
  const { agreed = 1, searches = 3, error = 0.005 } = options;
  const scale = 30 / Math.log(3);
  return {
    hardness: {
      sizes: [15, 25, 35, 45].map((n) => ({ n, draws: 20, agreed: 20 * agreed })),
      searches: range(searches).map((search) => {
        const value = rate + error * deviate();
        return {
          ...{ label: `search ${search}`, freedom: 77, aic: 1, exponential: { value, error } },
          power: { value: scale * value, error: scale * error },
        };
      }),
    },
  };
}

/** Draws of one annealing and one SGD whose energies differ by so much, and ends of which a share lies next to minima. */
export function annealing(
  truth: { readonly difference: number; readonly minima: number },
  options: { readonly draws: number; readonly replicas: number; readonly error: number },
  deviate: Deviate,
): Pick<Evidence, "annealing"> {
  const { draws, replicas, error } = options;
  // Below the quantile of the share a normal deviate says "minimum".
  const bound = normal.quantile(truth.minima);
  const indices = () => range(draws).map(() => range(replicas).map(() => (deviate() < bound ? 0 : 1)));
  return {
    annealing: {
      ...{ n: 50, work: 1000 },
      differences: range(draws).map(() => truth.difference + Math.sqrt(draws) * error * deviate()),
      ends: ["annealing", "SGD"].map((name) => ({ name, indices: indices() })),
    },
  };
}

/** Networks with three values, of which each loses some points of accuracy but for normal noise. */
export function cutNetworks(
  options: { readonly networks: number; readonly points: number },
  deviate: Deviate,
): Pick<Evidence, "redundancy"> {
  const which = (replica: number) => ({ hidden: 25, replica, status: "completed" });
  return {
    redundancy: {
      networks: range(options.networks).map((replica) => ({ ...which(replica), test_accuracy: 0.9 })),
      cuts: range(options.networks).map(
        (replica): CutNetwork => ({
          ...{ ...which(replica), assignment: "network", stage: "reassigned", values: 3 },
          test_accuracy: 0.9 - (options.points + deviate()) / 100,
        }),
      ),
    },
  };
}

/** Searches of four networks, the lowest of which differs from the others, and then rises, by logarithms with normal noise. */
export function descents(
  options: { readonly searches: number; readonly risen: number; readonly better: number },
  deviate: Deviate,
): Pick<Evidence, "global-minimum"> {
  const { searches, risen, better } = options;
  return {
    "global-minimum": {
      descents: range(searches).flatMap((search) =>
        range(4).flatMap((start): DescendedNetwork[] => {
          const which = {
            hidden: 25,
            replica: 4 * search + start,
            search,
            status: "completed",
            train_loss: start,
          };
          const at = (iterations: number, log: number) => ({
            ...which,
            iterations,
            test_loss: Math.exp(log),
          });
          if (start > 0) return [at(0, 0), at(100, 0)];
          return [at(0, 0), at(100, better + 0.05 * deviate()), at(1000, risen + 0.1 * deviate())];
        }),
      ),
    },
  };
}
