import { dictionary, float64, int32, list, nullable, table, uint32, uint64, utf8 } from "../tables/spec.js";
import type { TableOf } from "../tables/typed.js";

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

/** Those that go through temperatures before a descent. */
const QUENCHES = ["simulated-annealing", "parallel-tempering"] as const satisfies readonly Method[];
type Quench = (typeof QUENCHES)[number];
export const isQuench = (method: Method): method is Quench => QUENCHES.some((quench) => quench === method);

/** The methods of descent: all others. */
export type DescentMethod = Exclude<Method, Quench>;
export const DESCENT_METHODS = METHODS.filter((method): method is DescentMethod => !isQuench(method));

/** Why a descent ended; likewise. */
export const STATUSES = ["converged", "max_iterations", "stalled"] as const;
export type DescentStatus = (typeof STATUSES)[number];

/** The distributions of couplings, all of mean 0 and variance 1; a test compares them with the core's. */
export const DISORDERS = ["gaussian", "rademacher", "uniform", "exponential"] as const;
export type Disorder = (typeof DISORDERS)[number];

/** How energies and gradients of a pure p-spin glass are normalised in every table. */
export const NORMALISATION =
  "H = N^(-(p-1)/2) sum X_{i1..ip} s_i1..s_ip over all N^p tuples, X of mean 0 and variance 1, |s|^2 = N; energy is H/N; " +
  "Hessians are those of H on the sphere, N-1 eigenvalues";

/** Of which glass. */
export const DRAW = [
  int32("n", "number of spins N"),
  int32("p", "order of the interaction; 0 of a mixture, whose coefficients are in the config"),
  uint64("disorder_seed", "seed of the couplings: SpinGlass.sample({ n, p, seed })"),
] as const;

export const REPLICA = uint32("replica", "number of the start within the draw of the couplings");

export const ENERGY = float64("energy", "per spin", "H/N there");
const GRADIENT_NORM = float64("gradient_norm", "per sqrt(spin)", "|P grad H|/sqrt(N) there");
const INDEX = int32("index", "negative eigenvalues of the sphere Hessian");
const LAMBDA_MIN = float64("lambda_min", "1", "smallest eigenvalue of the sphere Hessian");
const LAMBDA_MAX = float64("lambda_max", "1", "largest eigenvalue of the sphere Hessian");

/** What differs between the replicas of a draw: the core hands these over by their names. */
export const FOUND = [
  REPLICA,
  float64("energy", "per spin", "H/N where the descent ended"),
  GRADIENT_NORM,
  dictionary("method", "way down", METHODS),
  uint32("iterations", "accepted steps of the descent"),
  uint32(
    "evaluations",
    "work in evaluations of energy and gradient, before the descent too; Hessians by their flops, shares by their size",
  ),
  dictionary("status", "why the descent ended", STATUSES),
  INDEX,
  LAMBDA_MIN,
  LAMBDA_MAX,
] as const;

/** What goes before a descent leads to it. */
const WALK_ENERGY = nullable(
  float64(
    "walk_energy",
    "per spin",
    "H/N where annealing, tempering, sgd or hessian-descent ended and the descent began; null of other methods",
  ),
);

export const MINIMA = table({
  name: "minima",
  normalisation: NORMALISATION,
  columns: [...DRAW, ...FOUND, WALK_ENERGY],
});

/** The same under several distributions of the couplings. */
export const DISORDERED_MINIMA = table({
  name: "minima",
  normalisation: NORMALISATION,
  columns: [...DRAW, dictionary("disorder", "distribution of the couplings", DISORDERS), ...FOUND],
});

/** Of runs of several lengths. */
export const QUENCHED_MINIMA = table({
  name: "minima",
  normalisation: NORMALISATION,
  columns: [...DRAW, ...FOUND, uint32("sweeps", "sweeps before the descent; 0 of a descent alone")],
});

/** Of replicas with equal work: one run that fills it, or the lowest of several. */
export const COMPARED_MINIMA = table({
  name: "minima",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    ...FOUND,
    uint32("sweeps", "sweeps before the descent, of sgd epochs; 0 of a descent alone"),
    uint32("work", "evaluations that the replica was given"),
    uint32("runs", "runs that it took, of which this is the lowest; evaluations are of all"),
    int32(
      "polished_index",
      "of annealing and sgd: index of the critical point that Newton's method, through states of one index, reaches from where they end before any descent; -1 where it reaches none, and of other methods",
    ),
  ],
});

/** An Arrow table with a row a descent. */
export type MinimaTable = TableOf<typeof MINIMA>;

/** What is known of a critical point: the core hands all but `point` and `state` over by their names. */
export const ON_SPHERE = [ENERGY, GRADIENT_NORM, INDEX, LAMBDA_MIN, LAMBDA_MAX] as const;

const STATE = list("state", "1", "the N spins of the point");

/** One row a critical point, in the order of energies; s and -s are two. */
export const CRITICAL_POINTS = table({
  name: "critical_points",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    uint32("point", "number of the point within the draw, from the lowest energy on"),
    ...ON_SPHERE,
    STATE,
  ],
});

/** An Arrow table with a row a critical point. */
export type CriticalPointsTable = TableOf<typeof CRITICAL_POINTS>;

const YES_OR_NO = ["true", "false"] as const;

