import { choice, number, type ObjectOf, wholeNumber } from "../base/schema.js";
import { type VariantOf, variants } from "../base/variants.js";
import type { DescentSettings } from "../wasm/generated/losscape_wasm.js";
import { descentFields, type Way } from "./descents.js";
import type { DescentMethod } from "./tables.js";

/** Of a walk by shares there are fewer steps than 2^31. */
const MAX_EPOCHS = 1_000_000;

const newtonFields = {
  target: choice({
    values: ["minimum", "nearest"],
    default: "minimum",
    help: "of newton: down to a minimum, or to the nearest critical point of any index",
  }),
};

const sgdFields = {
  share: number({
    min: 0.001,
    max: 1,
    default: 0.1,
    help: "of sgd: the share of the couplings that a step sees",
  }),
  epochs: wholeNumber({ min: 1, max: MAX_EPOCHS, default: 100, help: "of sgd: each of 1/share steps" }),
  learningRate: number({ above: 0, max: 1, default: 0.05, help: "of sgd: rate of the first epoch" }),
  decay: number({
    above: 0,
    max: 1,
    default: 0.95,
    help: "of sgd: what the rate is multiplied by after each epoch",
  }),
};

const outwardFields = {
  steps: wholeNumber({
    min: 1,
    max: 100_000,
    default: 20,
    help: "of hessian-descent: steps from the origin, K",
  }),
};

/** The methods of `descend`, each with options of its own. */
const methods = {
  key: "method",
  default: "l-bfgs",
  of: {
    "gradient-descent": {},
    "l-bfgs": {},
    "conjugate-gradient": {},
    newton: newtonFields,
    sgd: sgdFields,
    "hessian-descent": outwardFields,
  } satisfies Record<DescentMethod, unknown>,
  help: "method of descent",
} as const;

export const descendOptions = variants(descentFields, methods);

/** The methods that end in a descent by L-BFGS. */
const PHASES: readonly string[] = ["sgd", "hessian-descent"];

/** The way down that options name, and the others. */
export function wayOf(options: ObjectOf<typeof descentFields> & VariantOf<typeof methods>) {
  const { replicas, seed, first, batch, tolerance, maxIterations, signal, onProgress, ...settings } = options;
  const rest = { replicas, seed, first, batch, tolerance, maxIterations, signal, onProgress };
  const way: Way = {
    what: "descend",
    config: settings,
    settings: settings satisfies Partial<DescentSettings>,
    ends: PHASES.includes(settings.method) ? "in a descent" : "by itself",
  };
  return { way, rest };
}
