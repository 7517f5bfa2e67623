import { bySize, groupBy } from "../statistics/groups.js";
import { mean } from "../statistics/moments.js";
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

/** How far the log test loss of the lowest network rises, and how far it lay from the others' before it went on alone. */
export function worthOf({ lowest, others, common }: Search): {
  readonly risen: number;
  readonly better: number;
} {
  const loss = (place: DescendedNetwork | undefined) => place?.test_loss as number;
  const atCommon = (way: Search["lowest"]) =>
    Math.log(loss(way.find(({ iterations }) => iterations === common)));
  return {
    risen: Math.log(loss(lowest.at(-1)) / loss(lowest[0])),
    better: atCommon(lowest) - mean(others.map(atCommon)),
  };
}

const endOf = (way: readonly DescendedNetwork[]) => way.at(-1)?.iterations as number;
