import type { KnownDepth } from "./evidence.js";

/** Of the draws of a size, at least this share has a lowest energy that two starts agree on. */
export const LEAST_AGREEMENT = 0.9;

/** Sizes from the smallest on at which the depth is known, up to the first at which it is not. */
export function knownSizes(sizes: readonly KnownDepth[]): number[] {
  const unknown = sizes.findIndex(({ draws, agreed }) => agreed < LEAST_AGREEMENT * draws);
  return (unknown < 0 ? sizes : sizes.slice(0, unknown)).map(({ n }) => n);
}
