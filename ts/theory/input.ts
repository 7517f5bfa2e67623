import { InvalidInputError } from "../base/errors.js";
import { number, numbered, optional, wholeNumber } from "../base/schema.js";
import { Covariance, type Mixture } from "./covariance.js";

/** The order p of the interaction. */
export const order = wholeNumber({ min: 2, help: "order of the interaction" });

export const mixture = numbered({
  of: number(),
  min: 2,
  help: "coefficients b_p of the orders p of a mixed model",
});

/** A number of negative eigenvalues of the Hessian. */
export const index = wholeNumber({ min: 0, help: "negative eigenvalues of the Hessian" });

export const finite = number();

export const positive = number({ above: 0 });

/** β of a matrix ensemble: 1 for real symmetric matrices, 2 for complex Hermitian ones. */
export const symmetry = wholeNumber({ min: 1, max: 2 });

/** A pure model by its order, or a mixed one by its coefficients. */
export type Model = number | Mixture;

/** The covariance of a model that is an argument. */
export function covarianceOf(model: Model): Covariance {
  return typeof model === "object" ? mixed(model) : new Covariance({ [order.parse(model, "p")]: 1 });
}

/** A model among the options of a call: one of the two. */
export interface ModelOptions {
  /** Degree of the interaction of a pure model, a whole number ≥ 2. */
  readonly p?: number | undefined;
  /** Coefficients b_p of a mixed model, { 2: b2, 3: b3, … }; instead of p. */
  readonly mixture?: Mixture | undefined;
}

export const modelFields = { p: optional(order), mixture: optional(mixture) };

/** The covariance of the model among the options. */
export function chosenCovariance({ p, mixture }: ModelOptions): Covariance {
  if ((p === undefined) === (mixture === undefined))
    throw new InvalidInputError("p", p, "a whole number ≥ 2, or mixture instead of it");
  return mixture === undefined ? covarianceOf(p as number) : mixed(mixture);
}

function mixed(coefficients: unknown): Covariance {
  const covariance = new Covariance(mixture.parse(coefficients, "mixture"));
  if (!(covariance.at(1) > 0 && covariance.curvature(1) < Infinity))
    throw new InvalidInputError(
      "mixture",
      coefficients,
      "coefficients that are not all zero, and finite squared",
    );
  return covariance;
}
