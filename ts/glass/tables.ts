import { table } from "../tables/spec.js";
import type { TableOf } from "../tables/typed.js";

/** The methods of descent. */
export const DESCENT_METHODS = [
  "gradient-descent",
  "l-bfgs",
  "newton",
  "hessian-descent",
  "sgd",
  "conjugate-gradient",
] as const;
export type DescentMethod = (typeof DESCENT_METHODS)[number];

/** Every way down; a test compares them with the words that the core's columns come with. */
export const METHODS = [
  "gradient-descent",
  "l-bfgs",
  "simulated-annealing",
  "parallel-tempering",
  "newton",
  "hessian-descent",
  "sgd",
  "conjugate-gradient",
] as const;
export type Method = (typeof METHODS)[number];

/** Why a descent ended; likewise. */
export const STATUSES = ["converged", "max_iterations", "stalled"] as const;
export type Status = (typeof STATUSES)[number];

/** The distributions of couplings, all of mean 0 and variance 1; a test compares them with the core's. */
export const DISORDERS = ["gaussian", "rademacher", "uniform", "exponential"] as const;
export type Disorder = (typeof DISORDERS)[number];

/** How energies and gradients of a pure p-spin glass are normalised in every table. */
export const NORMALISATION =
  "H = N^(-(p-1)/2) sum X_{i1..ip} s_i1..s_ip over all N^p tuples, X of mean 0 and variance 1, |s|^2 = N; energy is H/N; " +
  "Hessians are those of H on the sphere, N-1 eigenvalues";

/** Of which glass. */
export const DRAW = [
  { name: "n", type: "int32", unit: "1", meaning: "number of spins N" },
  {
    name: "p",
    type: "int32",
    unit: "1",
    meaning: "order of the interaction; 0 of a mixture, whose coefficients are in the config",
  },
  {
    name: "disorder_seed",
    type: "uint64",
    unit: "1",
    meaning: "seed of the couplings: SpinGlass.sample({ n, p, seed })",
  },
] as const;

export const REPLICA = {
  name: "replica",
  type: "uint32",
  unit: "1",
  meaning: "number of the start within the draw of the couplings",
} as const;

/** What differs between the replicas of a draw: the core hands these over by their names. */
export const FOUND = [
  REPLICA,
  { name: "energy", type: "float64", unit: "per spin", meaning: "H/N where the descent ended" },
  { name: "gradient_norm", type: "float64", unit: "per sqrt(spin)", meaning: "|P grad H|/sqrt(N) there" },
  { name: "method", type: "dictionary", unit: "1", meaning: "way down", vocabulary: METHODS },
  { name: "iterations", type: "uint32", unit: "1", meaning: "accepted steps of the descent" },
  {
    name: "evaluations",
    type: "uint32",
    unit: "1",
    meaning:
      "work in evaluations of energy and gradient, before the descent too; Hessians by their flops, shares by their size",
  },
  { name: "status", type: "dictionary", unit: "1", meaning: "why the descent ended", vocabulary: STATUSES },
  { name: "index", type: "int32", unit: "1", meaning: "negative eigenvalues of the sphere Hessian" },
  { name: "lambda_min", type: "float64", unit: "1", meaning: "smallest eigenvalue of the sphere Hessian" },
  { name: "lambda_max", type: "float64", unit: "1", meaning: "largest eigenvalue of the sphere Hessian" },
] as const;

/** What goes before a descent leads to it. */
const WALK_ENERGY = {
  name: "walk_energy",
  type: "float64",
  unit: "per spin",
  meaning:
    "H/N where annealing, tempering, sgd or hessian-descent ended and the descent began; null of other methods",
  nullable: true,
} as const;

export const MINIMA = table({
  name: "minima",
  normalisation: NORMALISATION,
  columns: [...DRAW, ...FOUND, WALK_ENERGY],
});

/** The same under several distributions of the couplings. */
export const DISORDERED_MINIMA = table({
  name: "minima",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    {
      name: "disorder",
      type: "dictionary",
      unit: "1",
      meaning: "distribution of the couplings",
      vocabulary: DISORDERS,
    },
    ...FOUND,
  ],
});

