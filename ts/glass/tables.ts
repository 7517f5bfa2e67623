import { table } from "../tables/spec.js";

/** The methods of descent, in the order of their codes; a test compares them with the core's. */
export const METHODS = ["gradient-descent", "l-bfgs"] as const;
export type Method = (typeof METHODS)[number];

/** The ends of a descent, in the order of their codes; a test compares them with the core's. */
export const STATUSES = ["converged", "max_iterations", "stalled"] as const;
export type Status = (typeof STATUSES)[number];

/** How energies and gradients of a pure p-spin glass are normalised in every table. */
const NORMALISATION =
  "H = N^(-(p-1)/2) sum X_{i1..ip} s_i1..s_ip over all N^p tuples, X ~ N(0,1), |s|^2 = N; energy is H/N; " +
  "Hessians are those of H on the sphere, N-1 eigenvalues";

const WHICH = [
  { name: "n", type: "int32", unit: "1", meaning: "number of spins N" },
  { name: "p", type: "int32", unit: "1", meaning: "order of the interaction" },
  {
    name: "disorder_seed",
    type: "uint64",
    unit: "1",
    meaning: "seed of the couplings: SpinGlass.sample({ n, p, seed })",
  },
  {
    name: "replica",
    type: "uint32",
    unit: "1",
    meaning: "number of the start within the draw of the couplings",
  },
] as const;

export const MINIMA = table({
  name: "minima",
  normalisation: NORMALISATION,
  columns: [
    ...WHICH,
    { name: "energy", type: "float64", unit: "per spin", meaning: "H/N where the descent ended" },
    { name: "gradient_norm", type: "float64", unit: "per sqrt(spin)", meaning: "|P grad H|/sqrt(N) there" },
    { name: "method", type: "dictionary", unit: "1", meaning: "method of descent", vocabulary: METHODS },
    { name: "iterations", type: "uint32", unit: "1", meaning: "accepted steps" },
    { name: "evaluations", type: "uint32", unit: "1", meaning: "evaluations of energy and gradient" },
    { name: "status", type: "dictionary", unit: "1", meaning: "why the descent ended", vocabulary: STATUSES },
    { name: "index", type: "int32", unit: "1", meaning: "negative eigenvalues of the sphere Hessian" },
    { name: "lambda_min", type: "float64", unit: "1", meaning: "smallest eigenvalue of the sphere Hessian" },
    { name: "lambda_max", type: "float64", unit: "1", meaning: "largest eigenvalue of the sphere Hessian" },
  ],
});

export const SPECTRA = table({
  name: "spectra",
  normalisation: NORMALISATION,
  columns: [
    ...WHICH,
    {
      name: "eigenvalues",
      type: "list<float64>",
      unit: "1",
      meaning: "the N-1 eigenvalues of the sphere Hessian, ascending",
    },
  ],
});
