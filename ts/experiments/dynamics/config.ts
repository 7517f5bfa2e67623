import { InvalidInputError } from "../../base/errors.js";
import { checkAscending, list, number, type ValueOf, withDefault } from "../../base/schema.js";
import { latestTime } from "../../theory/dynamics.js";
import { covarianceOf } from "../../theory/input.js";
import { checkSizes, drawFields } from "../draws.js";
import { configSchema } from "../experiment.js";

export const config = configSchema(
  {
    ...drawFields,
    sizes: withDefault(drawFields.sizes, [25, 50, 100, 200]),
    disorders: withDefault(drawFields.disorders, 384),
    replicas: withDefault(drawFields.replicas, 4),
    temperature: number({ min: 0, default: 0, help: "T, in units of H; 0 is gradient flow" }),
    times: list({
      of: number({ above: 0 }),
      max: 1000,
      default: [0.25, 0.5, 1, 1.5, 2, 3, 4, 5],
      help: "when energies are compared, ascending, in the units of Langevin dynamics",
    }),
    timeStep: number({ above: 0, max: 1, default: 0.02, help: "the longest step of Heun's method" }),
  },
  (config) => {
    checkSizes(config);
    const { p, temperature, times } = config;
    checkAscending("times", times, (before) => `a time after the one before it, ${before}`);
    const latest = latestTime(covarianceOf(p), temperature);
    if ((times.at(-1) as number) > latest)
      throw new InvalidInputError(
        `times[${times.length - 1}]`,
        times.at(-1),
        `a time of at most ${latest}, to which the equations of Cugliandolo and Kurchan are solved`,
      );
  },
);

export type Config = ValueOf<typeof config>;