/** Of runs of several lengths. */
export const QUENCHED_MINIMA = table({
  name: "minima",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    ...FOUND,
    { name: "sweeps", type: "uint32", unit: "1", meaning: "sweeps before the descent; 0 of a descent alone" },
  ],
});

/** Of replicas with equal work: one run that fills it, or the lowest of several. */
export const COMPARED_MINIMA = table({
  name: "minima",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    ...FOUND,
    {
      name: "sweeps",
      type: "uint32",
      unit: "1",
      meaning: "sweeps before the descent, of sgd epochs; 0 of a descent alone",
    },
    { name: "work", type: "uint32", unit: "1", meaning: "evaluations that the replica was given" },
    {
      name: "runs",
      type: "uint32",
      unit: "1",
      meaning: "runs that it took, of which this is the lowest; evaluations are of all",
    },
    {
      name: "polished_index",
      type: "int32",
      unit: "1",
      meaning:
        "of annealing and sgd: index of the critical point that Newton's method, through states of one index, reaches from where they end before any descent; -1 where it reaches none, and of other methods",
    },
  ],
});

/** An Arrow table with a row a descent. */
export type MinimaTable = TableOf<typeof MINIMA>;

/** What is known of a critical point: the core hands all but `point` and `state` over by their names. */
export const ON_SPHERE = [
  { name: "energy", type: "float64", unit: "per spin", meaning: "H/N there" },
  { name: "gradient_norm", type: "float64", unit: "per sqrt(spin)", meaning: "|P grad H|/sqrt(N) there" },
  { name: "index", type: "int32", unit: "1", meaning: "negative eigenvalues of the sphere Hessian" },
  { name: "lambda_min", type: "float64", unit: "1", meaning: "smallest eigenvalue of the sphere Hessian" },
  { name: "lambda_max", type: "float64", unit: "1", meaning: "largest eigenvalue of the sphere Hessian" },
] as const;

const STATE = {
  name: "state",
  type: "list<float64>",
  unit: "1",
  meaning: "the N spins of the point",
} as const;

/** One row a critical point, in the order of energies; s and -s are two. */
export const CRITICAL_POINTS = table({
  name: "critical_points",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    {
      name: "point",
      type: "uint32",
      unit: "1",
      meaning: "number of the point within the draw, from the lowest energy on",
    },
    ...ON_SPHERE,
    STATE,
  ],
});

/** An Arrow table with a row a critical point. */
export type CriticalPointsTable = TableOf<typeof CRITICAL_POINTS>;

const counted = <const Name extends string>(name: Name, meaning: string) =>
  ({ name, type: "uint32", unit: "1", meaning }) as const;
const estimated = <const Name extends string>(name: Name, meaning: string) =>
  ({ name, type: "float64", unit: "1", meaning }) as const;

const YES_OR_NO = ["true", "false"] as const;

/** One row a draw whose critical points were sought: what shows that none is missing, or what is. */
export const MAPS = table({
  name: "maps",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    counted("points", "critical points found; s and -s are two"),
    {
      name: "complete",
      type: "dictionary",
      unit: "1",
      meaning: "whether they are all there are",
      vocabulary: YES_OR_NO,
    },
    counted("paths", "classes of complex critical points, a path each"),
    counted("failures", "paths without a certified end of their own"),
    counted("certified", "classes proven to exist and to differ"),
    {
      name: "morse_sum",
      type: "int32",
      unit: "1",
      meaning: "sum of (-1)^index over the points; 0 for N even and 2 for N odd where none is missing",
    },
    {
      name: "parity",
      type: "dictionary",
      unit: "1",
      meaning: "whether real classes are as many as paths, modulo 2",
      vocabulary: YES_OR_NO,
    },
    {
      name: "reason",
      type: "utf8",
      unit: "1",
      meaning: "why points may be missing; empty of a complete map",
    },
  ],
});

/** One row a minimum that descents ended at, in the order of energies; s and -s are two. */
export const DISTINCT_MINIMA = table({
  name: "distinct_minima",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    {
      name: "point",
      type: "uint32",
      unit: "1",
      meaning: "number of the minimum among those found, from the lowest energy on",
    },
    ...ON_SPHERE,
    { name: "hits", type: "uint32", unit: "1", meaning: "descents that ended there" },
    {
      name: "weight",
      type: "float64",
      unit: "1",
      meaning:
        "its share of the descents that ended at minima: an estimate of its basin's share of the sphere",
    },
    {
      name: "first_replica",
      type: "uint32",
      unit: "1",
      meaning: "number of the first start whose descent ended there, of which the other columns are",
    },
    STATE,
  ],
});

