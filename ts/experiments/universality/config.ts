import { InvalidInputError } from "../../base/errors.js";
import { choice, list, type ValueOf, withDefault } from "../../base/schema.js";
import { DISORDERS, method, tolerance } from "../../glass/fields.js";
import { checkSizes, drawFields } from "../draws.js";
import { configSchema } from "../experiment.js";

export const config = configSchema(
  {
    ...drawFields,
    disorders: withDefault(drawFields.disorders, 256, "draws of the couplings a size and a distribution"),
    replicas: withDefault(drawFields.replicas, 48),
    distributions: list({
      of: choice({ values: DISORDERS }),
      min: 2,
      max: DISORDERS.length,
      default: DISORDERS,
      help: "of the couplings, of mean 0 and variance 1; the others are compared with the first",
    }),
    method,
    tolerance,
  },
  (config) => {
    checkSizes(config);
    if (config.disorders < 2)
      throw new InvalidInputError(
        "disorders",
        config.disorders,
        "2 draws or more, which differences are judged by",
      );
  },
);

export type Config = ValueOf<typeof config>;
