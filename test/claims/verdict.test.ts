import { describe, expect, test } from "vitest";
import { claim, type Statement } from "../../ts/claims/claim.js";
import { decide, type Test, type Verdict, verdictOf } from "../../ts/claims/verdict.js";
import { student } from "../../ts/statistics/intervals.js";
import { meanOfMeans } from "../../ts/statistics/moments.js";
import { deviates } from "../support/deviates.js";

const beyond = { claimed: "beyond", smallestEffect: 0.1 } as const;
const within = { claimed: "within", smallestEffect: 0.1 } as const;

test.each([
  [beyond, 0.11, 0.3, "supported"],
  [beyond, 0.05, 0.3, "inconclusive"],
  [beyond, -0.3, 0.09, "not supported"],
  [within, -0.09, 0.05, "supported"],
  [within, -0.09, 0.11, "inconclusive"],
  [within, -0.5, 0.5, "inconclusive"],
  [within, 0.11, 0.5, "not supported"],
  [within, -0.5, -0.11, "not supported"],
] as const)("%o from %d to %d is %s", (of, low, high, verdict) => {
  expect(verdictOf(of, { low, high })).toBe(verdict);
});

const reaches = new Map<string, number>();

/** Half the length of Student's interval for an error of 1; the same few levels come a hundred thousand times. */
function reachOf(freedom: number, level: number): number {
  const key = `${freedom} ${level}`;
  const reach = reaches.get(key) ?? student({ value: 0, error: 1 }, freedom, level).high;
  reaches.set(key, reach);
  return reach;
}

/** A test of so many normal deviates about a mean, with Student's interval. */
function sampled(
  of: Pick<Test, "claimed" | "smallestEffect">,
  mean: number,
  deviate: () => number,
  units = 20,
): Test {
  const values = Array.from({ length: units }, () => [mean + deviate()]);
  const { value, error = 0 } = meanOfMeans(values);
  const interval = (level: number) => {
    const reach = reachOf(units - 1, level) * error;
    return { low: value - reach, high: value + reach };
  };
  return { ...of, effect: value, interval };
}

const REPEATS = 1000;
/** 5 % of 1000 repeats, and three standard errors. */
const FIVE_PERCENT = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / REPEATS);

/** How often each verdict comes over synthetic repeats. */
function verdicts(tests: (deviate: () => number) => [Test, ...Test[]]): (verdict: Verdict) => number {
  const found = Array.from({ length: REPEATS }, (_, repeat) => decide(tests(deviates(1, repeat))));
  return (verdict) => found.filter((one) => one.verdict === verdict).length / REPEATS;
}

describe("on data whose truth is known", () => {
  const larger = { claimed: "beyond", smallestEffect: 1 } as const;
  const alike = { claimed: "within", smallestEffect: 1 } as const;

  test("an effect of just the smallest that matters is called larger or smaller 5 % of the time in all", () => {
    const share = verdicts((deviate) => [sampled(larger, 1, deviate)]);
    expect(share("supported") + share("not supported")).toBeLessThan(FIVE_PERCENT);
    expect(share("inconclusive")).toBeGreaterThan(1 - FIVE_PERCENT);
  });

  test("no effect is called one less than 5 % of the time, and twice the smallest is found nearly always", () => {
    expect(verdicts((deviate) => [sampled(larger, 0, deviate)])("supported")).toBeLessThan(0.001);
    // At 2δ the mean lies 4.5 standard errors beyond δ.
    expect(verdicts((deviate) => [sampled(larger, 2, deviate)])("supported")).toBeGreaterThan(0.97);
  });

  test("a difference at the edge of alikeness is called alike less than 5 % of the time, on either side", () => {
    for (const mean of [-1, 1])
      expect(verdicts((deviate) => [sampled(alike, mean, deviate)])("supported")).toBeLessThan(FIVE_PERCENT);
    expect(verdicts((deviate) => [sampled(alike, 0, deviate)])("supported")).toBeGreaterThan(0.95);
    expect(verdicts((deviate) => [sampled(alike, 2.5, deviate)])("not supported")).toBeGreaterThan(0.95);
  });

  test("few units leave a claim of alikeness inconclusive, and do not support it", () => {
    const share = verdicts((deviate) => [sampled(alike, 0, deviate, 3)]);
    expect(share("inconclusive")).toBeGreaterThan(0.6);
    expect(share("not supported")).toBeLessThan(0.01);
  });

  test("of eight true effects one is called false less than 5 % of the time, however many there are", () => {
    const eight = (mean: number) => (deviate: () => number) =>
      Array.from({ length: 8 }, () => sampled(larger, mean, deviate)) as [Test, ...Test[]];
    expect(verdicts(eight(1))("not supported")).toBeLessThan(FIVE_PERCENT);
    expect(verdicts(eight(2.5))("supported")).toBeGreaterThan(0.95);
  });
});

describe("a claim of several tests", () => {
  const fixed = (low: number, high: number): Test => ({
    ...beyond,
    effect: (low + high) / 2,
    interval: () => ({ low, high }),
  });

  test("is what its weakest test says, and shows that test's interval", () => {
    expect(decide([fixed(0.2, 0.4), fixed(0.15, 0.9)])).toEqual({
      claimed: "beyond",
      effect: 0.525,
      low: 0.15,
      high: 0.9,
      smallestEffect: 0.1,
      verdict: "supported",
      tests: 2,
    });
    expect(decide([fixed(0.2, 0.4), fixed(0, 0.9)])).toMatchObject({ verdict: "inconclusive", low: 0 });
    expect(decide([fixed(-1, 0), fixed(0, 0.9), fixed(0.2, 0.4)])).toMatchObject({
      verdict: "not supported",
      low: -1,
      tests: 3,
    });
  });

  test("asks more of each than one alone would be asked", () => {
    // Supported alone (two-sided 5 % is 1.96 errors), not beside a second that needs the shared level.
    const test = (value: number): Test => ({
      claimed: "beyond",
      smallestEffect: 0,
      effect: value,
      interval: (level) => student({ value, error: 1 }, 1e6, level),
    });
    expect(decide([test(2.1)]).verdict).toBe("supported");
    expect(decide([test(2.1), test(2.1)]).verdict).toBe("inconclusive");
    expect(decide([test(2.1), test(2.3)]).verdict).toBe("supported");
  });
});

test("a claim is plain JSON: its statement, the decision and one sentence", () => {
  const statement: Statement = {
    id: "1-glass",
    title: "the spread shrinks",
    statement: "spread shrinks with size",
    source: "abstract",
    subject: "glass",
    statistic: "falling exponent of the spread",
    symbol: "b",
    unit: "1",
    test: "made up",
    refutedBy: "a spread that does not shrink",
    experiments: ["spin-glass-minima"],
    figure: "energy-spread",
    rule: "1",
  };
  const of: Test = { ...beyond, effect: 0.5, interval: () => ({ low: 0.4, high: 0.6 }) };
  const found = claim(statement, [of], ({ verdict, effect }) => `${verdict}: it falls as N^(−${effect}).`);
  expect(found).toMatchObject({
    id: "1-glass",
    verdict: "supported",
    sentence: "supported: it falls as N^(−0.5).",
  });
  expect(JSON.parse(JSON.stringify(found))).toEqual(found);
});
