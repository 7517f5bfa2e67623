import { InvalidInputError } from "../base/errors.js";
import { number } from "../base/schema.js";
import type { Range } from "../eigen/index.js";
import { SIMD_OPTION } from "./running.js";
import { type Arguments, type Option, optionOf, UsageError } from "./usage.js";

const shift = number({ default: 0, help: "what --inertia counts from" });
const tolerance = number({ min: 0, default: 0, help: "how near the shift --inertia takes for at it" });
const symmetryTolerance = number({
  min: 0,
  default: 1e-8,
  help: "how far mirror entries may differ, in units of the largest",
});

export const eigenOptions = {
  range: {
    value: "RANGE",
    help: "index:0..10 or value:-1..0: from the first up to the second, which may be absent",
  },
  vectors: { help: "eigenvectors too; needs --out or --json" },
  inertia: { help: "only how many eigenvalues lie below, at and above --shift" },
  shift: optionOf("S", shift),
  tolerance: optionOf("T", tolerance),
  lower: { help: "read the lower triangle alone, whatever is above it" },
  "symmetry-tolerance": optionOf("T", symmetryTolerance),
  out: { value: "FILE.arrow", help: "the table `spectra`, instead of values on standard output" },
  plot: { value: "FILE.svg", help: "a histogram beside the semicircle of the same mean and variance" },
  simd: SIMD_OPTION,
  json: { help: "one JSON document on standard output" },
} as const satisfies Record<string, Option>;

/** What is asked for, checked as far as it can be without the matrix. */
export interface Wanted {
  readonly lower: boolean;
  readonly symmetryTolerance: number;
  /** An end that is absent is infinite. */
  readonly range: Range | undefined;
  readonly vectors: boolean;
  readonly inertia: { readonly shift: number; readonly tolerance: number } | undefined;
  readonly json: boolean;
  readonly out: string | undefined;
  readonly plot: string | undefined;
}

export function wantedOf(args: Arguments): Wanted {
  exclude(args, "inertia", ["range", "vectors", "out", "plot"]);
  exclude(args, "plot", ["range"]);
  for (const name of ["shift", "tolerance"] as const)
    if (args.text(name) !== undefined && !args.on("inertia"))
      throw new UsageError(`--${name} needs --inertia`);
  if (args.on("vectors") && args.text("out") === undefined && !args.on("json"))
    throw new UsageError("--vectors needs --out FILE.arrow or --json");
  return {
    lower: args.on("lower"),
    symmetryTolerance: args.value("symmetry-tolerance", symmetryTolerance),
    range: rangeOf(args.text("range")),
    vectors: args.on("vectors"),
    inertia: args.on("inertia")
      ? { shift: args.value("shift", shift), tolerance: args.value("tolerance", tolerance) }
      : undefined,
    json: args.on("json"),
    out: fileOf(args, "out", ".arrow"),
    plot: fileOf(args, "plot", ".svg"),
  };
}

function exclude(args: Arguments, name: string, others: readonly string[]): void {
  const other = others.find((option) => args.on(option));
  if (args.on(name) && other !== undefined)
    throw new UsageError(`--${name} and --${other} exclude each other`);
}

function rangeOf(text: string | undefined): Range | undefined {
  if (text === undefined) return undefined;
  const [, kind, first, last] = /^(index|value):(.*?)\.\.(.*)$/.exec(text) ?? [];
  const low = Number(first || (kind === "index" ? 0 : Number.NEGATIVE_INFINITY));
  const high = Number(last || Number.POSITIVE_INFINITY);
  const isPlace = (end: number) => (Number.isInteger(end) && end >= 0) || end === Number.POSITIVE_INFINITY;
  if (kind === "index" && isPlace(low) && isPlace(high) && low <= high) return { index: [low, high] };
  if (kind === "value" && low <= high) return { value: [low, high] };
  throw new InvalidInputError(
    "--range",
    text,
    "index:FROM..TO or value:LOW..HIGH, the first at most the second",
  );
}

/** The input is never named so, and cannot be written over. */
function fileOf(args: Arguments, name: string, ending: string): string | undefined {
  const file = args.text(name);
  if (file !== undefined && !file.toLowerCase().endsWith(ending))
    throw new InvalidInputError(`--${name}`, file, `a name that ends in ${ending}`);
  return file;
}