/** One row a draw whose minima were sought by descents: how many were found, and what that says of the others. */
export const CENSUSES = table({
  name: "censuses",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    counted("replicas", "descents"),
    counted("unconverged", "of them those that did not end at a minimum to the tolerance"),
    counted("unresolved", "those whose end is not told from a degenerate one"),
    counted("sample", "all others"),
    counted("kinds", "minima that they ended at"),
    counted("once", "of them those with one descent"),
    counted("twice", "those with two"),
    estimated("coverage", "share of the sphere whose basins were found, by Good and Turing"),
    estimated("coverage_error", "its standard error, by Esty"),
    estimated("largest_unseen", "a basin of a larger share is missing with a probability below 5 %"),
    estimated("chao1", "a lower bound on the number of minima, by Chao"),
    estimated("chao1_error", "its standard error"),
  ],
});

/** An Arrow table with a row a distinct minimum. */
export type DistinctMinimaTable = TableOf<typeof DISTINCT_MINIMA>;

/** One row a minimum of a complete map and a method: how often descents ended there. */
export const BASINS = table({
  name: "basins",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    counted("point", "number of the minimum within the draw, from the lowest energy on"),
    ON_SPHERE[0],
    ON_SPHERE[3],
    ON_SPHERE[4],
    { name: "method", type: "dictionary", unit: "1", meaning: "way down", vocabulary: DESCENT_METHODS },
    counted("hits", "descents that ended there"),
    counted("sample", "descents of the method that ended at minima of the draw, known ones or not"),
    estimated("weight", "hits over sample: an estimate of its basin's share of the sphere"),
  ],
});

/** How searches for critical points go; a test compares the words with the core's. */
export const SEARCHES = ["gradient-norm", "index-guided"] as const;
export type SearchMethod = (typeof SEARCHES)[number];

/** Why a search ended; likewise. */
export const SEARCH_STATUSES = [
  "converged",
  "max_iterations",
  "stalled",
  "stationary",
  "degenerate",
] as const;
export type SearchStatus = (typeof SEARCH_STATUSES)[number];

/** What differs between the searches of a call: the core hands these over by their names. */
export const SOUGHT = [
  REPLICA,
  { name: "start_energy", type: "float64", unit: "per spin", meaning: "H/N where the search began" },
  {
    name: "target_index",
    type: "int32",
    unit: "1",
    meaning: "index that an index-guided search was led to; -1 of others",
  },
  ON_SPHERE[0],
  ON_SPHERE[1],
  { name: "method", type: "dictionary", unit: "1", meaning: "how it was found", vocabulary: SEARCHES },
  { name: "iterations", type: "uint32", unit: "1", meaning: "accepted steps of the search" },
  {
    name: "evaluations",
    type: "uint32",
    unit: "1",
    meaning: "work in evaluations of energy and gradient, Hessians and their eigenvectors too",
  },
  {
    name: "status",
    type: "dictionary",
    unit: "1",
    meaning:
      "why the search ended: only the converged are critical points that were told from degenerate ones",
    vocabulary: SEARCH_STATUSES,
  },
  ON_SPHERE[2],
  ON_SPHERE[3],
  ON_SPHERE[4],
  {
    name: "lambda_nearest",
    type: "float64",
    unit: "1",
    meaning: "eigenvalue of the sphere Hessian that is nearest to 0",
  },
] as const;

/** One row a search for a critical point of any index. */
export const SADDLES = table({
  name: "saddles",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    ...SOUGHT,
    {
      name: "point",
      type: "uint32",
      unit: "1",
      meaning:
        "number of the critical point: searches that ended at one share it; others have one of their own",
    },
    STATE,
  ],
});

/** An Arrow table with a row a search. */
export type SaddlesTable = TableOf<typeof SADDLES>;

/** How the saddles of links are found. */
export const LINK_METHODS = ["critical-points", "string"] as const;
export type LinkMethod = (typeof LINK_METHODS)[number];

