import type { Method } from "../../glass/tables.js";

/** Methods of descent as a sentence has them. */
export const METHOD_NAMES: Readonly<Record<Method, string>> = {
  "gradient-descent": "gradient descent",
  "l-bfgs": "L-BFGS",
};
