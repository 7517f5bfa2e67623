import { number, wholeNumber } from "../base/schema.js";

/** The order p of the interaction. */
export const order = wholeNumber({ min: 2, help: "order of the interaction" });

/** A number of negative eigenvalues of the Hessian. */
export const index = wholeNumber({ min: 0, help: "negative eigenvalues of the Hessian" });

export const finite = number();

export const positive = number({ above: 0 });

/** β of a matrix ensemble: 1 for real symmetric matrices, 2 for complex Hermitian ones. */
export const symmetry = wholeNumber({ min: 1, max: 2 });
