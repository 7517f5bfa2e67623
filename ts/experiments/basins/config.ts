import { choice, list, type ValueOf, wholeNumber, withDefault } from "../../base/schema.js";
import { DESCENT_METHODS } from "../../glass/tables.js";
import { drawFields } from "../draws.js";
import { configSchema } from "../experiment.js";
import { checkMapped, mappedOrder } from "../maps.js";

const { replicas: _, ...common } = drawFields;

export const config = configSchema(
  {
    ...common,
    p: mappedOrder,
    sizes: withDefault(common.sizes, [4, 5, 6, 7, 8, 9, 10]),
    disorders: withDefault(common.disorders, 100),
    methods: list({
      of: choice({ values: DESCENT_METHODS }),
      max: DESCENT_METHODS.length,
      default: ["l-bfgs", "gradient-descent"],
      help: "ways down; of the first one the basins are drawn",
    }),
    descents: wholeNumber({
      min: 10,
      max: 10_000_000,
      default: 1000,
      help: "descents of each method in a draw of the couplings",
    }),
  },
  ({ p, sizes }) => checkMapped("sizes", p, sizes),
);

export type Config = ValueOf<typeof config>;
