import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { AnyRule } from "../../ts/claims/judge.js";
import { glassAnnealing } from "../../ts/claims/paper/glass-annealing.js";
import { glassBand } from "../../ts/claims/paper/glass-band.js";
import { glassPoor } from "../../ts/claims/paper/glass-poor.js";
import { networksAnnealing } from "../../ts/claims/paper/networks-annealing.js";
import { networksBand } from "../../ts/claims/paper/networks-band.js";
import { networksDecorrelate } from "../../ts/claims/paper/networks-decorrelate.js";
import { networksLayers } from "../../ts/claims/paper/networks-layers.js";
import { networksLowest } from "../../ts/claims/paper/networks-lowest.js";
import { networksPoor } from "../../ts/claims/paper/networks-poor.js";
import { networksRedundancy } from "../../ts/claims/paper/networks-redundancy.js";
import type { Verdict } from "../../ts/claims/verdict.js";
import { normal } from "../../ts/statistics/distributions.js";
import { annealing, comparison, cutNetworks, descents, glass, networks, shares, ways } from "./made.js";

type Made = Parameters<typeof shares>[1];

/** A row of docs/claims.md: a truth, and what makes tables of it at the sizes of each level. */
interface Row {
  readonly rule: AnyRule;
  readonly truth: string;
  readonly verdict?: Verdict;
  readonly levels: readonly [quick: Made, standard: Made, full: Made];
}

const HIDDEN = { quick: [10, 25, 50, 100], full: [25, 50, 100, 250, 500] };
const SIZES = { quick: [25, 50, 100], standard: [25, 50, 100, 250], full: [25, 50, 100, 250, 500] };

type Sizes = { readonly sizes: readonly number[]; readonly draws: number; readonly starts: number };
const glasses: readonly Sizes[] = [
  { sizes: SIZES.quick, draws: 16, starts: 200 },
  { sizes: SIZES.standard, draws: 32, starts: 64 },
  { sizes: SIZES.full, draws: 8, starts: 125 },
];
const trained = [
  { sizes: HIDDEN.quick, replicas: 40 },
  { sizes: HIDDEN.quick, replicas: 100 },
  { sizes: HIDDEN.full, replicas: 1000 },
];

const three = <T>(of: readonly T[], made: (at: T) => Made) => of.map(made) as unknown as Row["levels"];

/** The spread at which a share of a normal distribution lies over 0.1. */
const spreadOf = (share: number) => 0.1 / -normal.quantile(share);
const [OFTEN, SELDOM, HARDLY] = [spreadOf(0.2), spreadOf(0.001), spreadOf(0.0001)];

const rows: Row[] = [
  {
    rule: glassBand,
    truth: "b = 0.5, limit −1.645",
    levels: three(
      glasses,
      (of) => (deviate) =>
        glass(
          {
            ...of,
            mean: (n) => -1.645 + 1.7 * n ** (-2 / 3),
            within: (n) => 0.1 * (n / 25) ** -0.5,
            between: (n) => 0.035 * (n / 25) ** -1.2,
          },
          deviate,
        ),
    ),
  },
  {
    rule: networksBand,
    truth: "b = 0.2",
    levels: three(trained, (of) => (deviate) => networks({ ...of, spread: (n) => 0.1 * n ** -0.2 }, deviate)),
  },
  {
    rule: networksLayers,
    truth: "mean ρ = 0.83",
    levels: three([6, 6, 8], (count) => (deviate) => ways(count, 2, deviate)),
  },
  {
    rule: glassAnnealing,
    truth: "no difference, minima alone, errors 0.002",
    levels: three(
      [32, 24, 64],
      (draws) => (deviate) =>
        annealing({ difference: 0, minima: 1 }, { draws, replicas: 4, error: 0.002 }, deviate),
    ),
  },
  ...([0, 0.2] as const).map(
    (loss): Row => ({
      rule: networksAnnealing,
      ...(loss === 0
        ? { truth: "no difference" }
        : { truth: "losses 20 % apart, *not supported*", verdict: "not supported" }),
      levels: three(
        [
          { pairs: 6, minima: 4 },
          { pairs: 12, minima: 12 },
          { pairs: 32, minima: 20 },
        ],
        (of) => (deviate) => comparison({ ...of, loss }, deviate),
      ),
    }),
  ),
  {
    rule: glassPoor,
    truth: "0.2, then 0.001",
    levels: three(glasses, (of) => (deviate) => {
      const unit = (n: number) => (n === 25 ? OFTEN : SELDOM);
      return glass(
        { ...of, mean: () => 0, within: (n) => 0.98 * unit(n), between: (n) => 0.2 * unit(n) },
        deviate,
      );
    }),
  },
  {
    rule: networksPoor,
    truth: "0.2, then 0.0001",
    levels: three(
      trained,
      (of) => (deviate) => networks({ ...of, spread: (n) => (n === of.sizes[0] ? OFTEN : HARDLY) }, deviate),
    ),
  },
  {
    rule: networksDecorrelate,
    truth: "fall 0.2",
    levels: three(
      trained,
      (of) => (deviate) =>
        networks({ ...of, spread: () => 0.1, z: (n) => 1.2 - 0.2 * Math.log(n / 10) }, deviate),
    ),
  },
  ...([0.3, -0.2] as const).map(
    (risen): Row => ({
      rule: networksLowest,
      ...(risen > 0
        ? { truth: "log test loss rises by 0.3, the lowest is like the others; spreads 0.1 and 0.05" }
        : { truth: "log test loss falls by 0.2, *not supported*", verdict: "not supported" }),
      levels: three([4, 8, 16], (searches) => (deviate) => descents({ searches, risen, better: 0 }, deviate)),
    }),
  ),
  ...([1, 5] as const).map(
    (points): Row => ({
      rule: networksRedundancy,
      ...(points === 1
        ? { truth: "1 point lost, spread 1 point" }
        : { truth: "5 points lost, *not supported*", verdict: "not supported" }),
      levels: three([4, 6, 20], (count) => (deviate) => cutNetworks({ networks: count, points }, deviate)),
    }),
  ),
];

/** Repeats of the documented shares; `LOSSCAPE_POWERS=1` makes them again, of which tests repeat a part. */
const DOCUMENTED = 100;
const REPEATED = 20;
const DOCS = "docs/claims.md";

test.each(rows)(
  "power of $rule.id where the truth is $truth is as docs/claims.md has it",
  ({ rule, truth, verdict = "supported", levels }) => {
    const start = `| ${rule.id} | ${truth} |`;
    const docs = readFileSync(DOCS, "utf8");
    const line = docs.split("\n").find((line) => line.startsWith(start)) ?? "";
    if (process.env.LOSSCAPE_POWERS !== undefined) {
      const found = levels.map((made) => shares(rule, made, DOCUMENTED)[verdict].toFixed(2));
      writeFileSync(DOCS, docs.replace(line, `${start} ${found.join(" | ")} |`));
      return;
    }
    const documented = line.slice(start.length).split("|").slice(0, 3).map(Number);
    const found = levels.map((made) => shares(rule, made, REPEATED)[verdict]);
    for (const [level, share] of documented.entries()) {
      // Three standard errors of the first of the hundred, and one repeat.
      const error = Math.sqrt((share * (1 - share)) / REPEATED);
      expect(Math.abs((found[level] as number) - share)).toBeLessThanOrEqual(3 * error + 1 / REPEATED);
    }
    expect(documented).toHaveLength(3);
  },
);
