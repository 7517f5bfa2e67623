import { InvalidInputError } from "../../base/errors.js";
import { list, number, type ValueOf, wholeNumber, withDefault } from "../../base/schema.js";
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
    from: number({
      above: 0,
      default: 1,
      help: "first temperature T, as P·T/2 of P weights in units of the loss of outputs 0",
    }),
    to: number({ above: 0, default: 0.01, help: "last temperature, likewise; at most the first" }),
  },
  ({ from, to }) => {
    if (to > from) throw new InvalidInputError("to", to, `a number above 0 and at most from, ${from}`);
  },
);

export type Config = ValueOf<typeof config>;
