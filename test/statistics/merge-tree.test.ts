import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Branch, type Link, mergeTree, persistenceOf } from "../../ts/statistics/merge-tree.js";

const forests = fc.integer({ min: 1, max: 12 }).chain((count) =>
  fc.record({
    leaves: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: count, maxLength: count }),
    rises: fc.array(
      fc.record({
        a: fc.nat({ max: count - 1 }),
        b: fc.nat({ max: count - 1 }),
        rise: fc.nat({ max: 6 }),
      }),
      { maxLength: 24 },
    ),
  }),
);

const linksOf = (leaves: readonly number[], rises: readonly { a: number; b: number; rise: number }[]) =>
  rises.map(
    ({ a, b, rise }): Link => ({
      a,
      b,
      height: rise + Math.max(leaves[a] as number, leaves[b] as number),
    }),
  );

/** The lowest height over all ways from one leaf to another: Floyd and Warshall's, with the highest link of a way as its length. */
function passes(count: number, links: readonly Link[]): number[][] {
  const height = Array.from({ length: count }, (_, a) =>
    Array.from({ length: count }, (_, b) => (a === b ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY)),
  );
  const at = (a: number, b: number) => (height[a] as number[])[b] as number;
  const lower = (a: number, b: number, to: number) => {
    (height[a] as number[])[b] = Math.min(at(a, b), to);
  };
  for (const { a, b, height: to } of links) {
    lower(a, b, to);
    lower(b, a, to);
  }
  for (let k = 0; k < count; k++)
    for (let a = 0; a < count; a++) for (let b = 0; b < count; b++) lower(a, b, Math.max(at(a, k), at(k, b)));
  return height;
}

describe("a merge tree", () => {
  test("ends each leaf at the lowest pass to one that is lower, as all ways between leaves have it", () => {
    fc.assert(
      fc.property(forests, ({ leaves, rises }) => {
        const links = linksOf(leaves, rises);
        const pass = passes(leaves.length, links);
        const isLower = (a: number, b: number) =>
          (leaves[a] as number) < (leaves[b] as number) || (leaves[a] === leaves[b] && a < b);
        for (const branch of mergeTree({ leaves, links })) {
          const end = leaves.reduce(
            (least, _, other) =>
              isLower(other, branch.leaf) ? Math.min(least, pass[branch.leaf]?.[other] as number) : least,
            Number.POSITIVE_INFINITY,
          );
          expect(persistenceOf(branch)).toBe(end - branch.birth);
          if (branch.joins) expect(isLower(branch.joins.leaf, branch.leaf)).toBe(true);
        }
      }),
    );
  });

  test("has each leaf once, and no line between two branches crosses one that still goes on", () => {
    fc.assert(
      fc.property(forests, ({ leaves, rises }) => {
        const branches = mergeTree({ leaves, links: linksOf(leaves, rises) });
        expect(branches.map(({ leaf }) => leaf).sort((a, b) => a - b)).toEqual(leaves.map((_, leaf) => leaf));
        for (const [place, { joins }] of branches.entries()) {
          if (joins === undefined) continue;
          const other = branches.findIndex(({ leaf }) => leaf === joins.leaf);
          const between = branches.slice(Math.min(place, other) + 1, Math.max(place, other));
          const end = (branch: Branch) => branch.joins?.height ?? Number.POSITIVE_INFINITY;
          expect(between.every((branch) => end(branch) <= joins.height)).toBe(true);
        }
      }),
    );
  });

  test("of three minima is drawn with the lowest in the midst", () => {
    const links = [
      { a: 0, b: 1, height: 2 },
      { a: 1, b: 2, height: 3 },
      { a: 0, b: 2, height: 5 },
    ];
    expect(mergeTree({ leaves: [0.5, 0, 1], links })).toEqual([
      { leaf: 2, birth: 1, joins: { height: 3, leaf: 1 } },
      { leaf: 1, birth: 0 },
      { leaf: 0, birth: 0.5, joins: { height: 2, leaf: 1 } },
    ]);
  });

  test("goes through a chain of twenty thousand leaves without a deep call", () => {
    const leaves = Float64Array.from({ length: 20_000 }, (_, leaf) => leaf);
    const links = Array.from({ length: 19_999 }, (_, a) => ({ a, b: a + 1, height: 1e6 + a }));
    expect(mergeTree({ leaves, links })).toHaveLength(20_000);
  });

  test("refuses a link to a leaf that is not there, and one below its leaves", () => {
    expect(() => mergeTree({ leaves: [0], links: [{ a: 0, b: 1, height: 1 }] })).toThrow("links[0].b: got 1");
    expect(() => mergeTree({ leaves: [0, 2], links: [{ a: 0, b: 1, height: 1 }] })).toThrow(
      "links[0].height: got 1, expected at least 2",
    );
  });
});
