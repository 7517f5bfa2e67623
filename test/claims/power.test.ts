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
import { findExperiment } from "../../ts/experiments/index.js";
import { paper } from "../../ts/experiments/paper.js";
import { normal } from "../../ts/statistics/distributions.js";
import { annealing, comparison, cutNetworks, descents, glass, networks, shares, ways } from "./made.js";

const LEVELS = ["quick", "standard", "full"] as const;

type Made = Parameters<typeof shares>[1];

/** A row of docs/claims.md: a truth, and what makes tables of it at the sizes of each level. */
interface Row {
  readonly rule: AnyRule;
  readonly truth: string;
  readonly verdict?: Verdict;
  readonly levels: readonly [quick: Made, standard: Made, full: Made];
}

type Numbers = Readonly<Record<string, number>>;
type Lists = Readonly<Record<string, readonly number[]>>;

/** What an experiment's config is at each level of the reproduction. */
const configs = (name: string) =>
  LEVELS.map((level) => {
    const study = paper.studies.find(({ experiment }) => experiment === name);
    return findExperiment(name).config.parse(study?.[level]) as Numbers & Lists;
  });
const counts = (name: string, key: string) => configs(name).map((config) => config[key] as number);

const glasses = configs("spin-glass-minima").map(({ sizes, disorders, replicas }) => ({
  sizes: sizes as readonly number[],
  draws: disorders as number,
  starts: replicas as number,
}));
const trained = configs("network-losses").map(({ hidden, replicas }) => ({
  sizes: hidden as readonly number[],
  replicas: replicas as number,
}));
/** Networks that are followed, of all sizes. */
const followed = configs("network-index").map(
  ({ hidden, followed }) => (hidden as readonly number[]).length * (followed as number),
);
const minima = counts("network-index", "replicas");
const compared = counts("network-annealing", "replicas").map((pairs, level) => ({
  pairs,
  minima: minima[level] as number,
}));
const searches = counts("global-minimum", "searches");
const cut = counts("redundancy", "replicas");

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
    levels: three(followed, (count) => (deviate) => ways(count, 2, deviate)),
  },
  {
    rule: glassAnnealing,
    truth: "no difference, minima alone, errors 0.002",
    levels: three(
      counts("annealing", "disorders"),
      (draws) => (deviate) =>
        annealing({ difference: 0, minima: 1 }, { draws, replicas: 4, error: 0.002 }, deviate),
    ),
  },
  {
    rule: networksAnnealing,
    truth: "no difference",
    levels: three(compared, (of) => (deviate) => comparison({ ...of, loss: 0 }, deviate)),
  },
  {
    rule: networksAnnealing,
    truth: "losses 20 % apart, *not supported*",
    verdict: "not supported",
    levels: three(compared, (of) => (deviate) => comparison({ ...of, loss: 0.2 }, deviate)),
  },
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
  {
    rule: networksLowest,
    truth: "log test loss rises by 0.3, the lowest is like the others; spreads 0.1 and 0.05",
    levels: three(
      searches,
      (count) => (deviate) => descents({ searches: count, risen: 0.3, better: 0 }, deviate),
    ),
  },
  {
    rule: networksLowest,
    truth: "log test loss falls by 0.2, *not supported*",
    verdict: "not supported",
    levels: three(
      searches,
      (count) => (deviate) => descents({ searches: count, risen: -0.2, better: 0 }, deviate),
    ),
  },
  {
    rule: networksRedundancy,
    truth: "1 point lost, spread 1 point",
    levels: three(cut, (networks) => (deviate) => cutNetworks({ networks, points: 1 }, deviate)),
  },
  {
    rule: networksRedundancy,
    truth: "5 points lost, *not supported*",
    verdict: "not supported",
    levels: three(cut, (networks) => (deviate) => cutNetworks({ networks, points: 5 }, deviate)),
  },
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
      // The repeats are the first of the documented ones: within three standard errors of theirs, and one repeat.
      const error = Math.sqrt((share * (1 - share)) / REPEATED);
      expect(Math.abs((found[level] as number) - share)).toBeLessThanOrEqual(3 * error + 1 / REPEATED);
    }
    expect(documented).toHaveLength(3);
  },
);
