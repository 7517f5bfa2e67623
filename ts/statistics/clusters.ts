import { mean, variance } from "./moments.js";

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
  const means = groups.map(mean);
  const centre = means.reduce((sum, each, g) => sum + each * sizeOf(groups, g), 0) / total;
  const betweenSquare =
    means.reduce((sum, each, g) => sum + sizeOf(groups, g) * (each - centre) ** 2, 0) / between;
  const withinSquare =
    groups.reduce((sum, group) => sum + (group.length > 1 ? (group.length - 1) * variance(group) : 0), 0) /
    within;
  const size = (total - groups.reduce((sum, { length }) => sum + length ** 2, 0) / total) / between;
  const all = betweenSquare + (size - 1) * withinSquare;
  return all > 0 ? Math.max(0, (betweenSquare - withinSquare) / all) : 0;
}

const sizeOf = (groups: readonly ArrayLike<number>[], place: number) =>
  (groups[place] as ArrayLike<number>).length;

/** How many times more values of such groups are needed than independent ones: 1 + (m − 1)ρ. Source: Kish, Survey Sampling (1965). */
export const designEffect = (size: number, correlation: number): number => 1 + (size - 1) * correlation;
