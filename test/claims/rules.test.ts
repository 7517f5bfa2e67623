import { describe, expect, test } from "vitest";
import { distanceTest } from "../../ts/claims/paper/alike.js";
import { assumptions } from "../../ts/claims/paper/assumptions.js";
import { dynamics } from "../../ts/claims/paper/dynamics.js";
import { glassAnnealing } from "../../ts/claims/paper/glass-annealing.js";
import { glassBand } from "../../ts/claims/paper/glass-band.js";
import { glassGlobalMinimum } from "../../ts/claims/paper/glass-global-minimum.js";
import { glassLayers } from "../../ts/claims/paper/glass-layers.js";
import { glassMinimaAbove } from "../../ts/claims/paper/glass-minima-above.js";
import { glassPoor } from "../../ts/claims/paper/glass-poor.js";
import { kacRiceCounts } from "../../ts/claims/paper/kac-rice.js";
import { networksAnnealing } from "../../ts/claims/paper/networks-annealing.js";
import { networksBand } from "../../ts/claims/paper/networks-band.js";
import { networksDecorrelate } from "../../ts/claims/paper/networks-decorrelate.js";
import { networksLayers } from "../../ts/claims/paper/networks-layers.js";
import { networksLowest } from "../../ts/claims/paper/networks-lowest.js";
import { networksPoor } from "../../ts/claims/paper/networks-poor.js";
import { networksRedundancy } from "../../ts/claims/paper/networks-redundancy.js";
import { universality } from "../../ts/claims/paper/universality.js";
import { decide, verdictOf } from "../../ts/claims/verdict.js";
import { deviates } from "../support/deviates.js";
import {
  annealing,
  census,
  comparison,
  cutNetworks,
  descents,
  FIVE_PERCENT,
  findingOf,
  glass,
  hardness,
  networks,
  REPEATS,
  shares,
  ways,
} from "./made.js";

/** Repeats where a power is looked at: its standard error is at most 0.035. */
const FEW = 200;

const SIZES = [10, 25, 50, 100];

describe("1-glass, on draws of the couplings", () => {
  const band = (spread: number, limit: number) => (deviate: () => number) =>
    glass(
      {
        ...{ sizes: [25, 50, 100, 250, 500], draws: 8, starts: 10 },
        mean: (n) => limit + 1.7 * n ** (-2 / 3),
        within: (n) => 0.1 * (n / 25) ** -spread,
        between: (n) => 0.035 * (n / 25) ** -1.2,
      },
      deviate,
    );
  const [inside, edge] = [-1.645, -1.633 + 0.01];

  test("a spread that falls just as N^(−0.25) is called neither, but for 5 %", () => {
    const found = shares(glassBand, band(0.25, inside));
    expect(found.supported).toBeLessThan(FIVE_PERCENT);
    expect(found["not supported"]).toBeLessThan(FIVE_PERCENT);
  });

  test("a mean that tends to the edge of the band is called inside in less than 5 %", () => {
    expect(shares(glassBand, band(0.5, edge), FEW).supported).toBeLessThan(0.05);
  });

  test("without a size of 250 its limit leaves it inconclusive, however fast the spread falls", () => {
    const quick = (deviate: () => number) =>
      glass(
        {
          ...{ sizes: [25, 50, 100], draws: 16, starts: 10 },
          mean: (n) => inside + 1.7 * n ** (-2 / 3),
          within: (n) => 0.1 * (n / 25) ** -0.7,
          between: (n) => 0.035 * (n / 25) ** -1.2,
        },
        deviate,
      );
    expect(shares(glassBand, quick, FEW).inconclusive).toBeGreaterThan(0.95);
  });
});

