import { bySize, groupBy } from "../statistics/groups.js";
import type { DescendedNetwork } from "./evidence.js";

/** Networks of one size that descended as far as each other, and the lowest of them, which went on alone. */
export interface Search<Row extends DescendedNetwork = DescendedNetwork> {
  /** Its places, from where SGD ended to the end. */
  readonly lowest: readonly Row[];
  readonly others: readonly (readonly Row[])[];
  /** The iterations that all were allowed. */
  readonly common: number;
}

/** The searches of a size that have two networks or more: those whose SGD diverged did not descend, and are left out before. */
export function searchesOf<Row extends DescendedNetwork>(rows: readonly Row[]): Search<Row>[] {
  return bySize(rows, ({ search }) => search).flatMap(([, ofSearch]) => {
    const ways = [...groupBy(ofSearch, ({ replica }) => replica).values()]
      .map((way) => way.sort((a, b) => a.iterations - b.iterations))
      .sort((a, b) => endOf(b) - endOf(a));
    const [lowest, ...others] = ways;
    const [shortest] = others.slice(-1);
    return lowest === undefined || shortest === undefined
      ? []
      : [{ lowest, others, common: endOf(shortest) }];
  });
}

const endOf = (way: readonly DescendedNetwork[]) => way.at(-1)?.iterations as number;
