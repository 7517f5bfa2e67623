import { type ObjectOf, wholeNumber, withDefault } from "../base/schema.js";
import { checkFall, checkLadder, fallFields, ladderFields } from "../base/temperatures.js";
import type { Descents } from "../glass/descents.js";
import type { SpinGlass } from "../glass/spin-glass.js";
import { DESCENT_METHODS, type DescentMethod, type Method } from "../glass/tables.js";
import { DESCENT_EVALUATIONS } from "./descent-costs.js";

/** What annealing needs to know. */
const annealFields = {
  from: withDefault(fallFields.from, 1, "first temperature of annealing, in units of H"),
  to: withDefault(fallFields.to, 0.05, "last temperature of annealing, at most the first"),
};

/** What tempering needs to know. */
const temperFields = {
  temperatures: withDefault(
    ladderFields.temperatures,
    [0.1, 0.15, 0.2, 0.27, 0.36, 0.48, 0.64, 0.85],
    "temperatures of tempering, ascending, in units of H",
  ),
};

/** What both need to know. */
export const quenchFields = { ...annealFields, ...temperFields };

const sweeps = wholeNumber({
  min: 1,
  max: 1_000_000,
  help: "of annealing or tempering, before the descent",
});

/** What else each way down needs to know, with the sweeps before it. */
export const wayFields = {
  ...(Object.fromEntries(DESCENT_METHODS.map((method) => [method, {}])) as Record<
    DescentMethod,
    Record<never, never>
  >),
  "simulated-annealing": { sweeps, ...annealFields },
  "parallel-tempering": { sweeps, ...temperFields },
} satisfies Record<Method, unknown>;

export type QuenchConfig = ObjectOf<typeof quenchFields>;

/** Refuses temperatures that rise where they fall, or the other way round. */
export function checkQuench(config: QuenchConfig): void {
  checkFall(config);
  checkLadder(config);
}

/** Which replicas of a glass, and how long what goes before the descent is. */
interface Walks {
  readonly replicas: number;
  readonly first?: number;
  readonly tolerance?: number;
  readonly sweeps: number;
  readonly signal?: AbortSignal | undefined;
  onProgress?(progress: { readonly done: number }): void;
}

/** A way down: the descents of a glass by it, and its work. */
interface Way {
  readonly label: string;
  descend(glass: SpinGlass, config: QuenchConfig, walks: Walks): Promise<Descents>;
  /** Evaluations of a sweep, of sgd of an epoch; 0 where there are none. */
  sweep(p: number, config: QuenchConfig): number;
  /** Evaluations of a run without sweeps, of N spins. */
  descent(n: number): number;
  /** Evaluations of the descent that follows sweeps; absent where there are none. */
  after?(n: number): number;
}

const LABELS: Readonly<Record<DescentMethod, string>> = {
  "gradient-descent": "gradient descent",
  "l-bfgs": "L-BFGS",
  "conjugate-gradient": "conjugate gradients",
  newton: "Newton, trust region",
  sgd: "SGD",
  "hessian-descent": "Hessian descent",
};

const descending = (method: DescentMethod): Way => ({
  label: LABELS[method],
  descend: (glass, _, { sweeps: __, ...walks }) =>
    glass.descents({ ...walks, seed: glass.disorderSeed, method }),
  sweep: () => 0,
  descent: DESCENT_EVALUATIONS[method],
});

/** What sgd's rate is multiplied by in all its epochs: 100 of 0.95, its defaults. */
const SGD_FALL = 0.95 ** 100;

/** Every way down, by its method; one more is its entry here. */
export const WAYS: Readonly<Record<Method, Way>> = {
  ...(Object.fromEntries(DESCENT_METHODS.map((method) => [method, descending(method)])) as Record<
    DescentMethod,
    Way
  >),
  sgd: {
    ...descending("sgd"),
    descend: (glass, _, { sweeps, ...walks }) =>
      glass.descents({
        ...{ ...walks, seed: glass.disorderSeed, method: "sgd" },
        ...(sweeps > 0 && { epochs: sweeps, decay: SGD_FALL ** (1 / sweeps) }),
      }),
    sweep: () => 1,
    after: (n) => DESCENT_EVALUATIONS.sgd(n) - 100,
  },
  "simulated-annealing": {
    label: "annealing",
    descend: (glass, { from, to }, walks) =>
      glass.annealings({ ...walks, seed: glass.disorderSeed, from, to }),
    sweep: (p) => p,
    descent: DESCENT_EVALUATIONS["l-bfgs"],
    after: DESCENT_EVALUATIONS["l-bfgs"],
  },
  "parallel-tempering": {
    label: "tempering",
    descend: (glass, { temperatures }, walks) =>
      glass.temperings({ ...walks, seed: glass.disorderSeed, temperatures }),
    sweep: (p, { temperatures }) => p * temperatures.length,
    // From the lowest seen a descent is shorter than from a random start; counted as that.
    descent: DESCENT_EVALUATIONS["l-bfgs"],
    after: DESCENT_EVALUATIONS["l-bfgs"],
  },
};

/** Mean evaluations of one run, estimated. */
export function evaluationsOf(
  method: Method,
  { n, p, sweeps }: { readonly n: number; readonly p: number; readonly sweeps: number },
  config: QuenchConfig,
): number {
  const { sweep, descent, after = descent } = WAYS[method];
  return sweeps > 0 ? sweeps * sweep(p, config) + after(n) : descent(n);
}
