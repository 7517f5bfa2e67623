import { twoDigits } from "../../base/text.js";
import { student } from "../../statistics/intervals.js";
import type { Interval } from "../../statistics/measured.js";
import { knownSizes, LEAST_AGREEMENT } from "../depth.js";
import type { SearchGrowth } from "../evidence.js";
import { rule } from "../judge.js";
import type { Test } from "../verdict.js";
import { effectWords } from "../words.js";

const LEAST_GROWTH = 0.01;
const LEAST_SIZES = 3;

export const glassGlobalMinimum = rule({
  id: "7a-glass",
  title: "the global minimum gets harder to reach with size",
  statement: "Reaching the global minimum gets harder with size.",
  source: "abstract; section 4",
  subject: "glass",
  statistic: "slope in N of the log work to come within the gap of the lowest energy known",
  symbol: "d ln work/dN",
  unit: "per spin added",
  test:
    "Weibull regression of ln work on N over draws, those censored that never came so deep, for restarted L-BFGS and for each length of " +
    "tempering of which most draws of the largest size take more than one run; over sizes at which the lowest energy is found from two starts or more in nine of ten draws and more, three sizes or more. The rate of " +
    "an exponential, and that of a power law between the ends of these sizes, Student; the interval reaches over both forms. Holm over searches. A draw whose " +
    "ground state is not known makes the rate too small.",
  refutedBy: "work that does not grow with N",
  experiments: ["hardness"],
  figure: "hardness-work-to-depth",
  rule: "1",
  judge({ hardness: { searches, sizes } }) {
    const known = knownSizes(sizes);
    if (known.length < LEAST_SIZES)
      return (
        `The lowest energy is known, from two starts or more in ${100 * LEAST_AGREEMENT} % of draws, at ` +
        `${known.length === 0 ? "no size" : `N = ${known.join(", ")} alone`}; a rate needs ${LEAST_SIZES} sizes.`
      );
    if (searches.length === 0)
      return "No search gives a rate: too few draws reached the depth, or most did in the first run.";
    const ends: [number, number] = [known[0] as number, known.at(-1) as number];
    const tests = searches.map((search) => testOf(search, ends)) as [Test, ...Test[]];
    const likelier = searches.filter(({ aic }) => aic > 0).length;
    return {
      tests,
      say: (decision) =>
        `From N = ${ends[0]} to ${ends[1]} the work to come within the gap of the lowest energy grows with each spin by a factor e^b, b = ` +
        `${effectWords(decision)} where it grows least, of ${searches.length} searches, over an exponential and a power law; asked for is more than ` +
        `${twoDigits(LEAST_GROWTH)}: ${decision.verdict}. The exponential is the likelier in ${likelier} of ${searches.length} (AIC).`,
    };
  },
});

function testOf({ label, exponential, power, freedom }: SearchGrowth, [from, to]: [number, number]): Test {
  // What N^c grows by from the first size to the last, spread over the spins between.
  const scale = Math.log(to / from) / (to - from);
  const ofPower = { value: scale * power.value, error: scale * power.error };
  return {
    measure: {
      statistic: `slope in N of the log work of ${label}`,
      symbol: "d ln work/dN",
      unit: "per spin added",
    },
    effect: exponential.value,
    smallestEffect: LEAST_GROWTH,
    claimed: "beyond",
    interval(level): Interval {
      const both = [exponential, ofPower].map((form) => student(form, freedom, level));
      return {
        low: Math.min(...both.map(({ low }) => low)),
        high: Math.max(...both.map(({ high }) => high)),
      };
    },
  };
}