describe("beyond the paper, on limits and differences with normal errors", () => {
  const ERROR = 0.002;
  const measured = (truth: number, deviate: () => number) => ({
    value: truth + ERROR * deviate(),
    error: ERROR,
  });
  const quench = (truth: number) => (deviate: () => number) => ({
    dynamics: {
      limits: [1, 2, 3, 4].map((time) => ({
        ...{ time, freedom: 1e6, probability: 0.5 },
        line: measured(truth, deviate),
      })),
    },
  });
  const distributions = (truth: number) => (deviate: () => number) => ({
    universality: {
      n: 50,
      differences: ["uniform", "rademacher", "exponential"].map((disorder) => ({
        ...{ disorder, freedom: 1e6 },
        ...measured(truth, deviate),
      })),
    },
  });

  test("assumptions: changes of just what does not matter are called neither, but for 5 in 100; twice that, moved", () => {
    const ladder = (times: number) => (deviate: () => number) => ({
      "assumption-ladder": {
        ...{ layers: 3, hidden: 5 },
        changes: [0.1, 0.05, 0.05, 0.1].map((most, place) => ({
          ...{ from: "network", to: "frozen", freedom: 1e6 },
          statistic: (["energy", "spread", "negative share", "loss correlation"] as const)[place] as "energy",
          ...{ value: times * most + (most / 5) * deviate(), error: most / 5 },
        })),
      },
    });
    const edge = shares(assumptions, ladder(1));
    expect(edge.supported).toBeLessThan(FIVE_PERCENT);
    expect(edge["not supported"]).toBeLessThan(FIVE_PERCENT);
    expect(shares(assumptions, ladder(0), FEW).supported).toBeGreaterThan(0.95);
    expect(shares(assumptions, ladder(-2), FEW)["not supported"]).toBeGreaterThan(0.95);
  });

  test.each([
    { rule: dynamics, made: quench },
    { rule: universality, made: distributions },
  ])(
    "$rule.id: differences of just 0.01 are called neither, but for 5 in 100; of none they are alike, of 0.02 not",
    ({ rule, made }) => {
      const edge = shares(rule, made(0.01));
      expect(edge.supported).toBeLessThan(FIVE_PERCENT);
      expect(edge["not supported"]).toBeLessThan(FIVE_PERCENT);
      expect(shares(rule, made(0), FEW).supported).toBeGreaterThan(0.95);
      expect(shares(rule, made(-0.02), FEW)["not supported"]).toBeGreaterThan(0.95);
    },
  );

  test("a line that does not hold makes way for the parabola, and without one nothing is decided", () => {
    const off = { time: 1, freedom: 100, probability: 0.001, line: { value: 0.05, error: 0.001 } };
    const curve = { value: 0.001, error: 0.002 };
    expect(decide(findingOf(dynamics, { dynamics: { limits: [{ ...off, curve }] } }).tests).verdict).toBe(
      "supported",
    );
    expect(dynamics.judge({ dynamics: { limits: [off] } })).toBe(
      "At t = 1 no form holds: the line's χ² has p = 0.0010, and a parabola needs three sizes.",
    );
  });
});

describe("2-glass, on steps between layers and a rank correlation", () => {
  const layers = (steps: readonly number[], correlation: number) => (deviate: () => number) =>
    census({ steps, correlation }, 0.01, deviate);

  test("layers of one energy, or a correlation of just 0.9, are called neither, but for 5 %", () => {
    for (const made of [layers([0.2, 0, 0.2], 0.95), layers([0.2, 0.2, 0.2], 0.9)]) {
      const found = shares(glassLayers, made);
      expect(found.supported).toBeLessThan(FIVE_PERCENT);
      expect(found["not supported"]).toBeLessThan(FIVE_PERCENT);
    }
  });

  test("layers 0.1 apart with a correlation of 0.95 are found, and ones out of order are refuted", () => {
    expect(shares(glassLayers, layers([0.1, 0.1, 0.1], 0.95), FEW).supported).toBeGreaterThan(0.95);
    expect(shares(glassLayers, layers([0.1, -0.1, 0.1], 0.95), FEW)["not supported"]).toBeGreaterThan(0.95);
  });

  test("maps of fewer than ten spins leave it inconclusive", () => {
    const none = census({}, 0.01, () => 0).census;
    const small = { census: { ...none, correlations: [{ n: 8, freedom: 9, value: 0.95, error: 0.01 }] } };
    expect(glassLayers.judge(small)).toBe("No two draws of N = 10 or more have complete maps.");
  });
});

describe("kac-rice, on counts in 8 windows", () => {
  const windows = (off: number, error: number) => (deviate: () => number) =>
    census({ ratios: [off, ...new Array<number>(7).fill(0)] }, error, deviate);

  test("a window that is just a tenth off is called neither, but for 5 %", () => {
    const found = shares(kacRiceCounts, windows(0.1, 0.02));
    expect(found.supported).toBeLessThan(FIVE_PERCENT);
    expect(found["not supported"]).toBeLessThan(FIVE_PERCENT);
  });

  test("exact counts are found so where errors are 0.018, in no repeat where they are 0.1; a fifth off is refuted", () => {
    expect(shares(kacRiceCounts, windows(0, 0.018), FEW).supported).toBeGreaterThan(0.8);
    expect(shares(kacRiceCounts, windows(0, 0.1), FEW).inconclusive).toBeGreaterThan(0.95);
    expect(shares(kacRiceCounts, windows(0.2, 0.02), FEW)["not supported"]).toBeGreaterThan(0.9);
  });
});

