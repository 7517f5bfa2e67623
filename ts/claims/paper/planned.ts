import type { PlannedClaim } from "../judge.js";

/** A claim whose rule is still to come, with its experiment; `docs/claims.md` says what it waits for. */
export const assumptions: PlannedClaim = {
  id: "assumptions",
  title: "which assumption of the paper moves which statistic",
  statement:
    "The assumptions that lead from networks to the glass leave the statistics of losses as they are.",
  source: "beyond the paper; section 3",
  subject: "networks",
  statistic: "change of each statistic with each assumption",
  symbol: "Δ",
  unit: "own intervals",
  test: "A rung moves a statistic where the change is larger than its interval; Holm over all.",
  refutedBy: "a statistic that an assumption moves",
  experiments: ["assumption-ladder"],
  figure: "",
  rule: "1",
};
