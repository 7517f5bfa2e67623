import { number, type ValueOf, wholeNumber, withDefault } from "../../base/schema.js";
import { configSchema } from "../experiment.js";
import { networkFields } from "../networks.js";

export const config = configSchema({
  ...networkFields,
  replicas: withDefault(networkFields.replicas, 100),
  poor: number({
    above: 1,
    max: 100,
    default: 1.1,
    help: "a network is poor whose test loss is over so many times its size's median",
  }),
  resamples: wholeNumber({ min: 100, max: 100_000, default: 2000, help: "of bootstrap intervals" }),
});

export type Config = ValueOf<typeof config>;
