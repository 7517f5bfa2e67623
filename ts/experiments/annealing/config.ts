import { choice, list, type ValueOf, wholeNumber, withDefault } from "../../base/schema.js";
import { METHODS } from "../../glass/tables.js";
import { checkSizes, drawFields } from "../draws.js";
import { configSchema } from "../experiment.js";
import { checkQuench, quenchFields } from "../ways.js";

export const config = configSchema(
  {
    ...drawFields,
    disorders: withDefault(drawFields.disorders, 32),
    replicas: withDefault(drawFields.replicas, 4),
    methods: list({
      of: choice({ values: METHODS }),
      max: METHODS.length,
      default: METHODS,
      help: "ways down",
    }),
    work: list({
      of: wholeNumber({ min: 10, max: 1_000_000_000 }),
      max: 16,
      default: [100, 1000, 10_000],
      help: "evaluations of a replica: sweeps fill them, and what ends before begins again",
    }),
    ...quenchFields,
  },
  (config) => {
    checkSizes(config);
    checkQuench(config);
  },
);

export type Config = ValueOf<typeof config>;
