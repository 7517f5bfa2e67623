import { fitLine } from "../../statistics/least-squares.js";
import type { Measured } from "../../statistics/measured.js";

/**
 * The power of N in the leading correction to the mean energy of minima, from marginal stability: a descent can still fall
 * while its Hessian has negative eigenvalues, and at u above −E_∞ the semicircle has ~ N (u + E_∞)^{3/2} of them. They run
 * out where that is of order one: u + E_∞ ~ N^{−2/3}, also the scale of the edge's own fluctuations.
 */
export const POWER = { of: (n: number) => n ** (-2 / 3), label: "N^(−2/3)" } as const;

/** How far the form alone moves the limit: the same line in other powers of N, each also as one of x = N^(−2/3). */
const OTHER_POWERS = [
  { exponent: "1/2", of: (n: number) => n ** (-1 / 2), at: (x: number) => x ** (3 / 4) },
  { exponent: "1", of: (n: number) => 1 / n, at: (x: number) => x ** (3 / 2) },
] as const;

/** Lines through the means, and where they lead for N → ∞. */
export type Limit = NonNullable<ReturnType<typeof limitOf>>;

/**
 * Two parameters a line: the exponent and any further correction are assumed, not fitted, since three sizes leave one
 * degree of freedom. Undefined for fewer than two sizes, or where a mean has no error (one draw of the couplings).
 */
export function limitOf(means: readonly { readonly n: number; readonly energy: Measured }[]) {
  const lineIn = (power: (n: number) => number) =>
    fitLine(means.map(({ n, energy }) => ({ x: power(n), ...energy })));
  const line = lineIn(POWER.of);
  if (line === undefined) return undefined;
  const others = OTHER_POWERS.flatMap(({ exponent, of, at }) => {
    const other = lineIn(of);
    return other === undefined ? [] : [{ exponent, at, line: other }];
  });
  return { line, others };
}
