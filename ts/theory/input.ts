import { number, wholeNumber } from "../base/schema.js";

/** The order p of the interaction. */
export const order = wholeNumber({ min: 2, help: "order of the interaction" });

/** A number of negative eigenvalues of the Hessian. */
export const index = wholeNumber({ min: 0, help: "negative eigenvalues of the Hessian" });

export const finite = number();
