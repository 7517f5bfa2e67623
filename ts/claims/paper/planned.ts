import type { PlannedClaim } from "../judge.js";

/** Claims whose rule is still to come, for most with its experiment; `docs/claims.md` says what each waits for. */
export const glassLayers: PlannedClaim = {
  id: "2-glass",
  title: "critical points form layers by index",
  statement:
    "Critical points form layers by index: the lowest are minima, above them saddles of index 1, and so on.",
  source: "section 4",
  subject: "glass",
  statistic: "Spearman's ρ of index and energy over all critical points",
  symbol: "ρ",
  unit: "1",
  test:
    "Mean energies by index in order at every N (exact, Kac–Rice, and complete maps), and the lower bound of the rank correlation over all " +
    "points of complete maps above 0.9 at N = 10; Holm.",
  refutedBy: "mean energies out of order, or a rank correlation below 0.9",
  experiments: ["census"],
  figure: "",
  rule: "1",
};

export const glassAnnealing: PlannedClaim = {
  id: "5-glass",
  title: "annealing and SGD end at minima of like quality",
  statement:
    "Simulated annealing and SGD both end in the band of many critical points, at minima of like quality.",
  source: "abstract; section 5",
  subject: "glass",
  statistic: "difference of mean energies at equal work",
  symbol: "Δu",
  unit: "per spin",
  test: "The difference at the largest N and 1000 evaluations within ±0.01 per spin; share of index 0 after an index-preserving polish of at least 0.95; Holm.",
  refutedBy: "a difference above 0.01 per spin, or end points that are saddles",
  experiments: ["annealing"],
  figure: "",
  rule: "1",
};

export const glassGlobalMinimum: PlannedClaim = {
  id: "7a-glass",
  title: "the global minimum gets harder to reach with size",
  statement: "Reaching the global minimum gets harder with size.",
  source: "abstract; section 4",
  subject: "glass",
  statistic: "slope in N of the log work to come within 0.01 per spin of the lowest energy known",
  symbol: "d ln work/dN",
  unit: "1",
  test: "Slope above 0.01 where the lowest energy is certified; exponential against power law by AIC.",
  refutedBy: "work that does not grow with N",
  experiments: ["hardness"],
  figure: "",
  rule: "1",
};

export const kacRiceCounts: PlannedClaim = {
  id: "kac-rice",
  title: "counts of critical points agree with exact means",
  statement: "The numbers of critical points in windows of energy agree with their exact means.",
  source: "beyond the paper",
  subject: "glass",
  statistic: "log ratio of counts to exact means",
  symbol: "ln ratio",
  unit: "1",
  test: "Windows of fewer than 20 expected points merged, Holm over all; draws are independent.",
  refutedBy: "a window whose count differs",
  experiments: ["census"],
  figure: "",
  rule: "1",
};
