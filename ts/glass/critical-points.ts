import { canonicalJson } from "../base/canonical.js";
import { type FieldsOf, object, seed, watchFields } from "../base/schema.js";
import { type ColumnsOf, typesOf } from "../tables/spec.js";
import type { Columns } from "../wasm/columns.js";
import type { Glass } from "../wasm/generated/losscape_wasm.js";
import type { WatchOptions } from "../wasm/job.js";
import { type Draw, drawColumns } from "./descents.js";
import { type CRITICAL_POINTS, ON_SPHERE } from "./tables.js";
import { inTurns } from "./work.js";

export interface CriticalPointsOptions extends WatchOptions {
  /** Of the start system's angles; a complete table has the same points whatever it is. */
  readonly seed: number | bigint | string;
}

/** What shows that the critical points are all there are, or what is missing. */
export interface Evidence {
  /** Classes of complex critical points, each with a path of its own; σ and −σ are one class where all orders have one parity. */
  readonly paths: number;
  /** Paths that have no certified end of their own after all attempts. */
  readonly failures: number;
  /** Classes that are certified: each exists, is the only one in its ball, and differs from all others. */
  readonly certified: number;
  /** Σ (−1)^index over the points found; χ(S^{N−1}), 0 for N even and 2 for N odd, where none is missing. */
  readonly morseSum: number;
  /** Whether real classes are as many as paths, modulo 2: the others come in conjugate pairs. */
  readonly parity: boolean;
  /** Why points may be missing; null of a complete table. */
  readonly reason: string | null;
}

/** What a table is made of. */
export interface CriticalPoints extends ColumnsOf<typeof CRITICAL_POINTS> {
  readonly config: Readonly<Record<string, unknown>>;
  /** What else the table's metadata say. */
  readonly metadata: { readonly complete: "true" | "false"; readonly evidence: string };
}

const options = object({ seed: seed(), ...watchFields } satisfies FieldsOf<CriticalPointsOptions>);

const COLUMNS = { ...typesOf(ON_SPHERE), states: "float64", evidence: "float64" } as const;

/** The columns of `critical_points`. */
export async function criticalPoints(
  glass: Glass,
  draw: Draw,
  given: CriticalPointsOptions,
): Promise<CriticalPoints> {
  const { seed } = options.parse(given);
  const read = ({ states, evidence, ...found }: Columns<typeof COLUMNS>): CriticalPoints => {
    const rows = found.energy.length;
    const shown = evidenceOf(draw.n, found.index, evidence);
    return {
      config: { seed },
      metadata: { complete: shown.reason === null ? "true" : "false", evidence: canonicalJson(shown) },
      ...drawColumns(draw, rows),
      ...found,
      point: Uint32Array.from({ length: rows }, (_, point) => point),
      state: { offsets: Int32Array.from({ length: rows + 1 }, (_, row) => row * draw.n), values: states },
    };
  };
  const work = { what: "criticalPoints", unit: "paths", columns: COLUMNS, read };
  return inTurns(work, () => glass.criticalPoints(BigInt(seed)), given);
}

function evidenceOf(n: number, index: Int32Array, found: Float64Array): Evidence {
  const [paths = 0, failures = 0, certified = 0, real = 0, singular = 0, degenerate = 0, done = 0] = found;
  const morseSum = index.reduce((sum, k) => sum + (k % 2 === 0 ? 1 : -1), 0);
  const parity = (paths - real) % 2 === 0;
  const reason = () => {
    if (degenerate) return "degenerate: the critical points are not isolated, or are not to double precision";
    if (!done) return "cancelled";
    if (singular > 0)
      return `${singular} of ${paths} paths end where points coincide to double precision: the couplings are degenerate or nearly so`;
    if (failures > 0) return `${failures} of ${paths} paths were lost`;
    if (morseSum !== (n % 2) * 2) return `the Morse sum is ${morseSum}, and not ${(n % 2) * 2}`;
    return null;
  };
  return { paths, failures, certified, morseSum, parity, reason: reason() };
}