/** Where the flows down both sides of a saddle end. */
export const LINK_STATUSES = ["joined", "elsewhere", "unresolved"] as const;
export type LinkStatus = (typeof LINK_STATUSES)[number];

const minimumOn = (side: string) =>
  `number (point) of the minimum ${side}; beyond those given that of a further one, -1 where it is not certain`;

/** One row a saddle of index 1, in the order of energies. */
export const SADDLE_LINKS = table({
  name: "saddle_links",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    { name: "link", type: "uint32", unit: "1", meaning: "number of the saddle, from the lowest energy on" },
    { name: "first", type: "int32", unit: "1", meaning: minimumOn("to one side, the lower of both") },
    { name: "second", type: "int32", unit: "1", meaning: minimumOn("to the other side") },
    {
      name: "first_energy",
      type: "float64",
      unit: "per spin",
      meaning: "H/N at the first minimum",
      nullable: true,
    },
    {
      name: "second_energy",
      type: "float64",
      unit: "per spin",
      meaning: "H/N at the second minimum",
      nullable: true,
    },
    {
      name: "height",
      type: "float64",
      unit: "per spin",
      meaning: "H/N of the saddle above the higher of both minima",
      nullable: true,
    },
    ...ON_SPHERE,
    { name: "method", type: "dictionary", unit: "1", meaning: "how it was found", vocabulary: LINK_METHODS },
    {
      name: "status",
      type: "dictionary",
      unit: "1",
      meaning:
        "joined: both flows end at minima that were given; elsewhere: one ends at another; unresolved: one has no certain end",
      vocabulary: LINK_STATUSES,
    },
    {
      name: "evaluations",
      type: "uint32",
      unit: "1",
      meaning: "work of both flows in evaluations of energy and gradient, Hessians too",
    },
    STATE,
  ],
});

/** One row a draw whose minima were connected: what shows that no link is missing, or what may be. */
export const GRAPHS = table({
  name: "graphs",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    {
      name: "complete",
      type: "dictionary",
      unit: "1",
      meaning: "whether the links are all there are",
      vocabulary: YES_OR_NO,
    },
    counted("minima", "minima that were given"),
    counted("further", "others at which flows ended"),
    counted("joined", "saddles between minima that were given"),
    counted("elsewhere", "saddles of which a flow ends at another"),
    counted("unresolved", "saddles of which a flow has no certain end"),
    counted("components", "parts of the graph of the given minima that hang together"),
    counted("pairs", "of a census: pairs of minima between which saddles were looked for"),
    counted("searches", "searches from the peaks between them"),
    counted("failures", "those that ended at no saddle of index 1"),
    {
      name: "reason",
      type: "utf8",
      unit: "1",
      meaning: "why links may be missing; empty of an exact graph",
    },
  ],
});

/** An Arrow table with a row a saddle. */
export type SaddleLinksTable = TableOf<typeof SADDLE_LINKS>;

/** The methods of walks at a temperature. */
export const WALK_METHODS = ["langevin", "metropolis"] as const;
export type WalkMethod = (typeof WALK_METHODS)[number];

/** What differs between the rows of one call: the core hands these over by their names. */
export const ON_THE_WAY = [
  REPLICA,
  {
    name: "time",
    type: "float64",
    unit: "1",
    meaning: "time of Langevin dynamics, ds = -P grad H dt + ...; sweeps of Metropolis' chains",
  },
  { name: "energy", type: "float64", unit: "per spin", meaning: "H/N then" },
] as const;

/** One row a time of a walk. */
export const TRAJECTORIES = table({
  name: "trajectories",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    REPLICA,
    { name: "method", type: "dictionary", unit: "1", meaning: "how it goes", vocabulary: WALK_METHODS },
    { name: "temperature", type: "float64", unit: "as H", meaning: "T; 0 is gradient flow" },
    ON_THE_WAY[1],
    ON_THE_WAY[2],
  ],
});

/** An Arrow table with a row a time of a walk. */
export type TrajectoriesTable = TableOf<typeof TRAJECTORIES>;

export const SPECTRA = table({
  name: "spectra",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    REPLICA,
    {
      name: "eigenvalues",
      type: "list<float64>",
      unit: "1",
      meaning: "the N-1 eigenvalues of the sphere Hessian, ascending",
    },
  ],
});
