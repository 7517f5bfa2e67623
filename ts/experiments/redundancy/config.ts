import { InvalidInputError } from "../../base/errors.js";
import { choice, list, number, type ValueOf, wholeNumber, withDefault } from "../../base/schema.js";
import { ASSIGNMENTS } from "../../network/tables.js";
import { configSchema } from "../experiment.js";
import { CLASSES, FEATURES, networkFields } from "../networks.js";
import { layerRegions } from "./cut.js";

export const config = configSchema(
  {
    ...networkFields,
    hidden: withDefault(networkFields.hidden, [10, 25, 50]),
    replicas: withDefault(networkFields.replicas, 8),
    values: list({
      of: wholeNumber({ min: 1, max: 4096 }),
      max: 32,
      default: [2, 3, 4, 6, 8, 16, 64],
      help: "distinct values that weights and biases are cut to; of assignment layers, in each layer",
    }),
    assignments: list({
      of: choice({ values: ASSIGNMENTS }),
      max: ASSIGNMENTS.length,
      default: ASSIGNMENTS,
      help: "which weights have a value in common: by k-means over the network, over each layer, or random ones",
    }),
    steps: wholeNumber({
      min: 1,
      max: 1_000_000,
      default: 600,
      help: "batches by which cut networks are trained, from learningRate to 0",
    }),
    allowed: number({
      above: 0,
      below: 1,
      default: 0.025,
      help: "accuracy that cut networks may lose; the paper's",
    }),
  },
  (config) => {
    // How many weights one's own data need shows when they are there.
    if (config.data !== "own") checkValues(config, FEATURES, CLASSES);
  },
);

export type Config = ValueOf<typeof config>;

/** Refuses more values than there are weights to have them. */
export function checkValues(
  { values, assignments, hidden, biases }: Pick<Config, "values" | "assignments" | "hidden" | "biases">,
  features: number,
  classes: number,
): void {
  const units = Math.min(...hidden);
  const sizes = layerRegions([features, units, classes], biases).map(({ from, to }) => to - from);
  const byLayer = assignments.includes("layers");
  const most = byLayer ? Math.min(...sizes) : sizes.reduce((sum, size) => sum + size, 0);
  const at = values.findIndex((count) => count > most);
  if (at >= 0)
    throw new InvalidInputError(
      `values[${at}]`,
      values[at],
      `at most ${most}, the weights of ${byLayer ? "the smallest layer" : "the network"} with n1 = ${units}`,
    );
}
