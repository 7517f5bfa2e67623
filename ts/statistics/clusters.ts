import { mean, squaresAbout } from "./moments.js";

/**
 * The intraclass correlation of grouped values, by analysis of variance: the share of their variance that lies between groups.
 *
 * From 0 to 1; 0 where values do not vary or no group has two. Source: Donner, Int. Stat. Rev. 54 (1986).
 */
export function intraclassCorrelation(groups: readonly ArrayLike<number>[]): number {
  const total = groups.reduce((sum, { length }) => sum + length, 0);
  const between = groups.length - 1;
  const within = total - groups.length;
  if (between < 1 || within < 1) return 0;
  const centre = groups.reduce((sum, group) => sum + mean(group) * group.length, 0) / total;
  const squares = squaresAbout(centre, groups);
  const [betweenSquare, withinSquare] = [squares.between / between, squares.within / within];
  const size = (total - groups.reduce((sum, { length }) => sum + length ** 2, 0) / total) / between;
  const all = betweenSquare + (size - 1) * withinSquare;
  return all > 0 ? Math.max(0, (betweenSquare - withinSquare) / all) : 0;
}

/** How many times more values of such groups are needed than independent ones: 1 + (m − 1)ρ. Source: Kish, Survey Sampling (1965). */
export const designEffect = (size: number, correlation: number): number => 1 + (size - 1) * correlation;
