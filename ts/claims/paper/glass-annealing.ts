import { designEffect, intraclassCorrelation } from "../../statistics/clusters.js";
import { clopperPearson } from "../../statistics/intervals.js";
import { measuredMean } from "../../statistics/moments.js";
import type { Evidence } from "../evidence.js";
import { rule } from "../judge.js";
import { byStudent, type Test } from "../verdict.js";
import { testWords } from "../words.js";

const LARGEST_DIFFERENCE = 0.01;
const LEAST_MINIMA = 0.95;

export const glassAnnealing = rule({
  id: "5-glass",
  title: "annealing and SGD end at minima of like quality",
  statement:
    "Simulated annealing and SGD both end in the band of many critical points, at minima of like quality.",
  source: "abstract; section 5",
  subject: "glass",
  statistic: "mean energy of minima, annealing less SGD, at equal work",
  symbol: "Δu",
  unit: "per spin",
  test:
    "At the largest N, each replica one run of 1000 evaluations by either, with the descent to the next minimum: the mean over draws of the difference of " +
    "their mean energies within ±0.01 per spin (Student over draws). And next to where each ends before that descent lies a minimum, in a share above 0.95: the index " +
    "after Newton's method through states of one index, where it reaches no critical point counted against it; Clopper and Pearson on replicas over the " +
    "design effect. Holm over the three.",
  refutedBy: "a difference above 0.01 per spin, or end points that are saddles",
  experiments: ["annealing"],
  figure: "annealing-energy-against-work",
  rule: "1",
  judge({ annealing: { n, work, differences, ends } }) {
    const { value, error } = measuredMean(differences);
    if (error === undefined)
      return `Fewer than two draws of N = ${n} were annealed and trained by SGD with ${work} evaluations.`;
    const difference: Test = {
      ...byStudent({ value, error }, differences.length - 1),
      smallestEffect: LARGEST_DIFFERENCE,
      claimed: "within",
    };
    const shares = ends.map(shareTest);
    const words = shares.map((test, at) => `${testWords(test)} of ${ends[at]?.name}`);
    return {
      tests: [difference, ...shares],
      say: ({ verdict }) =>
        `At N = ${n} and ${work} evaluations a run, minima that annealing ends in lie ${testWords(difference)} per spin from those of SGD, where within ` +
        `${LARGEST_DIFFERENCE} is asked for; a minimum lies next to where they end before any descent in a share of ${words.join(" and ")}, where ${LEAST_MINIMA} is: ${verdict}.`,
    };
  },
});

function shareTest({ name, indices }: Evidence["annealing"]["ends"][number]): Test {
  const minima = indices.map((draw) => draw.map((index) => Number(index === 0)));
  const replicas = minima.flat();
  const effect = designEffect(replicas.length / minima.length, intraclassCorrelation(minima));
  const count = replicas.reduce((sum, each) => sum + each, 0);
  return {
    measure: { statistic: `share of ends of ${name} next to a minimum`, symbol: "share", unit: "1" },
    effect: count / replicas.length,
    smallestEffect: LEAST_MINIMA,
    claimed: "beyond",
    interval: (level) => clopperPearson(count / effect, replicas.length / effect, level),
  };
}
