import { twoDigits } from "../../base/text.js";
import { expectedCriticalPoints, threshold } from "../../theory/index.js";
import { rule } from "../judge.js";
import type { Test } from "../verdict.js";

const P = 3;
const ABOVE = [0.2, 0.3, 0.4];
/** Beyond N = 75 the share above −E∞ + 0.4 falls below what doubles have digits for. */
const SIZES = Array.from({ length: 15 }, (_, step) => 5 * (step + 1));
const LARGEST_THIRD = SIZES.slice(-SIZES.length / 3);
const SMALLEST_FALL = 0.01;

export const glassMinimaAbove = rule({
  id: "3-glass",
  title: "minima outside the band get exponentially fewer",
  statement: "The number of minima outside the band falls exponentially with size.",
  source: "abstract; section 4",
  subject: "glass",
  statistic: "fall of the log share of minima with u > −E∞ + ε per spin added, least over ε = 0.2, 0.3, 0.4",
  symbol: "−d ln share/dN",
  unit: "per spin added",
  test:
    "Exact expected numbers of minima (Kac–Rice, p = 3, each minimum counted once) at N = 5, 10, …, 75; over N = 55 to 75 the share above " +
    "−E∞ + ε falls from each N to the next, and nowhere slower than e^(−0.01 N). Nothing is drawn at random: the interval is from the " +
    "slowest to the fastest fall between neighbours.",
  refutedBy: "a share that rises or falls slower than e^(−0.01 N) there",
  experiments: [],
  figure: "layers-share-of-minima-above",
  rule: "1",
  judge() {
    const energy = -threshold(P);
    const counts = (above?: number) =>
      SIZES.map((n) =>
        expectedCriticalPoints({
          n,
          p: P,
          index: 0,
          ...(above !== undefined && { energyAbove: energy + above }),
        }),
      );
    const all = counts();
    const series = ABOVE.map((above) => ({ above, counts: counts(above) }));
    const tests = series.map(({ above, counts }) => fallTest(above, counts, all));
    const peaks = series.map(
      ({ above, counts }) => `N = ${SIZES[counts.indexOf(Math.max(...counts))]} at ε = ${above}`,
    );
    return {
      tests: tests as [Test, ...Test[]],
      say: ({ verdict, low, high }) =>
        `Of the minima of a glass, each counted once, the share above −E∞ + 0.2 and more falls by a factor e^(−${twoDigits(low)}) to ` +
        `e^(−${twoDigits(high)}) with each spin, N = ${LARGEST_THIRD[0]} to ${LARGEST_THIRD.at(-1)}: ${verdict}. Their mean number first rises, and is ` +
        `largest near ${peaks.join(", ")}; nearer to −E∞ the fall begins at N ≈ (1.33/ε)².`,
    };
  },
});

function fallTest(above: number, counts: readonly number[], all: readonly number[]): Test {
  const logs = counts.map((count, place) => Math.log(count / (all[place] as number)));
  const last = logs.slice(-LARGEST_THIRD.length);
  const steps = LARGEST_THIRD.slice(1).map((n, place) => {
    const [from, to] = [last[place] as number, last[place + 1] as number];
    return (from - to) / (n - (LARGEST_THIRD[place] as number));
  });
  const [first, end] = [LARGEST_THIRD[0] as number, LARGEST_THIRD.at(-1) as number];
  return {
    measure: {
      statistic: `fall of the log share of minima with u > −E∞ + ${above} per spin added`,
      symbol: "−d ln share/dN",
      unit: "per spin added",
    },
    effect: ((last[0] as number) - (last.at(-1) as number)) / (end - first),
    smallestEffect: SMALLEST_FALL,
    claimed: "beyond",
    interval: () => ({ low: Math.min(...steps), high: Math.max(...steps) }),
  };
}
