import { InvalidInputError } from "../base/errors.js";
import { choice, type FieldsOf, list, number, object, optional, wholeNumber } from "../base/schema.js";
import { type ColumnsOf, typesOf } from "../tables/spec.js";
import type { Columns } from "../wasm/columns.js";
import type { Glass } from "../wasm/generated/losscape_wasm.js";
import { statesOf } from "./census.js";
import { checkReplicas, type Draw, drawColumns, replicaFields, type StartsOptions } from "./descents.js";
import { distinctPoints } from "./distinct.js";
import { type SADDLES, SEARCHES, type SearchMethod, SOUGHT } from "./tables.js";
import { inTurns } from "./work.js";

export interface SaddlesOptions extends StartsOptions {
  /** Energies per spin at which searches begin, in turn; [0] by default. A start that cannot reach its energy begins where the gradient ends. */
  readonly energies?: readonly number[];
  /** `"gradient-norm"` (the default) or `"index-guided"`. */
  readonly method?: SearchMethod;
  /** Of index-guided searches: the indices to lead to, in turn, the next one after each round of energies; by default each start's own. */
  readonly indices?: readonly number[];
  /** On |P∇H|/√N, at most 1; 1e-10 by default. */
  readonly tolerance?: number;
  /** Accepted steps after which a search gives up; 500 by default. */
  readonly maxIterations?: number;
}

const { batch: _, ...fields } = replicaFields;

const options = object(
  {
    ...fields,
    energies: list({ of: number(), min: 1, max: 100_000, default: [0] }),
    method: choice({ values: SEARCHES, default: "gradient-norm" }),
    indices: optional(list({ of: wholeNumber({ min: 0 }), min: 1, max: 100_000 })),
    tolerance: number({ above: 0, max: 1, default: 1e-10 }),
    maxIterations: wholeNumber({ min: 1, max: 2 ** 32 - 1, default: 500 }),
  } satisfies FieldsOf<SaddlesOptions>,
  {
    rule(options) {
      checkReplicas(options);
      if (options.indices !== undefined && options.method !== "index-guided")
        throw new InvalidInputError("indices", options.indices, 'absent, or method "index-guided"');
    },
  },
);

/** What a table is made of. */
export interface Saddles extends ColumnsOf<typeof SADDLES> {
  readonly config: Readonly<Record<string, unknown>>;
}

const COLUMNS = { ...typesOf(SOUGHT), states: "float64" } as const;

/** The columns of `saddles`. */
export async function saddles(glass: Glass, draw: Draw, given: SaddlesOptions): Promise<Saddles> {
  const { signal: _, onProgress: __, ...which } = options.parse(given);
  const { seed, energies, method, indices = [], ...rest } = which;
  const beyond = indices.findIndex((index) => index > draw.n - 1);
  if (beyond >= 0)
    throw new InvalidInputError(
      `indices[${beyond}]`,
      indices[beyond],
      `a whole number from 0 to N - 1 = ${draw.n - 1}`,
    );
  const settings = {
    ...rest,
    seed: BigInt(seed),
    energies: Float64Array.from(energies),
    indices: method === "index-guided" ? Uint32Array.from(indices) : undefined,
  };
  // The words of a column are those of its vocabulary here too; a test compares them.
  const read = ({ states, ...found }: Columns<typeof COLUMNS>) => {
    const rows = found.replica.length;
    return {
      config: which,
      ...drawColumns(draw, rows),
      ...found,
      point: pointsOf(draw.n, states, found),
      state: statesOf(states, draw.n, [...found.replica.keys()]),
    } as Saddles;
  };
  const work = { what: "saddles", unit: "replicas", columns: COLUMNS, read };
  return inTurns(work, () => glass.saddles(settings), given);
}

/** The number of each search's point, counted in the order of searches. */
function pointsOf(
  n: number,
  states: Float64Array,
  found: Omit<Columns<typeof COLUMNS>, "states">,
): Uint32Array {
  const rows = [...found.replica.keys()];
  const critical = rows.filter((row) => found.status[row] === "converged");
  const curvatures = found.lambda_nearest.map(Math.abs);
  const distinct = distinctPoints({ states, n, gradientNorms: found.gradient_norm, curvatures }, critical);
  const shared = new Map(critical.map((row, at) => [row, distinct[at] as number]));
  const numbers = new Map<number, number>();
  let next = 0;
  return Uint32Array.from(rows, (row) => {
    const point = shared.get(row) ?? -1;
    if (point === -1) return next++;
    const known = numbers.get(point) ?? next++;
    numbers.set(point, known);
    return known;
  });
}
