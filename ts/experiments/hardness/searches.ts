import { knownSizes } from "../../claims/depth.js";
import type { Evidence } from "../../claims/evidence.js";
import { isQuench, type Method, type QUENCHED_MINIMA } from "../../glass/tables.js";
import { bySize, groupBy } from "../../statistics/groups.js";
import { student } from "../../statistics/intervals.js";
import type { Interval, Measured } from "../../statistics/measured.js";
import { type Duration, fitWeibull, type SurvivalFit } from "../../statistics/survival.js";
import { drawOf } from "../draws.js";
import type { RowOf } from "../experiment.js";
import { WAYS } from "../ways.js";
import type { Config } from "./config.js";

type Row = RowOf<typeof QUENCHED_MINIMA>;

/** One method at one number of sweeps, run again and again in each draw. */
export interface Search {
  readonly method: Method;
  readonly sweeps: number;
  /** "annealing, 30 sweeps". */
  readonly label: string;
  readonly sizes: readonly SearchAt[];
  /** ln(work) = a + b·N, and = a + b·ln N; absent where the runs decide no slope. */
  readonly exponential: Growth | undefined;
  readonly power: Growth | undefined;
}

/** The searches of one size, an observation a draw. */
export interface SearchAt {
  readonly n: number;
  readonly draws: readonly Observed[];
  readonly reached: number;
  /** Work by which 1 − 1/e of the draws have reached the depth, by a Weibull law; absent where fewer than two have. */
  readonly work?: { readonly value: number } & Interval;
}

/** Evaluations up to and with the first run that reached the depth, or all of them where none did. */
export interface Observed {
  readonly n: number;
  readonly work: number;
  readonly reached: boolean;
  /** That it took more than one run: the work of a first run is known only to lie below that of one. */
  readonly again: boolean;
}

export interface Growth {
  readonly slope: Required<Measured> & Interval;
  readonly logLikelihood: number;
}

/** How many draws of a size have a lowest energy that several runs found. */
export interface Agreement {
  readonly n: number;
  readonly draws: number;
  /** From two starts or more, within 1e-6 per spin. */
  readonly agreed: number;
}

const ALIKE = 1e-6;

export function agreementOf(rows: readonly Row[]): Agreement[] {
  return bySize(rows, ({ n }) => n).map(([n, ofSize]) => {
    const draws = [...groupBy(ofSize, ({ disorder_seed }) => disorder_seed).values()];
    const agreed = draws.filter((draw) => {
      const lowest = lowestOf(draw);
      // Searches share their starts: two of one number are not independent.
      return (
        new Set(draw.filter(({ energy }) => energy < lowest + ALIKE).map(({ replica }) => replica)).size > 1
      );
    });
    return { n, draws: draws.length, agreed: agreed.length };
  });
}

/** In the order of the config. */
export function searchesOf(rows: readonly Row[], { methods, sweeps: lengths, gap }: Config): Search[] {
  const lowest = new Map(
    [...groupBy(rows, drawOf)].map(([draw, ofDraw]) => [draw, lowestOf(ofDraw)] as const),
  );
  return methods.flatMap((method) =>
    (isQuench(method) ? lengths : [0]).map((sweeps) => {
      const own = rows.filter((row) => row.method === method && row.sweeps === sweeps);
      const observed = [...groupBy(own, drawOf)].map(([draw, runs]) =>
        observe(runs, (lowest.get(draw) as number) + gap),
      );
      const label = sweeps === 0 ? WAYS[method].label : `${WAYS[method].label}, ${sweeps} sweeps`;
      return {
        ...{ method, sweeps, label },
        sizes: bySize(observed, ({ n }) => n).map(([n, draws]) => searchAt(n, draws)),
        exponential: growthOf(observed, (n) => n),
        power: growthOf(observed, Math.log),
      };
    }),
  );
}

/** What the claim on the global minimum reads: restarted L-BFGS and tempering, over the sizes at which the depth is known. */
export function growthIn(
  rows: readonly Row[],
  config: Config,
  sizes: readonly Agreement[],
): Evidence["hardness"] {
  const known = new Set(knownSizes(sizes));
  const searches = searchesOf(
    rows.filter(({ n }) => known.has(n)),
    config,
  );
  return {
    sizes,
    searches: searches
      .filter(({ method }) => method === "l-bfgs" || method === "parallel-tempering")
      .flatMap(({ label, exponential, power, sizes }) =>
        exponential && power && isResolved(sizes)
          ? {
              ...{ label, exponential: exponential.slope, power: power.slope },
              freedom: sizes.reduce((sum, { draws }) => sum + draws.length, 0) - 3,
              aic: 2 * (exponential.logLikelihood - power.logLikelihood),
            }
          : [],
      ),
  };
}

/** That at the largest size most draws took more than one run. Else a rate is that of the work of one run, and not of finding. */
function isResolved(sizes: readonly SearchAt[]): boolean {
  const draws = sizes.at(-1)?.draws ?? [];
  return 2 * draws.filter(({ again }) => again).length > draws.length;
}

const lowestOf = (rows: readonly Row[]) =>
  rows.reduce((lowest, { energy }) => Math.min(lowest, energy), Infinity);

function observe(runs: readonly Row[], depth: number): Observed {
  const place = runs.findIndex(({ energy }) => energy <= depth);
  const reached = place >= 0;
  const work = (reached ? runs.slice(0, place + 1) : runs).reduce(
    (sum, { evaluations }) => sum + evaluations,
    0,
  );
  return { n: (runs[0] as Row).n, work, reached, again: place !== 0 };
}

const durations = (observed: readonly Observed[], terms: (n: number) => readonly number[]): Duration[] =>
  observed.map(({ n, work, reached }) => ({ time: work, reached, terms: terms(n) }));

function searchAt(n: number, draws: readonly Observed[]): SearchAt {
  const fit = fitWeibull(durations(draws, () => [1]));
  const [log] = fit?.coefficients ?? [];
  const interval = log && student(log, draws.length - 1);
  return {
    n,
    draws,
    reached: draws.filter(({ reached }) => reached).length,
    ...(log &&
      interval && {
        work: { value: Math.exp(log.value), low: Math.exp(interval.low), high: Math.exp(interval.high) },
      }),
  };
}

function growthOf(observed: readonly Observed[], of: (n: number) => number): Growth | undefined {
  const fit: SurvivalFit | undefined = fitWeibull(durations(observed, (n) => [1, of(n)]));
  const [, slope] = fit?.coefficients ?? [];
  if (fit === undefined || slope === undefined) return undefined;
  return { slope: { ...slope, ...student(slope, observed.length - 3) }, logLikelihood: fit.logLikelihood };
}
