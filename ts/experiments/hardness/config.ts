import { choice, list, number, type ValueOf, wholeNumber, withDefault } from "../../base/schema.js";
import { METHODS } from "../../glass/tables.js";
import { checkSizes, drawFields } from "../draws.js";
import { configSchema } from "../experiment.js";
import { checkQuench, quenchFields } from "../ways.js";

const { replicas: _, ...common } = drawFields;

export const config = configSchema(
  {
    ...common,
    sizes: withDefault(common.sizes, [20, 30, 40, 50, 60, 80]),
    disorders: withDefault(common.disorders, 48),
    work: wholeNumber({
      min: 100,
      max: 1_000_000_000,
      default: 30_000,
      help: "evaluations of each method, and of each number of sweeps, in a draw of the couplings",
    }),
    methods: list({
      of: choice({ values: METHODS }),
      max: METHODS.length,
      default: ["l-bfgs", "simulated-annealing", "parallel-tempering"],
      help: "ways down",
    }),
    sweeps: list({
      of: wholeNumber({ min: 1, max: 1_000_000 }),
      max: 16,
      default: [30, 150],
      help: "sweeps of a run of annealing or tempering, which is then begun again",
    }),
    gap: number({
      above: 0,
      default: 0.01,
      help: "H/N above the lowest known that counts as having reached it",
    }),
    ...quenchFields,
  },
  (config) => {
    checkSizes(config);
    checkQuench(config);
  },
);

export type Config = ValueOf<typeof config>;
