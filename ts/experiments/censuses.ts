import type { DistinctMinima, MinimaEvidence } from "../glass/census.js";
import type { DescendOptions } from "../glass/descents.js";
import type { SpinGlass } from "../glass/spin-glass.js";
import { CENSUSES, DISTINCT_MINIMA } from "../glass/tables.js";
import { type ColumnsOf, columnsOf, joined, type RowOf } from "./experiment.js";

/** Censuses of the minima of some draws, which are gathered. */
export class Censuses {
  readonly #minima: DistinctMinima[] = [];
  readonly #censuses: RowOf<typeof CENSUSES>[] = [];

  /** Descends in a glass, and keeps its distinct minima with what shows how many are missing. */
  async add(glass: SpinGlass, options: DescendOptions): Promise<DistinctMinima> {
    const found = await glass.census(options);
    const evidence = JSON.parse(found.metadata.evidence) as MinimaEvidence;
    const { replicas, unconverged, unresolved, sample, kinds, once, twice, coverage, chao1 } = evidence;
    this.#minima.push(found);
    this.#censuses.push({
      ...{ n: glass.n, p: glass.p, disorder_seed: glass.disorderSeed },
      ...{ replicas, unconverged, unresolved, sample, kinds, once, twice, coverage, chao1 },
      coverage_error: evidence.coverageError,
      largest_unseen: evidence.largestUnseen,
      chao1_error: evidence.chao1Error,
    });
    return found;
  }

  /** The columns of the tables `distinct_minima` and `censuses`. */
  get tables(): {
    distinct_minima: ColumnsOf<typeof DISTINCT_MINIMA>;
    censuses: ColumnsOf<typeof CENSUSES>;
  } {
    return {
      distinct_minima: joined(DISTINCT_MINIMA, this.#minima),
      censuses: columnsOf(CENSUSES, this.#censuses),
    };
  }
}
