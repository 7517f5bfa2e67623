import { twoDigits } from "../../base/text.js";
import { bySize, groupBy } from "../../statistics/groups.js";
import type { Measured } from "../../statistics/measured.js";
import { meanOfMeans } from "../../statistics/moments.js";
import { influenceError, ratio } from "../../statistics/ratio.js";
import type { ComparedNetwork, IndexedNetwork } from "../evidence.js";
import { rule } from "../judge.js";
import { byStudent, type Measure, type Test } from "../verdict.js";
import { testWords } from "../words.js";

export const networksAnnealing = rule({
  id: "5-networks",
  title: "annealing and SGD end at minima of like quality",
  statement:
    "Simulated annealing and SGD both end in the band of many critical points, at minima of like quality on the test set too.",
  source: "abstract; section 5",
  subject: "networks",
  statistic: "test loss, annealing less SGD, over SGD's mean",
  symbol: "Δloss/loss",
  unit: "%",
  test:
    "Three tests, Holm, at the largest size of each experiment and the longest annealing: the difference of test losses over pairs of one start and equal " +
    "work within ±10 % of SGD's mean (ratio estimator, Student), of test errors within ±0.5 points (Student), and the normalised index of networks " +
    "that a full-batch descent brought to its tolerance below 0.01 (Student, its error at least that of one eigenvalue). Networks are " +
    "independent, on one data set and one test set.",
  refutedBy: "a difference of more than 10 % or 0.5 points, or a normalised index above 0.01",
  experiments: ["network-annealing", "network-index"],
  figure: "network-annealing-annealing-difference",
  rule: "1",
  judge({ "network-annealing": compared, "network-index": indexed }) {
    const pairs = largestPairs(compared.networks);
    const { minima, all } = largestMinima(indexed.networks);
    if (pairs.length < 2) return "Fewer than two pairs of an annealing and a training were finished.";
    if (minima.length < 2) return "Fewer than two full-batch descents reached their tolerance.";
    const loss = lossTest(pairs);
    const error = errorTest(pairs);
    const index = indexTest(minima);
    return {
      tests: [loss, error, index],
      say: ({ verdict }) =>
        `At n₁ = ${pairs[0]?.annealed.hidden} annealing's test loss differs from SGD's by ${testWords(loss)} % of it, its test error by ${testWords(error)} points; ` +
        `of the ${minima.length} of ${all} full-batch descents that reached their tolerance at n₁ = ${minima[0]?.hidden} the normalised index is ${testWords(index)}; asked for are within 10 %, within ` +
        `${twoDigits(error.smallestEffect)} points and below 0.01: ${verdict}.`,
    };
  },
});

interface Pair {
  readonly annealed: ComparedNetwork;
  readonly trained: ComparedNetwork;
}

/** Of the largest size those of the longest annealing; a pair of which one diverged is left out. */
function largestPairs(networks: readonly ComparedNetwork[]): Pair[] {
  const ofSize = bySize(networks, ({ hidden }) => hidden).at(-1)?.[1] ?? [];
  const longest = bySize(ofSize, ({ sweeps }) => sweeps).at(-1)?.[1] ?? [];
  const finished = longest.filter(({ status }) => status !== "diverged");
  return [...groupBy(finished, ({ replica }) => replica).values()].flatMap((rows) => {
    const annealed = rows.find(({ method }) => method === "simulated-annealing");
    const trained = rows.find(({ method }) => method === "sgd");
    return annealed && trained ? [{ annealed, trained }] : [];
  });
}

function largestMinima(networks: readonly IndexedNetwork[]) {
  const all = bySize(networks, ({ hidden }) => hidden).at(-1)?.[1] ?? [];
  return { minima: all.filter(({ status }) => status === "converged"), all: all.length };
}

/** Σ(a − s)/Σs in percent. */
function lossTest(pairs: readonly Pair[]): Test {
  const { value, influences } = ratio(
    pairs.map(({ annealed, trained }) => annealed.test_loss - trained.test_loss),
    pairs.map(({ trained }) => trained.test_loss),
  );
  const error = influenceError(influences);
  return { ...studentTest({ value: 100 * value, error: 100 * error }, pairs.length), smallestEffect: 10 };
}

function errorTest(pairs: readonly Pair[]): Test {
  const points = pairs.map(({ annealed, trained }) => [
    100 * (trained.test_accuracy - annealed.test_accuracy),
  ]);
  return {
    measure: { statistic: "test error, annealing less SGD", symbol: "Δerror", unit: "percentage points" },
    ...studentTest({ value: meanOfMeans(points).value, error: errorOf(points) }, pairs.length),
    smallestEffect: 0.5,
  };
}

function indexTest(networks: readonly IndexedNetwork[]): Test {
  const indices = networks.map(({ normalised_index }) => [normalised_index]);
  const parameters = networks[0]?.parameters as number;
  const error = Math.max(errorOf(indices), 1 / (parameters * Math.sqrt(networks.length)));
  const measure: Measure = {
    statistic: "normalised index after a full-batch descent",
    symbol: "index",
    unit: "1",
  };
  return {
    measure,
    ...studentTest({ value: meanOfMeans(indices).value, error }, networks.length),
    smallestEffect: 0.01,
  };
}

const errorOf = (units: readonly (readonly number[])[]) => meanOfMeans(units).error as number;

/** Alikeness of a mean over so many units. */
const studentTest = (found: Required<Measured>, units: number) => ({
  ...byStudent(found, units - 1),
  claimed: "within" as const,
});
