import { bootstrapSamples } from "../../statistics/bootstrap.js";
import { percentile } from "../../statistics/intervals.js";
import { mean, variance } from "../../statistics/moments.js";
import { wasserstein } from "../../statistics/wasserstein.js";
import { centred, type GlassSize, glassSizes, glassSpreadFall, NO_GLASS_SPREAD } from "../glass.js";
import { rule } from "../judge.js";
import { NO_NETWORK_SPREAD, networkSizes, networkSpreadFall } from "../networks.js";
import type { Test } from "../verdict.js";
import { testWords } from "../words.js";

const SMALLEST_FALL = 0.1;
/** In standard deviations. */
const LARGEST_DISTANCE = 0.25;
const RESAMPLES = 1000;

export const alike = rule({
  id: "4",
  title: "glass and networks behave alike",
  statement:
    "Spin glasses and networks behave alike: with size the values found concentrate, and their spread shrinks.",
  source: "abstract; section 5",
  subject: "both",
  statistic: "Wasserstein-1 distance of standardised energies and losses at the largest sizes",
  symbol: "W₁",
  unit: "standard deviations",
  test:
    "Three tests, Holm: the spreads of both fall with size (as in claim 1, more than size^(−0.1)), and energies of minima about their draw's mean " +
    "and test losses, each in units of its standard deviation, lie less than 0.25 apart. Two-level bootstrap: draws, then starts in them; " +
    "networks. Its upper end is the resampled distances' own, which are too large, its lower end lies the whole length of their interval below the distance.",
  refutedBy: "a spread that does not shrink on one of both, or a distance above 0.25",
  experiments: ["spin-glass-minima", "network-losses"],
  figure: "network-losses-loss-spread",
  rule: "1",
  judge({ "spin-glass-minima": { minima }, "network-losses": { networks } }) {
    const glass = glassSizes(minima);
    const trained = networkSizes(networks);
    const ofGlass = glassSpreadFall(glass);
    if (ofGlass === undefined) return NO_GLASS_SPREAD;
    const ofNetworks = networkSpreadFall(trained);
    if (ofNetworks === undefined) return NO_NETWORK_SPREAD;
    const [largestGlass, largestNetworks] = [glass.at(-1) as GlassSize, trained.at(-1)];
    const distance = distanceTest(largestGlass.draws, largestNetworks?.testLosses ?? []);
    const falls = (subject: string, fall: typeof ofGlass): Test => ({
      measure: { statistic: `b in spread ~ size^(−b), ${subject}`, symbol: `b, ${subject}`, unit: "1" },
      ...fall,
      smallestEffect: SMALLEST_FALL,
      claimed: "beyond",
    });
    return {
      tests: [distance, falls("glass", ofGlass), falls("networks", ofNetworks)],
      say: ({ verdict }) =>
        `Spreads fall as size^(−b) with b = ${testWords(ofGlass)} on the glass and ${testWords(ofNetworks)} on networks; at N = ${largestGlass.n} and n₁ = ` +
        `${largestNetworks?.hidden} the standardised distributions are ${testWords(distance)} standard deviations ` +
        `apart, where less than 0.25 is alike: ${verdict}.`,
    };
  },
});

/** The test of how far apart the two distributions lie. @param resamples  of the bootstrap */
export function distanceTest(
  draws: readonly (readonly number[])[],
  losses: readonly number[],
  resamples = RESAMPLES,
): Test {
  const distanceOf = ([glass, networks]: readonly Groups[]) =>
    wasserstein(standardised((glass as Groups).flatMap(centred)), standardised((networks as Groups).flat()));
  const samples = [draws, losses.map((loss) => [loss])];
  const distance = distanceOf(samples);
  const resampled = bootstrapSamples(samples, distanceOf, { seed: "1", resamples });
  return {
    effect: distance,
    smallestEffect: LARGEST_DISTANCE,
    claimed: "within",
    interval(level) {
      const { low, high } = percentile(resampled, level);
      // Mirrored about the distance alone, 7 % of repeats at a distance of 0.25 were called unlike (30 networks, 6 draws of 10 starts).
      return { low: Math.max(0, distance - (high - low)), high };
    },
  };
}

type Groups = readonly (readonly number[])[];

/** Less their mean, over their standard deviation; ascending. */
function standardised(values: readonly number[]): Float64Array {
  const centre = mean(values);
  const deviation = Math.sqrt(variance(values));
  return Float64Array.from(values, (value) => (value - centre) / deviation).sort();
}
