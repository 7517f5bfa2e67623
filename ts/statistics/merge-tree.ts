import { DisjointSets } from "../base/disjoint-sets.js";
import { InvalidInputError } from "../base/errors.js";

/** What joins two leaves: a saddle between minima, the pass between basins of a grid. */
export interface Link {
  readonly a: number;
  readonly b: number;
  /** At which they are joined. */
  readonly height: number;
}

/** A leaf, from where it begins to where it is joined to one that begins lower. */
export interface Branch {
  /** Its number among those given. */
  readonly leaf: number;
  readonly birth: number;
  /** Absent for the lowest of those that hang together. */
  readonly joins?: { readonly height: number; readonly leaf: number };
}

/**
 * How leaves are joined as a level rises over their links, by union-find: of two sets that meet, the one whose lowest leaf lies
 * higher ends there (of equal ones that of the larger number). Links between leaves that are joined already say nothing.
 *
 * A branch a leaf, in an order in which they can be drawn side by side: a line from each branch to the one that it joins, at the height at
 * which it does, crosses none.
 *
 * @param leaves  the heights at which they begin
 * @throws InvalidInputError  a link to a leaf that is not there, or at a height below one of its leaves.
 *
 * Source: Becker, Karplus, J. Chem. Phys. 106 (1997) 1495 (disconnectivity graphs); Edelsbrunner, Letscher, Zomorodian,
 * Discrete Comput. Geom. 28 (2002) 511 (persistence of components).
 */
export function mergeTree({
  leaves,
  links,
}: {
  readonly leaves: ArrayLike<number>;
  readonly links: readonly Link[];
}): Branch[] {
  const births = Array.from(leaves);
  for (const [place, link] of links.entries()) check(link, births, place);
  const sets = new DisjointSets(births.length);
  const branches: Branch[] = births.map((birth, leaf) => ({ leaf, birth }));
  const joined: number[][] = births.map(() => []);
  // A set is known by its lowest leaf.
  for (const { a, b, height } of [...links].sort((one, other) => one.height - other.height)) {
    const [first, second] = [sets.find(a), sets.find(b)];
    if (first === second) continue;
    const isFirst = isLower(births, first, second);
    const [lower, higher] = isFirst ? [first, second] : [second, first];
    sets.join(higher, lower);
    branches[higher] = { leaf: higher, birth: births[higher] as number, joins: { height, leaf: lower } };
    joined[lower]?.push(higher);
  }
  const roots = branches.filter(({ joins }) => joins === undefined).map(({ leaf }) => leaf);
  return sideBySide(roots, joined).map((leaf) => branches[leaf] as Branch);
}

/** How far the level rises from where a branch begins to where it ends; infinite where it does not end. */
export const persistenceOf = ({ birth, joins }: Branch): number =>
  joins === undefined ? Number.POSITIVE_INFINITY : joins.height - birth;

function isLower(births: readonly number[], one: number, other: number): boolean {
  const [first, second] = [births[one] as number, births[other] as number];
  return first < second || (first === second && one < other);
}

/** Each leaf in the midst of those that join it: the later one does, the further outside, in turns to the right and to the left. */
function sideBySide(roots: readonly number[], joined: readonly (readonly number[])[]): number[] {
  const order: number[] = [];
  // What is to be placed, the next one last: a leaf alone, or a leaf with all that joins it.
  const stack = [...roots].reverse().map((leaf) => ({ leaf, isWhole: true }));
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { leaf, isWhole } = next;
    if (!isWhole) {
      order.push(leaf);
      continue;
    }
    const all = (joined[leaf] ?? []).map((child) => ({ leaf: child, isWhole: true }));
    const right = all.filter((_, turn) => turn % 2 === 0);
    const left = all.filter((_, turn) => turn % 2 === 1);
    stack.push(...right.reverse(), { leaf, isWhole: false }, ...left);
  }
  return order;
}

function check({ a, b, height }: Link, births: readonly number[], place: number): void {
  for (const [name, leaf] of [
    ["a", a],
    ["b", b],
  ] as const)
    if (births[leaf] === undefined)
      throw new InvalidInputError(`links[${place}].${name}`, leaf, `a leaf from 0 to ${births.length - 1}`);
  const least = Math.max(births[a] as number, births[b] as number);
  if (!(height >= least))
    throw new InvalidInputError(`links[${place}].height`, height, `at least ${least}, that of its leaves`);
}
