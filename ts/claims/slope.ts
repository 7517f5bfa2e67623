import { fitLine, type Line } from "../statistics/least-squares.js";
import type { Measured } from "../statistics/measured.js";
import { byStudent, type Test } from "./verdict.js";

/** Something measured at a size. */
interface AtSize extends Measured {
  readonly size: number;
}

/** A fall per unit of ln size, minus the slope of the line, and its interval at any level. */
export interface Fall extends Pick<Test, "effect" | "interval"> {
  readonly line: Line;
}

/**
 * How fast something falls with ln size: the weighted line through its values, Student's interval.
 *
 * Where the values lie farther from the line than their errors allow, the error of the slope is widened by √(χ²/ν): the law
 * need not be exact. Undefined for fewer than two sizes, or a value without an error.
 *
 * @param freedom  degrees of freedom of the values' errors
 */
export function fallOf(points: readonly AtSize[], freedom: number): Fall | undefined {
  const line = fitLine(points.map(({ size, ...measured }) => ({ x: Math.log(size), ...measured })));
  if (line === undefined) return undefined;
  const widened = line.freedom > 0 ? Math.sqrt(Math.max(1, line.chiSquared / line.freedom)) : 1;
  const fall = { value: -line.slope.value, error: widened * line.slope.error };
  return { ...byStudent(fall, freedom), line };
}