describe("5-glass, on draws of annealing and SGD", () => {
  const compared =
    (difference: number, minima: number, draws = 32) =>
    (deviate: () => number) =>
      annealing({ difference, minima }, { draws, replicas: 4, error: 0.002 }, deviate);

  test("a difference of just 0.01, or minima in just 0.95, are called neither, but for 5 %", () => {
    for (const made of [compared(0.01, 1), compared(0, 0.95)]) {
      const found = shares(glassAnnealing, made);
      expect(found.supported).toBeLessThan(FIVE_PERCENT);
      expect(found["not supported"]).toBeLessThan(FIVE_PERCENT);
    }
  });

  test("no difference and minima alone are found by 64 draws, 0.02 is refuted", () => {
    expect(shares(glassAnnealing, compared(0, 1, 64), FEW).supported).toBeGreaterThan(0.95);
    expect(shares(glassAnnealing, compared(0.02, 1), FEW)["not supported"]).toBeGreaterThan(0.95);
  });
});

describe("7a-glass, on rates of work", () => {
  const growing =
    (rate: number, options: object = {}) =>
    (deviate: () => number) =>
      hardness(rate, options, deviate);

  test("work that grows by just e^0.01 a spin is called neither, but for 5 %", () => {
    const found = shares(glassGlobalMinimum, growing(0.01));
    expect(found.supported).toBeLessThan(FIVE_PERCENT);
    expect(found["not supported"]).toBeLessThan(FIVE_PERCENT);
  });

  test("e^0.04 a spin is found, and work that does not grow refutes it", () => {
    expect(shares(glassGlobalMinimum, growing(0.04), FEW).supported).toBeGreaterThan(0.95);
    expect(shares(glassGlobalMinimum, growing(-0.02), FEW)["not supported"]).toBeGreaterThan(0.95);
  });

  test("a lowest energy that is not known at three sizes leaves it inconclusive", () => {
    expect(glassGlobalMinimum.judge(hardness(0.04, { agreed: 0.8 }, () => 0))).toBe(
      "The lowest energy is known, from two starts or more in 90 % of draws, at no size; a rate needs 3 sizes.",
    );
  });
});

describe("1-networks, on networks", () => {
  const spread = (b: number, replicas: number) => (deviate: () => number) =>
    networks({ sizes: SIZES, replicas, spread: (n) => 0.1 * n ** -b }, deviate);

  test("a spread that falls just as n₁^(−0.1) is called neither, but for 5 %", () => {
    const found = shares(networksBand, spread(0.1, 40));
    expect(found.supported).toBeLessThan(FIVE_PERCENT);
    expect(found["not supported"]).toBeLessThan(FIVE_PERCENT);
  });

  test("twice that is found by 200 networks a size, and by 40 in a quarter of repeats", () => {
    expect(shares(networksBand, spread(0.2, 200), FEW).supported).toBeGreaterThan(0.7);
    expect(shares(networksBand, spread(0.2, 40), FEW).supported).toBeGreaterThan(0.12);
  });
});

describe("2-networks, on ways down", () => {
  /** The noise at which the mean rank correlation of ten places is 0.5. */
  const HALF = 5.037;

  test("a mean rank correlation of just 0.5 is called neither, but for 5 %", () => {
    const found = shares(networksLayers, (deviate) => ways(6, HALF, deviate));
    expect(found.supported).toBeLessThan(FIVE_PERCENT);
    expect(found["not supported"]).toBeLessThan(FIVE_PERCENT);
  });

  test("one of 0.83 is found by six networks", () => {
    expect(shares(networksLayers, (deviate) => ways(6, 2, deviate), FEW).supported).toBeGreaterThan(0.95);
  });
});

