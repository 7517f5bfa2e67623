import { resolve } from "node:path";
import { InvalidInputError } from "../../base/errors.js";
import { eighAsync, eigvalshAsync, type Inertia, inertiaAsync, type Range } from "../../eigen/index.js";
import type { WatchOptions } from "../../wasm/job.js";
import { backend } from "../../wasm/loader.js";
import { eigenOptions, type Wanted, wantedOf } from "../eigen-options.js";
import { lines, type Spectrum, writePlot, writeSpectrum } from "../eigen-output.js";
import { estimate, watched } from "../eigen-watched.js";
import { aligned } from "../format.js";
import { say } from "../io.js";
import { type MatrixFile, nameOf, readMatrixFile } from "../matrix-file.js";
import { json } from "../reporting.js";
import { startCore } from "../running.js";
import type { Command } from "../usage.js";

export const eigen: Command = {
  name: "eigen",
  summary:
    "The spectrum of a symmetric matrix in a .npy, .npz, .mtx, .csv or .tsv file, gzipped or not; - is standard input.",
  operands: ["FILE"],
  options: eigenOptions,
  example: "losscape eigen hessian.npy --smallest 10 --out lowest.arrow",
  async run(args, io) {
    const path = args.operands[0] as string;
    const wanted = wantedOf(args);
    if (wanted.out !== undefined && resolve(wanted.out.file) === resolve(path))
      throw new InvalidInputError("--out", wanted.out.file, "another file than the matrix's");
    await startCore(args);
    const { lower, symmetryTolerance: tolerance, format, array } = wanted;
    const matrix = await readMatrixFile(path, { lower, tolerance, format, array }, io.stdin);
    const name = nameOf(path);
    if (wanted.plot !== undefined && matrix.n === 0)
      throw new InvalidInputError(name, matrix.n, "an order of at least 1, for --plot");
    const watch = <T>(work: (watch: WatchOptions) => Promise<T>) =>
      watched(estimate(name, matrix.n, wanted), matrix.n, io, work);
    const about = { file: path, n: matrix.n, backend: backend() };
    if (wanted.inertia !== undefined) {
      const options = wanted.inertia;
      const found = await watch((watching) => inertiaAsync(matrix.entries, { ...options, ...watching }));
      io.stdout.write(wanted.json ? json({ ...about, ...options, ...found }) : inertiaTable(found, options));
      return;
    }

    const spectrum = await watch((watching) => solve(matrix, wanted, watching));
    await writeSpectrum(matrix, spectrum, wanted);
    if (wanted.plot !== undefined) await writePlot(wanted.plot, name, spectrum.values);
    if (wanted.json) for (const text of document(about, spectrum, matrix.n)) io.stdout.write(text);
    else if (wanted.out === undefined) for (const line of lines(spectrum, matrix.n)) io.stdout.write(line);
    for (const file of [wanted.out?.file, wanted.plot]) if (file !== undefined) say(io, `wrote ${file}`);
  },
};

async function solve({ n, entries }: MatrixFile, wanted: Wanted, watch: WatchOptions): Promise<Spectrum> {
  const range = wanted.end ? atEnd(wanted.end, n) : wanted.range && within(wanted.range, n);
  const options = range === undefined ? watch : { range, ...watch };
  if (wanted.vectors) return eighAsync(entries, options);
  return { values: await eigvalshAsync(entries, options), vectors: undefined };
}

function atEnd({ of, count }: NonNullable<Wanted["end"]>, n: number): Range {
  if (count > n) throw new InvalidInputError(`--${of}`, count, `a whole number from 1 to ${n}`);
  return { index: of === "largest" ? [n - count, n] : [0, count] };
}

/** `index:10..` goes to the end. */
function within(range: Range, n: number): Range {
  if ("value" in range) return range;
  const [from, to] = range.index;
  return { index: [from, to === Number.POSITIVE_INFINITY ? n : to] };
}

function inertiaTable(
  { negative, zero, positive }: Inertia,
  { shift, tolerance }: NonNullable<Wanted["inertia"]>,
) {
  const near = tolerance === 0 ? `at ${shift}` : `within ${tolerance} of ${shift}`;
  return aligned(
    ["eigenvalues", "count"],
    [
      [`below ${tolerance === 0 ? shift : "that"}`, String(negative)],
      [near, String(zero)],
      [`above ${tolerance === 0 ? shift : "that"}`, String(positive)],
    ],
  );
}

/** In one line, and in pieces: all vectors together may be longer than a string can be. */
function* document(about: object, { values, vectors }: Spectrum, n: number): Generator<string> {
  yield JSON.stringify({ ...about, eigenvalues: [...values] }).slice(0, -1);
  if (vectors !== undefined) {
    yield ',"eigenvectors":[';
    for (let k = 0; k < values.length; k++)
      yield `${k > 0 ? "," : ""}${JSON.stringify([...vectors.subarray(k * n, (k + 1) * n)])}`;
    yield "]";
  }
  yield "}\n";
}
