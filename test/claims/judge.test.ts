import { expect, test } from "vitest";
import { undecided } from "../../ts/claims/claim.js";
import { claimsOn, judgeAll, rule } from "../../ts/claims/judge.js";
import { rules } from "../../ts/claims/paper/index.js";
import { CLAIMS, claimColumns } from "../../ts/claims/table.js";
import { claimRows } from "../../ts/claims/words.js";
import { claimsTable } from "../../ts/cli/claims.js";
import { EXPERIMENTS } from "../../ts/experiments/index.js";
import { buildTable, toBytes } from "../../ts/tables/index.js";
import { deviates } from "../support/deviates.js";
import { comparison, glass, networks, ways } from "./made.js";

const deviate = deviates(3);
const evidence = {
  ...glass(
    {
      sizes: [25, 50, 100],
      draws: 4,
      starts: 5,
      mean: () => -1.6,
      within: (n) => 1 / n,
      between: () => 0.01,
    },
    deviate,
  ),
  ...networks({ sizes: [10, 25], replicas: 10, spread: (n) => 1 / n }, deviate),
  ...comparison({ pairs: 4, minima: 4 }, deviate),
};
const known = EXPERIMENTS.map(({ name }) => name);
// 3-glass computes for seconds and needs no data.
const quick = rules.filter(({ id }) => id !== "3-glass");
const claims = judgeAll(
  quick,
  { ...evidence, "network-index": { ...evidence["network-index"], ...ways(3, 1, deviate)["network-index"] } },
  { known },
);

test("every claim of the paper has one entry: a verdict, or not run with the experiment that is missing", () => {
  expect(claims.map(({ id }) => id)).toEqual(quick.map(({ id }) => id));
  for (const { id, verdict, sentence, experiments } of claims) {
    if (verdict !== "not run") continue;
    const there = experiments.some((name) => known.includes(name as never));
    expect(sentence, id).toMatch(
      there
        ? /^Not run: (?:its rule is not in this version|.* not among these runs)\.$/
        : /^Not run: this version has no experiment /,
    );
  }
  const ran = claims.filter(({ verdict }) => verdict !== "not run").map(({ id }) => id);
  expect(ran).toEqual([
    "1-glass",
    "1-networks",
    "2-networks",
    "4",
    "5-networks",
    "6-glass",
    "6-networks",
    "7b-networks",
  ]);
});

test("a claim whose experiment is there but was not run says which", () => {
  const [, ofNetworks] = judgeAll(
    rules.slice(0, 2),
    { "spin-glass-minima": evidence["spin-glass-minima"] },
    { known },
  );
  expect(ofNetworks).toMatchObject({
    verdict: "not run",
    sentence: "Not run: network-losses is not among these runs.",
  });
});

test("data that bear no test leave a claim inconclusive, with the reason and no number", () => {
  const one = networks({ sizes: [10], replicas: 10, spread: () => 1 }, deviate);
  for (const claim of claimsOn(rules, one))
    expect(claim).toMatchObject({ verdict: "inconclusive", effect: null, low: null, tests: 0 });
});

test("what an experiment itself says of a claim stands, and its other claims come after", () => {
  const one = rules.filter(({ id }) => id === "kac-rice");
  const [own] = one.map(({ judge: _, ...statement }) => undecided(statement, "inconclusive", "of its own"));
  const other = { ...(own as NonNullable<typeof own>), id: "other" };
  const found = judgeAll(one, {}, { known, given: [own as NonNullable<typeof own>, other] });
  expect(found.map(({ id, sentence }) => [id, sentence])).toEqual([
    ["kac-rice", "of its own"],
    ["other", "of its own"],
  ]);
});

test("what an experiment has judged is not judged again", () => {
  const never = rule({
    ...(quick[0] as (typeof rules)[number]),
    experiments: ["spin-glass-minima"],
    judge: () => {
      throw new Error("judged twice");
    },
  });
  const { judge: _, ...statement } = never;
  const own = undecided(statement, "inconclusive", "of its own");
  expect(judgeAll([never], evidence, { known, given: [own] })).toEqual([own]);
});

test("numbers have 12 digits, and a bound that is not there is null", () => {
  const third = rule({
    ...(quick[0] as (typeof rules)[number]),
    experiments: ["spin-glass-minima"],
    judge: () => ({
      tests: [
        {
          effect: 1 / 3,
          smallestEffect: 0.1,
          claimed: "beyond",
          interval: () => ({ low: -2 / 3, high: Infinity }),
        },
      ],
      say: ({ verdict }) => verdict,
    }),
  });
  expect(claimsOn([third], evidence)[0]).toMatchObject({
    effect: 0.333333333333,
    low: -0.666666666667,
    high: null,
  });
});

test("the same evidence gives the same bytes of claims.json and claims.arrow", () => {
  const again = judgeAll(
    quick,
    {
      ...evidence,
      "network-index": { ...evidence["network-index"], ...ways(3, 1, deviates(3))["network-index"] },
    },
    { known },
  );
  const provenance = {
    version: "0",
    config: "{}",
    backend: "strict",
    normalisation: "",
    experiment: "reproduce",
  } as const;
  const bytes = (of: typeof claims) => toBytes(buildTable(CLAIMS, claimColumns(of), provenance));
  expect(bytes(claims)).toEqual(bytes(claims));
  const glassOnly = (of: typeof claims) => JSON.stringify(of.filter(({ subject }) => subject === "glass"));
  expect(glassOnly(again)).toBe(glassOnly(claims));
});

test("claims.arrow has a row a claim, with nulls where nothing was measured", () => {
  const provenance = {
    version: "0",
    config: "{}",
    backend: "strict",
    normalisation: "",
    experiment: "reproduce",
  } as const;
  const table = buildTable(CLAIMS, claimColumns(claims), provenance);
  expect(table.numRows).toBe(claims.length);
  expect([...table.getChild("id")]).toEqual(claims.map(({ id }) => id));
  expect([...table.getChild("verdict")]).toEqual(claims.map(({ verdict }) => verdict));
  expect([...table.getChild("effect")]).toEqual(claims.map(({ effect }) => effect));
});

test.each([80, 0, 72, 200])(
  "the table fits a terminal of %d columns, and names every claim once",
  (columns) => {
    const text = claimsTable(claims, columns);
    const widest = Math.max(...text.split("\n").map((line) => line.length));
    expect(widest).toBeLessThanOrEqual(columns === 0 ? 80 : Math.min(columns, 100));
    const words = text.replaceAll(/\s+/g, " ");
    expect(words).toMatch(/^claim glass networks 1 the lowest/);
    for (const { verdict } of claims) expect(words).toContain(verdict);
  },
);

test("claims of one title stand beside each other, a claim on both in place of the two", () => {
  const rows = claimRows(claims);
  expect(rows.find(({ number }) => number === "1")).toMatchObject({
    glass: { id: "1-glass" },
    networks: { id: "1-networks" },
  });
  expect(rows.find(({ number }) => number === "4")?.both?.id).toBe("4");
  expect(rows.find(({ number }) => number === "7a")?.networks).toBeUndefined();
});

test("statements have distinct ids, and say what would refute them", () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const of of rules)
    for (const text of [of.title, of.statement, of.source, of.test, of.refutedBy]) expect(text).not.toBe("");
});