test("3-glass is exact: the same numbers each time, and a fall beyond e^(−0.01 N) at every ε", () => {
  const { tests } = findingOf(glassMinimaAbove, {});
  expect(decide(tests)).toMatchObject({ verdict: "supported", tests: 3 });
  // ln of the shares of `expectedCriticalPoints` at N = 60 and 70: −1.49859 and −2.01647.
  const { low, high } = tests[0].interval();
  expect(low).toBeLessThan(0.051788);
  expect(high).toBeGreaterThan(0.051788);
  for (const { interval } of tests) expect(interval(0.95)).toEqual(interval(0.999));
});

describe("4, distances of standardised distributions", () => {
  /** Of a normal deviate and so many of an exponential one the distance from a normal one is 0.25 (100,000 values). */
  const EDGE = 3;
  const verdicts = (skew: number, repeats: number) => {
    const found = { supported: 0, "not supported": 0, inconclusive: 0 };
    for (let repeat = 0; repeat < repeats; repeat++) {
      const deviate = deviates(2, repeat);
      const draws = Array.from({ length: 6 }, () => Array.from({ length: 10 }, deviate));
      const losses = Array.from(
        { length: 30 },
        () => deviate() + (skew * (deviate() ** 2 + deviate() ** 2)) / 2,
      );
      const of = distanceTest(draws, losses, 60);
      found[verdictOf(of, of.interval())] += 1 / repeats;
    }
    return found;
  };

  test("a distance of just 0.25 is called alike or unlike in less than 5 % each", () => {
    const found = verdicts(EDGE, REPEATS);
    expect(found.supported).toBeLessThan(FIVE_PERCENT);
    expect(found["not supported"]).toBeLessThan(FIVE_PERCENT);
  });

  test("few networks of the same law leave it inconclusive, and are not called unlike", () => {
    const found = verdicts(0, FEW);
    expect(found["not supported"]).toBe(0);
    expect(found.inconclusive).toBeGreaterThan(0.5);
  });
});

describe("5-networks, on pairs of one start", () => {
  const quick = { pairs: 6, minima: 4 };
  const full = { pairs: 32, minima: 20 };

  test.each([{ loss: 0.1 }, { error: 0.5 }, { index: 0.01 }])(
    "a difference of just %o is called alike or unlike in less than 5 % each",
    (difference) => {
      const found = shares(networksAnnealing, (deviate) => comparison({ ...quick, ...difference }, deviate));
      expect(found.supported).toBeLessThan(FIVE_PERCENT);
      expect(found["not supported"]).toBeLessThan(FIVE_PERCENT);
    },
  );

  test("32 pairs find alikeness, and a loss 20 % apart", () => {
    const of = (loss: number) =>
      shares(networksAnnealing, (deviate) => comparison({ ...full, loss }, deviate), FEW);
    expect(of(0).supported).toBeGreaterThan(0.97);
    expect(of(0.2)["not supported"]).toBeGreaterThan(0.97);
  });

  test("networks of which no eigenvalue is negative have an interval of a length above 0", () => {
    const evidence = comparison(quick, () => 0);
    const { tests } = findingOf(networksAnnealing, evidence);
    const { low, high } = tests[2]?.interval(0.95) ?? { low: 0, high: 0 };
    expect(high - low).toBeGreaterThan(1 / 1120);
  });
});

/** How many standard deviations lie below a share of the normal distribution's upper tail. */
const ABOVE = { 0.2: 0.8416, 0.02: 2.0537, 0.01: 2.3263, 0.001: 3.0902, 0.0001: 3.719 } as const;
type Share = keyof typeof ABOVE;

describe("6, poor minima", () => {
  const onGlass = (small: Share, large: Share) => (deviate: () => number) => {
    const unit = (n: number) => 0.1 / ABOVE[n === 25 ? small : large];
    const options = { sizes: [25, 100], draws: 16, starts: 60, mean: () => 0 };
    return glass({ ...options, within: (n) => 0.98 * unit(n), between: (n) => 0.2 * unit(n) }, deviate);
  };
  const onNetworks = (small: Share, large: Share) => (deviate: () => number) =>
    networks(
      { sizes: [10, 100], replicas: 400, spread: (n) => 0.1 / ABOVE[n === 10 ? small : large] },
      deviate,
    );

  test.each([
    ["glass", glassPoor, onGlass],
    ["networks", networksPoor, onNetworks],
  ] as const)(
    "on %s shares at the edges are called small and large enough in less than 5 %",
    (_, rule, of) => {
      expect(shares(rule, of(0.02, 0.001)).supported).toBeLessThan(FIVE_PERCENT);
      expect(shares(rule, of(0.2, 0.01)).supported).toBeLessThan(FIVE_PERCENT);
      expect(shares(rule, of(0.02, 0.01), FEW)["not supported"]).toBeLessThan(0.08);
    },
  );

  test("400 networks bound a share of 1e-4 below 0.01 in most repeats, 40 in none", () => {
    expect(shares(networksPoor, onNetworks(0.2, 0.0001), FEW).supported).toBeGreaterThan(0.5);
    const few = (deviate: () => number) =>
      networks(
        { sizes: [10, 100], replicas: 40, spread: (n) => 0.1 / ABOVE[n === 10 ? 0.2 : 0.0001] },
        deviate,
      );
    expect(shares(networksPoor, few, FEW).supported).toBe(0);
  });
});

