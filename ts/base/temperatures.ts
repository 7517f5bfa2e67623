import { InvalidInputError } from "./errors.js";
import { checkAscending, list, number } from "./schema.js";

/** Of an annealing: what its temperature falls from, and what to. */
export const fallFields = { from: number({ above: 0 }), to: number({ above: 0 }) };

/** Of a tempering: the temperatures of its chains. */
export const ladderFields = { temperatures: list({ of: number({ above: 0 }), min: 2, max: 64 }) };

/** Refuses temperatures that rise where they are to fall. */
export function checkFall({ from, to }: { readonly from: number; readonly to: number }): void {
  if (to > from) throw new InvalidInputError("to", to, `a number above 0 and at most from, ${from}`);
}

/** Refuses temperatures that do not ascend. */
export function checkLadder({ temperatures }: { readonly temperatures: readonly number[] }): void {
  checkAscending("temperatures", temperatures, (before) => `a number above the one before it, ${before}`);
}
