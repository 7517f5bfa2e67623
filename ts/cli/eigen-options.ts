import { InvalidInputError } from "../base/errors.js";
import { choice, optional, wholeNumber, withDefault } from "../base/schema.js";
import { FORMATS } from "../data/matrix/read.js";
import type { Range } from "../eigen/index.js";
import { shiftFields } from "../eigen/input.js";
import { symmetryTolerance as allowed } from "../eigen/matrix.js";
import { QUIET_OPTION, SIMD_OPTION } from "./running.js";
import { type Arguments, type Option, optionOf, UsageError } from "./usage.js";

const shift = withDefault(shiftFields.shift, 0, "what --inertia counts from");
const tolerance = withDefault(shiftFields.tolerance, 0, "how near the shift --inertia takes for at it");
const symmetryTolerance = withDefault(
  allowed,
  1e-8,
  "how far mirror entries may differ, in units of the largest",
);

const format = optional(
  choice({ values: FORMATS, help: "of the file, whatever its name; needed for - (standard input)" }),
);
const count = optional(wholeNumber({ min: 1 }));

/** The files that a spectrum is written to. */
const OUTPUTS = [".arrow", ".npy", ".csv"] as const;

export const eigenOptions = {
  format: optionOf("FORMAT", format),
  array: { value: "NAME", help: "which of several arrays in a .npz" },
  largest: { value: "K", help: "the K largest eigenvalues" },
  smallest: { value: "K", help: "the K smallest" },
  range: {
    value: "RANGE",
    help: "index:0..10 or value:-1..0: from the first up to the second, which may be absent",
  },
  vectors: { help: "eigenvectors too: a row an eigenvalue, and after it its vector" },
  inertia: { help: "only how many eigenvalues lie below, at and above --shift" },
  shift: optionOf("S", shift),
  tolerance: optionOf("T", tolerance),
  lower: { help: "read the lower triangle alone, whatever is above it" },
  "symmetry-tolerance": optionOf("T", symmetryTolerance),
  out: {
    value: "FILE",
    help: "instead of standard output: the table `spectra` in .arrow, or the same rows in .npy or .csv",
  },
  plot: { value: "FILE.svg", help: "a histogram beside the semicircle of the same mean and variance" },
  simd: SIMD_OPTION,
  quiet: QUIET_OPTION,
  json: { help: "one JSON document on standard output" },
} as const satisfies Record<string, Option>;

/** What is asked for, checked as far as it can be without the matrix. */
export type Wanted = ReturnType<typeof wantedOf>;

export function wantedOf(args: Arguments) {
  exclude(args, "inertia", ["range", "largest", "smallest", "vectors", "out", "plot"]);
  exclude(args, "plot", ["range", "largest", "smallest"]);
  exclude(args, "range", ["largest", "smallest"]);
  exclude(args, "largest", ["smallest"]);
  for (const name of ["shift", "tolerance"] as const)
    if (args.text(name) !== undefined && !args.on("inertia"))
      throw new UsageError(`--${name} needs --inertia`);
  return {
    lower: args.on("lower"),
    symmetryTolerance: args.value("symmetry-tolerance", symmetryTolerance),
    format: args.value("format", format),
    array: args.text("array"),
    /** An end that is absent is infinite. */
    range: rangeOf(args.text("range")),
    /** So many from one end of the spectrum. */
    end: endOf("largest", args) ?? endOf("smallest", args),
    vectors: args.on("vectors"),
    inertia: args.on("inertia")
      ? { shift: args.value("shift", shift), tolerance: args.value("tolerance", tolerance) }
      : undefined,
    json: args.on("json"),
    out: fileOf(args, "out", OUTPUTS),
    plot: fileOf(args, "plot", [".svg"])?.file,
  };
}

function exclude(args: Arguments, name: string, others: readonly string[]): void {
  const other = others.find((option) => args.on(option));
  if (args.on(name) && other !== undefined)
    throw new UsageError(`--${name} and --${other} exclude each other`);
}

function endOf(of: "largest" | "smallest", args: Arguments) {
  const many = args.value(of, count);
  return many === undefined ? undefined : { of, count: many };
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

function fileOf<E extends string>(
  args: Arguments,
  name: string,
  endings: readonly E[],
): { file: string; ending: E } | undefined {
  const file = args.text(name);
  if (file === undefined) return undefined;
  const ending = endings.find((known) => file.toLowerCase().endsWith(known));
  if (ending === undefined)
    throw new InvalidInputError(`--${name}`, file, `a name that ends in ${endings.join(" or ")}`);
  return { file, ending };
}
