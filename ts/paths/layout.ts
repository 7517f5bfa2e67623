import { InvalidInputError } from "../base/errors.js";

/** The paths of layers of units: (i₀, …, i_H), one unit of each layer. */
export interface Layout {
  readonly layers: readonly number[];
  /** H: factors of a path, which are weights. */
  readonly order: number;
  /** Ψ: how many paths there are. */
  readonly paths: number;
  /** N: how many weights there are. */
  readonly weights: number;
  /** Where the weights of layer k, out × in, begin: of the first at 0. */
  readonly offsets: readonly number[];
}

export const MOST_PATHS = 1e8;

/** @throws InvalidInputError  more than 10⁸ paths; it says how many. */
export function layoutOf(layers: readonly number[]): Layout {
  const paths = layers.reduce((product, width) => product * width, 1);
  if (paths > MOST_PATHS)
    throw new InvalidInputError("layers", layers, `widths with at most ${MOST_PATHS} paths, not ${paths}`);
  const counts = layers.slice(1).map((width, k) => width * (layers[k] as number));
  const offsets = counts.map((_, k) => counts.slice(0, k).reduce((sum, count) => sum + count, 0));
  const weights = counts.reduce((sum, count) => sum + count, 0);
  return { layers, order: counts.length, paths, weights, offsets };
}

/** Λ = Ψ^(1/H) as a whole number: the nearest one, and at least 2. */
export function nearestRoot({ paths, order }: Pick<Layout, "paths" | "order">): number {
  let root = 2;
  while (power(root + 0.5, order) < paths) root++;
  return root;
}

/** By multiplications, which every engine rounds alike. */
export function power(base: number, exponent: number): number {
  let product = 1;
  for (let factor = 0; factor < exponent; factor++) product *= base;
  return product;
}
