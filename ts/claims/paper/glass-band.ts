import { formatNumber } from "../../base/text.js";
import { chiSquared } from "../../statistics/distributions.js";
import { fitExponent } from "../../statistics/free-exponent.js";
import { student } from "../../statistics/intervals.js";
import { fitLine } from "../../statistics/least-squares.js";
import type { Interval, Measured } from "../../statistics/measured.js";
import { groundState, threshold } from "../../theory/index.js";
import { type GlassSize, glassSizes, glassSpreadFall, meanEnergyOf, NO_GLASS_SPREAD } from "../glass.js";
import { rule } from "../judge.js";
import type { Test } from "../verdict.js";
import { fitWords, intervalWords, testWords } from "../words.js";

/** How far outside [−E₀, −E∞] the limit of the mean may lie, per spin. */
const MARGIN = 0.01;
/** A form that the means fit worse than this is none. */
const LEAST_P = 0.01;

export const glassBand = rule({
  id: "1-glass",
  title: "the lowest critical values lie in a narrow band",
  statement:
    "The lowest critical values of the random loss lie in a narrow band, bounded below by the global minimum.",
  source: "abstract; section 4",
  subject: "glass",
  statistic: "b in spread of minima within a draw ~ N^(−b)",
  symbol: "b",
  unit: "1",
  test:
    "Two tests, Holm. The log standard deviation of a draw's minima, averaged over draws, falls with ln N (weighted line, Student). The mean " +
    "energy's limit lies in [−E₀ − 0.01, −E∞ + 0.01] by lines in N^(−1/2), N^(−2/3) and a free power; a form whose χ² has p < 0.01 is " +
    "dropped, and the interval is from the lowest to the highest of the others. Draws of the couplings are independent; minima weigh by basins.",
  refutedBy: "a spread that falls slower than N^(−0.25), or a limit outside the band in every form",
  experiments: ["spin-glass-minima"],
  figure: "spin-glass-minima-energy-spread",
  rule: "1",
  judge({ "spin-glass-minima": { p, minima } }) {
    const sizes = glassSizes(minima);
    const fall = glassSpreadFall(sizes);
    if (fall === undefined) return NO_GLASS_SPREAD;
    const limit = limitOf(sizes, p);
    return {
      tests: [{ ...fall, smallestEffect: 0.25, claimed: "beyond" }, limit.test],
      say: ({ verdict }) =>
        `The spread of minima within a draw falls as N^(−b) with b = ${testWords(fall)}, ${fitWords(fall.line)}, ` +
        `where more than 0.25 is asked for; ${limit.words}: ${verdict}.`,
    };
  },
});

interface Form {
  readonly name: string;
  readonly limit: Required<Measured>;
  /** Of its χ²; 1 where no degree of freedom is left. */
  readonly p: number;
}

/** The test of where the mean energy tends. */
function limitOf(sizes: readonly GlassSize[], p: number): { test: Test; words: string } {
  const [lowest, highest] = [-groundState(p), -threshold(p)];
  const centre = (lowest + highest) / 2;
  const forms = formsOf(sizes);
  const kept = forms.filter((form) => form.p >= LEAST_P);
  // Two forms of fixed power bear no limit: the power is uncertain by more than their errors.
  const bears = kept.some(({ name }) => name === FREE);
  const freedom = Math.min(...sizes.map(({ draws }) => draws.length - 1));
  const interval = (level?: number): Interval => {
    if (!bears) return { low: -Infinity, high: Infinity };
    const all = kept.map(({ limit }) => student(limit, freedom, level));
    return {
      low: Math.min(...all.map(({ low }) => low)) - centre,
      high: Math.max(...all.map(({ high }) => high)) - centre,
    };
  };
  const { low, high } = interval();
  const listed = kept.map(({ name, limit }) => `${formatNumber(limit.value, limit.error)} in ${name}`);
  const middle = kept.find(({ name }) => name === FREE) ?? kept[0];
  return {
    test: {
      measure: {
        statistic: "limit of the mean energy, from the middle of [−E₀, −E∞]",
        symbol: "limit − mid-band",
        unit: "per spin",
      },
      effect: middle === undefined ? Number.NaN : middle.limit.value - centre,
      smallestEffect: (highest - lowest) / 2 + MARGIN,
      claimed: "within",
      interval,
    },
    words:
      `the mean energy tends to ${listed.join(", ") || "no limit"}` +
      (bears
        ? `, ${intervalWords({ low: low + centre, high: high + centre })} in all,`
        : ", which no free power confirms,") +
      ` beside the band from ${formatNumber(lowest)} to ${formatNumber(highest)}`,
  };
}

const FREE = "a free power";

function formsOf(sizes: readonly GlassSize[]): Form[] {
  const means = sizes.flatMap((size) => {
    const { value, error } = meanEnergyOf(size);
    return error ? [{ x: size.n, value, error }] : [];
  });
  const fixed = (["1/2", "2/3"] as const).flatMap((exponent): Form[] => {
    const power = exponent === "1/2" ? 1 / 2 : 2 / 3;
    const line = fitLine(means.map(({ x, ...mean }) => ({ x: x ** -power, ...mean })));
    return line === undefined ? [] : [{ name: `N^(−${exponent})`, limit: line.intercept, p: goodness(line) }];
  });
  const free = fitExponent(means, (x, exponent) => [1, x ** -exponent], [0.1, 2]);
  const limit = free?.coefficients[0];
  return free && limit ? [...fixed, { name: FREE, limit, p: goodness(free) }] : fixed;
}

const goodness = (fit: { readonly chiSquared: number; readonly freedom: number }) =>
  fit.freedom > 0 ? chiSquared(fit.freedom).tail(fit.chiSquared) : 1;
