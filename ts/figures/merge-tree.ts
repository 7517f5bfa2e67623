import type { Branch } from "../statistics/merge-tree.js";
import type { About, Quantity } from "./about.js";
import { dataTable } from "./data.js";
import type { Axis, Figure } from "./figure.js";

/** Share of the tree's height by which a branch that joins no other stands out at the top. */
const STUB = 0.05;

/**
 * How minima are joined as the level rises: a line a minimum, from its height up to where it meets a lower one.
 *
 * @param options.counted   what the leaves are: "minima of H"
 * @param options.branches  of `mergeTree`, in its order
 */
export function mergeTreeFigure(
  about: About,
  options: {
    readonly quantity: Quantity;
    readonly scale?: Axis["scale"];
    readonly counted: string;
    readonly branches: readonly Branch[];
  },
): Figure {
  const { quantity, scale = "linear", counted, branches } = options;
  const { column, label, symbol } = quantity;
  const places = new Map(branches.map(({ leaf }, place) => [leaf, place]));
  const heights = branches.flatMap(({ birth, joins }) => (joins ? [birth, joins.height] : [birth]));
  const [lowest, highest] = [Math.min(...heights), Math.max(...heights)];
  const top = highest + STUB * (highest - lowest);
  const minima = branches.map(({ leaf, birth, joins }, place) => ({
    ...{ leaf, place, [column]: birth, end: joins?.height ?? top },
  }));
  const lines = branches.flatMap(({ leaf, birth, joins }, place) => [
    { leaf, place, [column]: birth },
    { leaf, place, [column]: joins?.height ?? top },
    ...(joins ? [{ leaf, place: places.get(joins.leaf) as number, [column]: joins.height }] : []),
  ]);
  const meanings = { leaf: "number of the minimum", place: "from the left" };
  return {
    ...about,
    x: { label: `${counted}, side by side as they are joined`, ticks: [] },
    y: { label, scale },
    data: {
      branches: dataTable<string>(lines, { ...meanings, [column]: `corners of its line, ${symbol}` }),
      minima: dataTable<string>(minima, {
        ...meanings,
        [column]: `${symbol} at the minimum`,
        end: `${symbol} at which it meets a lower one, or at which the drawing ends`,
      }),
    },
    marks: [
      { kind: "line", data: "branches", x: "place", y: column, series: "leaf" },
      { kind: "points", data: "minima", x: "place", y: column, label: counted },
    ],
  };
}