/** One row a draw whose critical points were sought: what shows that none is missing, or what is. */
export const MAPS = table({
  name: "maps",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    uint32("points", "critical points found; s and -s are two"),
    dictionary("complete", "whether they are all there are", YES_OR_NO),
    uint32("paths", "classes of complex critical points, a path each"),
    uint32("failures", "paths without a certified end of their own"),
    uint32("certified", "classes proven to exist and to differ"),
    int32(
      "morse_sum",
      "sum of (-1)^index over the points; 0 for N even and 2 for N odd where none is missing",
    ),
    dictionary("parity", "whether real classes are as many as paths, modulo 2", YES_OR_NO),
    utf8("reason", "why points may be missing; empty of a complete map"),
  ],
});

/** One row a minimum that descents ended at, in the order of energies; s and -s are two. */
export const DISTINCT_MINIMA = table({
  name: "distinct_minima",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    uint32("point", "number of the minimum among those found, from the lowest energy on"),
    ...ON_SPHERE,
    uint32("hits", "descents that ended there"),
    float64(
      "weight",
      "1",
      "its share of the descents that ended at minima: an estimate of its basin's share of the sphere",
    ),
    uint32(
      "first_replica",
      "number of the first start whose descent ended there, of which the other columns are",
    ),
    STATE,
  ],
});

/** One row a draw whose minima were sought by descents: how many were found, and what that says of the others. */
export const CENSUSES = table({
  name: "censuses",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    uint32("replicas", "descents"),
    uint32("unconverged", "of them those that did not end at a minimum to the tolerance"),
    uint32("unresolved", "those whose end is not told from a degenerate one"),
    uint32("sample", "all others"),
    uint32("kinds", "minima that they ended at"),
    uint32("once", "of them those with one descent"),
    uint32("twice", "those with two"),
    float64("coverage", "1", "share of the sphere whose basins were found, by Good and Turing"),
    float64("coverage_error", "1", "its standard error, by Esty"),
    float64("largest_unseen", "1", "a basin of a larger share is missing with a probability below 5 %"),
    float64("chao1", "1", "a lower bound on the number of minima, by Chao"),
    float64("chao1_error", "1", "its standard error"),
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
    uint32("point", "number of the minimum within the draw, from the lowest energy on"),
    ENERGY,
    LAMBDA_MIN,
    LAMBDA_MAX,
    dictionary("method", "way down", DESCENT_METHODS),
    uint32("hits", "descents that ended there"),
    uint32("sample", "descents of the method that ended at minima of the draw, known ones or not"),
    float64("weight", "1", "hits over sample: an estimate of its basin's share of the sphere"),
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
  float64("start_energy", "per spin", "H/N where the search began"),
  int32("target_index", "index that an index-guided search was led to; -1 of others"),
  ENERGY,
  GRADIENT_NORM,
  dictionary("method", "how it was found", SEARCHES),
  uint32("iterations", "accepted steps of the search"),
  uint32("evaluations", "work in evaluations of energy and gradient, Hessians and their eigenvectors too"),
  dictionary(
    "status",
    "why the search ended: only the converged are critical points that were told from degenerate ones",
    SEARCH_STATUSES,
  ),
  INDEX,
  LAMBDA_MIN,
  LAMBDA_MAX,
  float64("lambda_nearest", "1", "eigenvalue of the sphere Hessian that is nearest to 0"),
] as const;

/** One row a search for a critical point of any index. */
export const SADDLES = table({
  name: "saddles",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    ...SOUGHT,
    uint32(
      "point",
      "number of the critical point: searches that ended at one share it; others have one of their own",
    ),
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
    uint32("link", "number of the saddle, from the lowest energy on"),
    int32("first", minimumOn("to one side, the lower of both")),
    int32("second", minimumOn("to the other side")),
    nullable(float64("first_energy", "per spin", "H/N at the first minimum")),
    nullable(float64("second_energy", "per spin", "H/N at the second minimum")),
    nullable(float64("height", "per spin", "H/N of the saddle above the higher of both minima")),
    ...ON_SPHERE,
    dictionary("method", "how it was found", LINK_METHODS),
    dictionary(
      "status",
      "joined: both flows end at minima that were given; elsewhere: one ends at another; unresolved: one has no certain end",
      LINK_STATUSES,
    ),
    uint32("evaluations", "work of both flows in evaluations of energy and gradient, Hessians too"),
    STATE,
  ],
});

/** One row a draw whose minima were connected: what shows that no link is missing, or what may be. */
export const GRAPHS = table({
  name: "graphs",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    dictionary("complete", "whether the links are all there are", YES_OR_NO),
    uint32("minima", "minima that were given"),
    uint32("further", "others at which flows ended"),
    uint32("joined", "saddles between minima that were given"),
    uint32("elsewhere", "saddles of which a flow ends at another"),
    uint32("unresolved", "saddles of which a flow has no certain end"),
    uint32("components", "parts of the graph of the given minima that hang together"),
    uint32("pairs", "of a census: pairs of minima between which saddles were looked for"),
    uint32("searches", "searches from the peaks between them"),
    uint32("failures", "those that ended at no saddle of index 1"),
    utf8("reason", "why links may be missing; empty of an exact graph"),
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
  float64("time", "1", "time of Langevin dynamics, ds = -P grad H dt + ...; sweeps of Metropolis' chains"),
  float64("energy", "per spin", "H/N then"),
] as const;

/** One row a time of a walk. */
export const TRAJECTORIES = table({
  name: "trajectories",
  normalisation: NORMALISATION,
  columns: [
    ...DRAW,
    REPLICA,
    dictionary("method", "how it goes", WALK_METHODS),
    float64("temperature", "as H", "T; 0 is gradient flow"),
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
    list("eigenvalues", "1", "the N-1 eigenvalues of the sphere Hessian, ascending"),
  ],
});
