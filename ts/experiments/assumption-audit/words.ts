import type { AuditQuantity } from "../../paths/tables.js";

/** What each quantity is, in a few words, and the assumption that it bears on. */
export const WORDS: Readonly<Record<AuditQuantity, { readonly says: string; readonly assumption: string }>> =
  {
    rate: { says: "active paths", assumption: "activity: Bernoulli(ρ)" },
    never_active: { says: "paths that are never active", assumption: "activity: Bernoulli(ρ)" },
    spread_over_paths: { says: "spread of activity over paths", assumption: "activity: Bernoulli(ρ)" },
    spread_over_samples: { says: "spread of activity over samples", assumption: "activity: Bernoulli(ρ)" },
    with_input: {
      says: "r² of activity and the path's input",
      assumption: "activity independent of the input",
    },
    between_classes: {
      says: "variance of activity between classes",
      assumption: "activity independent of the input",
    },
    between_paths: { says: "correlation of two paths", assumption: "paths independent of each other" },
    input_mean: { says: "mean input over its deviation", assumption: "inputs standard normal" },
    input_correlation: { says: "r² of two inputs", assumption: "inputs independent" },
    independent_inputs: { says: "independent inputs", assumption: "inputs independent" },
    input_skewness: { says: "skewness of an input", assumption: "inputs standard normal" },
    input_kurtosis: { says: "excess kurtosis of an input", assumption: "inputs standard normal" },
    test_accuracy: { says: "test accuracy", assumption: "redundancy: Λ values" },
    accuracy_of_values: { says: "test accuracy of few values", assumption: "redundancy: Λ values" },
    distinct_values: { says: "values needed", assumption: "redundancy: Λ values" },
    evenness_of_values: { says: "evenness of the use of Λ values", assumption: "uniformity" },
    evenness_of_products: { says: "evenness of products over paths", assumption: "uniformity" },
    norm: { says: "|w|² after training over before", assumption: "spherical constraint" },
    loss_correlation: { says: "correlation of the loss", assumption: "covariance R^H" },
  };

/** What a place is, of quantities that have several. */
export const placeWords = (quantity: AuditQuantity, place: number): string => {
  switch (quantity) {
    case "between_paths":
      return `, ${place} shared units`;
    case "accuracy_of_values":
      return `, ${place} values`;
    case "loss_correlation":
      return `, R = ${place}`;
    case "norm":
      return place === 0 ? "" : `, layer ${place}`;
    default:
      return "";
  }
};
