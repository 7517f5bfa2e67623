import {
  type CoreErrorCode,
  InvalidInputError,
  type LosscapeError,
  NotConvergedError,
  OutOfMemoryError,
} from "../base/errors.js";
import { available } from "./limits.js";

/** What the core throws beside a code: the fields are those of `to_js` in crates/wasm/src/error.rs. */
interface CoreErrors {
  readonly "invalid-input": InvalidInput;
  readonly "out-of-memory": { readonly what: string; readonly requested: number };
  readonly "not-converged": { readonly what: string };
}

interface InvalidInput extends RuleNumbers {
  readonly argument: string;
  /** The indices of the entry that is meant. */
  readonly at: Uint32Array;
  readonly value: number;
  readonly rule: keyof typeof RULES;
  /** The number of the product that shows it, of an operator. */
  readonly product: number | undefined;
}

/** Each rule has some of them. */
type RuleNumbers = Readonly<
  Record<"min" | "max" | "end" | "n" | "order" | "tolerance" | "paths" | "most", number>
>;

/** What the rules of crates/core/src/error.rs allow; a test compares their names. */
export const RULES = {
  finite: () => "a finite number",
  number: () => "a number, which may be infinite",
  above: ({ min }) => `a number above ${min}`,
  "at-least": ({ min }) => `a number of at least ${min}`,
  within: ({ min, end }) => `a number of at least ${min} and below ${end}`,
  "whole-number": ({ min, max }) => `a whole number from ${min} to ${max}`,
  entries: ({ n, order }) => `n^${order} = ${n ** order}`,
  paths: ({ paths, most, max }) =>
    `a whole number from 2 to ${max} at these orders: it would take ${paths} paths, and ${most} are tracked at most`,
  "symmetric-matrix": () => "at most symmetryTolerance·max|a| in modulus",
  "symmetric-operator": ({ tolerance }) => `at most ${tolerance} for a symmetric operator`,
} satisfies Record<string, (numbers: RuleNumbers) => string>;

/** The error of each code, with a sentence; a test compares the codes with those of crates/core/src/error.rs. */
export const ERRORS: { readonly [Code in CoreErrorCode]: (thrown: CoreErrors[Code]) => LosscapeError } = {
  "invalid-input": (thrown) => new InvalidInputError(nameOf(thrown), thrown.value, expected(thrown)),
  "out-of-memory": ({ what, requested }) => new OutOfMemoryError(what, requested, available()),
  "not-converged": ({ what }) => new NotConvergedError(what),
};

/** What the core threw, as an error with a sentence. */
export function fromCore(thrown: unknown): unknown {
  const isCoreError = typeof thrown === "object" && thrown !== null && !(thrown instanceof Error);
  if (!isCoreError || !("code" in thrown)) return thrown;
  return ERRORS[thrown.code as CoreErrorCode](thrown as never);
}

function nameOf({ argument, at, rule }: InvalidInput): string {
  if (rule === "symmetric-operator") return "|⟨u, Av⟩ − ⟨Au, v⟩|/‖A‖";
  const [i, j] = at;
  if (argument === "matrices") return `matrices[${i}]${entry(at.subarray(1))}`;
  if (rule === "symmetric-matrix") return `${argument}[${i}, ${j}] − ${argument}[${j}, ${i}]`;
  return `${argument}${entry(at)}`;
}

const entry = (at: Uint32Array): string => (at.length === 0 ? "" : `[${at.join(", ")}]`);

function expected(error: InvalidInput): string {
  const allowed = RULES[error.rule](error);
  return error.product === undefined ? allowed : `${allowed} (product ${error.product})`;
}
