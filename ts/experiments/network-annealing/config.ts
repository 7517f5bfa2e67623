import { list, type ValueOf, wholeNumber, withDefault } from "../../base/schema.js";
import { checkFall, fallFields } from "../../base/temperatures.js";
import { configSchema } from "../experiment.js";
import { networkFields } from "../networks.js";

const { epochs: _, decay: __, ...common } = networkFields;

export const config = configSchema(
  {
    ...common,
    hidden: withDefault(common.hidden, [10, 25]),
    replicas: withDefault(common.replicas, 32),
    sweeps: list({
      of: wholeNumber({ min: 1, max: 1_000_000 }),
      max: 16,
      default: [10, 30, 100],
      help: "schedules: sweeps from the first temperature to the last; sgd has as many evaluations as that of the same network takes",
    }),
    from: withDefault(
      fallFields.from,
      1,
      "first temperature T, as P·T/2 of P weights in units of the loss of outputs 0",
    ),
    to: withDefault(fallFields.to, 0.01, "last temperature, likewise; at most the first"),
  },
  checkFall,
);

export type Config = ValueOf<typeof config>;
