import { InvalidInputError } from "../base/errors.js";
import { checkAscending, type FieldsOf, list, number, object, wholeNumber } from "../base/schema.js";
import { type ColumnsOf, typesOf } from "../tables/spec.js";
import type { Columns } from "../wasm/columns.js";
import type { Glass } from "../wasm/generated/losscape_wasm.js";
import type { WatchOptions } from "../wasm/job.js";
import { checkReplicas, type Draw, drawColumns, replicaFields, type StartsOptions } from "./descents.js";
import { ON_THE_WAY, type TRAJECTORIES, type WalkMethod } from "./tables.js";
import { inTurns } from "./work.js";

/** Which walks. */
interface WalkOptions extends StartsOptions {
  /** Replicas side by side (32); no result depends on it. */
  readonly batch?: number;
}

export interface LangevinOptions extends WalkOptions {
  /** T; 0 is gradient flow. */
  readonly temperature: number;
  /** When energies are told: ascending, from 0 on. */
  readonly times: readonly number[];
  /** The longest step (0.02): errors of energies in the mean fall with its square, and are below 0.002 up to t = 5. */
  readonly timeStep?: number;
}

export interface MetropolisOptions extends WalkOptions {
  readonly temperature: number;
  /** Sweeps of p proposals of all spins at once, p the highest order: the work of N proposals of one spin. */
  readonly sweeps: number;
  /** Sweeps before them, in which the proposals' length is fitted, and no energy is told. */
  readonly burnIn: number;
  /** Sweeps from one told energy to the next (1). */
  readonly every?: number;
}

/** What a table is made of. */
export interface Trajectories extends ColumnsOf<typeof TRAJECTORIES> {
  readonly config: Readonly<Record<string, unknown>>;
}

const langevinOptions = object(
  {
    ...replicaFields,
    temperature: number({ min: 0 }),
    times: list({ of: number({ min: 0 }), max: 100_000 }),
    timeStep: number({ above: 0, max: 1, default: 0.02 }),
  } satisfies FieldsOf<LangevinOptions>,
  {
    rule(options) {
      checkReplicas(options);
      const { times, timeStep } = options;
      checkAscending("times", times, (before) => `a time after the one before it, ${before}`);
      const last = times.at(-1) as number;
      if (last / timeStep >= 2 ** 32)
        throw new InvalidInputError("timeStep", timeStep, `a step of which fewer than 2^32 make ${last}`);
    },
  },
);

const SWEEPS = 2 ** 31 - 1;

const metropolisOptions = object(
  {
    ...replicaFields,
    temperature: number({ above: 0 }),
    sweeps: wholeNumber({ min: 1, max: SWEEPS }),
    burnIn: wholeNumber({ min: 0, max: SWEEPS }),
    every: wholeNumber({ min: 1, max: SWEEPS, default: 1 }),
  } satisfies FieldsOf<MetropolisOptions>,
  {
    rule(options) {
      checkReplicas(options);
      const { every, sweeps } = options;
      if (every > sweeps)
        throw new InvalidInputError("every", every, `a whole number from 1 to sweeps = ${sweeps}`);
    },
  },
);

/** The columns of `trajectories` of Langevin dynamics. */
export async function langevin(glass: Glass, draw: Draw, given: LangevinOptions): Promise<Trajectories> {
  const { times, timeStep, ...which } = langevinOptions.parse(given);
  const motion = { times: Float64Array.from(times), timeStep, burnIn: 0, sweeps: 0, every: 1 };
  return walk(glass, draw, { ...which, method: "langevin" }, motion, { times, timeStep }, given);
}

/** The columns of `trajectories` of Metropolis' chains. */
export async function metropolis(glass: Glass, draw: Draw, given: MetropolisOptions): Promise<Trajectories> {
  const { sweeps, burnIn, every, ...which } = metropolisOptions.parse(given);
  const motion = { times: undefined, timeStep: 0, burnIn, sweeps, every };
  return walk(glass, draw, { ...which, method: "metropolis" }, motion, { sweeps, burnIn, every }, given);
}

const COLUMNS = typesOf(ON_THE_WAY);

/** Which walks, as they were checked. */
interface Which {
  readonly method: WalkMethod;
  readonly replicas: number;
  readonly seed: string;
  readonly first: number;
  readonly batch: number;
  readonly temperature: number;
}

function walk(
  glass: Glass,
  draw: Draw,
  which: Which,
  motion: Pick<Parameters<Glass["trajectories"]>[0], "times" | "timeStep" | "burnIn" | "sweeps" | "every">,
  told: Readonly<Record<string, unknown>>,
  watch: WatchOptions,
): Promise<Trajectories> {
  const { method, replicas, seed, first, batch, temperature } = which;
  const config = { method, replicas, seed, first, temperature, ...told };
  const settings = { replicas, seed: BigInt(seed), first, batch, temperature, ...motion };
  const read = (found: Columns<typeof COLUMNS>) => {
    const rows = found.replica.length;
    return {
      config,
      ...drawColumns(draw, rows),
      ...found,
      method: new Array<WalkMethod>(rows).fill(method),
      temperature: new Float64Array(rows).fill(temperature),
    };
  };
  const work = { what: method, unit: "replicas", columns: COLUMNS, read };
  return inTurns(work, () => glass.trajectories(settings), watch);
}