describe("7b-networks, on correlations", () => {
  const falling = (fall: number, replicas: number) => (deviate: () => number) =>
    networks({ sizes: SIZES, replicas, spread: () => 0.1, z: (n) => 1.2 - fall * Math.log(n / 10) }, deviate);

  test("z that falls by just 0.1 per unit of ln n₁ is called neither, but for 5 %", () => {
    const found = shares(networksDecorrelate, falling(0.1, 40));
    expect(found.supported).toBeLessThan(FIVE_PERCENT);
    expect(found["not supported"]).toBeLessThan(FIVE_PERCENT);
  });

  test("the paper's fall of 0.19 is found by 200 networks a size in nearly half of repeats, by 1000 in nearly all", () => {
    expect(shares(networksDecorrelate, falling(0.19, 200), FEW).supported).toBeGreaterThan(0.3);
    expect(shares(networksDecorrelate, falling(0.19, 1000), 50).supported).toBeGreaterThan(0.85);
  });
});

describe("7c-networks, on searches", () => {
  const made =
    (risen: number, better: number, searches = 8) =>
    (deviate: () => number) =>
      descents({ searches, risen, better }, deviate);

  test("a rise or a difference of just 0.1 is called neither, but for 5 %", () => {
    for (const edge of [made(0.1, 0), made(1, 0.1)]) {
      const found = shares(networksLowest, edge);
      expect(found.supported).toBeLessThan(FIVE_PERCENT);
      expect(found["not supported"]).toBeLessThan(FIVE_PERCENT);
    }
  });

  test("eight searches find a rise of 0.3 where the lowest is like the others, and four a loss that falls", () => {
    expect(shares(networksLowest, made(0.3, 0), FEW).supported).toBeGreaterThan(0.95);
    expect(shares(networksLowest, made(-0.2, 0, 4), FEW)["not supported"]).toBeGreaterThan(0.8);
  });

  test("searches of one network each compare nothing", () => {
    const { descents: all } = descents({ searches: 3, risen: 1, better: 0 }, () => 0)["global-minimum"];
    const alone = { descents: all.filter(({ train_loss }) => train_loss === 0) };
    expect(networksLowest.judge({ "global-minimum": alone })).toBe(
      "Fewer than two searches have two networks each: no mean has an error.",
    );
  });
});

describe("redundancy, on networks of three values", () => {
  const losing = (points: number, networks: number) => (deviate: () => number) =>
    cutNetworks({ networks, points }, deviate);

  test("a loss of just 2.5 points is called neither, but for 5 %", () => {
    const found = shares(networksRedundancy, losing(2.5, 8));
    expect(found.supported).toBeLessThan(FIVE_PERCENT);
    expect(found["not supported"]).toBeLessThan(FIVE_PERCENT);
  });

  test("with a spread of 1 point eight networks find a loss of 1 point small, and one of 5 large; four too", () => {
    for (const count of [4, 8]) {
      const least = count === 4 ? 0.4 : 0.9;
      expect(shares(networksRedundancy, losing(1, count), FEW).supported).toBeGreaterThan(least);
      expect(shares(networksRedundancy, losing(5, count), FEW)["not supported"]).toBeGreaterThan(least);
    }
  });

  test("cuts by layers, at random or as they were cut decide nothing", () => {
    const { networks, cuts } = losing(1, 4)(() => 0).redundancy;
    for (const other of [{ assignment: "layers" }, { stage: "cut" }, { values: 4 }]) {
      const changed = cuts.map((cut) => ({ ...cut, ...other }));
      expect(networksRedundancy.judge({ redundancy: { networks, cuts: changed } })).toBe(
        "Fewer than two networks were cut to three values and trained.",
      );
    }
  });
});
