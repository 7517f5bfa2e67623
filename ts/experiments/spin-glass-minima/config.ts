import { choice, object, type ValueOf } from "../../base/schema.js";
import { method, tolerance } from "../../glass/fields.js";
import { checkSizes, drawFields } from "../draws.js";

export const config = object(
  {
    ...drawFields,
    method,
    tolerance,
    precision: choice({
      values: ["f64"],
      default: "f64",
      help: "of couplings and states; this version has f64",
    }),
  },
  {
    name: "config",
    rule: checkSizes,
  },
);

export type Config = ValueOf<typeof config>;
