import { designEffect, intraclassCorrelation } from "../../statistics/clusters.js";
import { ends } from "../../statistics/groups.js";
import { mean } from "../../statistics/moments.js";
import { type GlassSize, glassSizes } from "../glass.js";
import { rule } from "../judge.js";
import { type PoorShare, poorTests } from "../poor.js";
import { testWords } from "../words.js";

/** A minimum is poor that lies so far above its size's mean, per spin. */
const POOR = 0.1;

export const glassPoor = rule({
  id: "6-glass",
  title: "small systems find poor minima, large ones do not",
  statement: "Small systems find poor minima with a probability that is not zero, large ones do not.",
  source: "abstract; section 5",
  subject: "glass",
  statistic: "share of minima more than 0.1 per spin above their size's mean",
  symbol: "P",
  unit: "1",
  test:
    "Two tests, Holm: above 0.02 at the smallest size, below 0.01 at the largest. Clopper and Pearson on starts divided by the design effect " +
    "1 + (m − 1)ρ, with m starts a draw and ρ the larger of the intraclass correlations of being poor and of the energy. Draws are " +
    "independent; minima weigh by basins.",
  refutedBy: "a share below 0.02 at the smallest size, or above 0.01 at the largest",
  experiments: ["spin-glass-minima"],
  figure: "spin-glass-minima-energy-distribution",
  rule: "1",
  judge({ "spin-glass-minima": { minima } }) {
    const [smallest, largest] = ends(glassSizes(minima).filter(({ draws }) => draws.length > 1));
    if (smallest === undefined || largest === undefined)
      return "Fewer than two sizes have two draws of the couplings: nothing is compared.";
    const tests = poorTests(shareOf(smallest), shareOf(largest));
    const words = tests.map(testWords);
    return {
      tests,
      say: ({ verdict }) =>
        `Of minima ${words[0]} lie more than ${POOR} per spin above their mean at N = ${smallest.n}, where more than 0.02 is asked for, and ${words[1]} at N = ` +
        `${largest.n}, where less than 0.01 is: ${verdict}.`,
    };
  },
});

function shareOf({ draws }: GlassSize): PoorShare {
  const bound = mean(draws.flat()) + POOR;
  const poor = draws.map((draw) => draw.map((energy) => Number(energy > bound)));
  const starts = draws.reduce((sum, { length }) => sum + length, 0);
  const correlation = Math.max(intraclassCorrelation(poor), intraclassCorrelation(draws));
  const effect = designEffect(starts / draws.length, correlation);
  return { count: poor.flat().reduce((a, b) => a + b, 0) / effect, trials: starts / effect };
}
