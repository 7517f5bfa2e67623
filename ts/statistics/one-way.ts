import { fisher } from "./distributions.js";
import { mean, squaresAbout } from "./moments.js";

/** Fisher's test that groups have one mean. */
export interface OneWay {
  /** F, the mean square between groups over that within. */
  readonly ratio: number;
  /** Degrees of freedom of the two. */
  readonly between: number;
  readonly within: number;
  /** Of an F as large, where the means are one and the groups are Gaussian of one variance. */
  readonly probability: number;
}

/** The analysis of variance of one factor; NaN where no group has two values. */
export function oneWay(groups: readonly (readonly number[])[]): OneWay {
  const several = groups.filter(({ length }) => length > 0);
  const centre = mean(several.flat());
  const between = several.length - 1;
  const within = several.reduce((sum, { length }) => sum + length - 1, 0);
  const squares = squaresAbout(centre, several);
  const ratio = squares.between / between / (squares.within / within);
  return { ratio, between, within, probability: fisher(between, within).tail(ratio) };
}
