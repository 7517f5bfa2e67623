import { basename, dirname } from "node:path";
import { canonicalJson } from "../base/canonical.js";
import { npy } from "../data/matrix/npy-writer.js";
import { matrixSpectra } from "../eigen/tables.js";
import { folderStore } from "../runs/node/folder.js";
import { backend, build } from "../wasm/loader.js";
import type { Wanted } from "./eigen-options.js";
import type { MatrixFile } from "./matrix-file.js";

export interface Spectrum {
  readonly values: Float64Array;
  readonly vectors: Float64Array | undefined;
}

/** A line an eigenvalue; after it its vector, where there are vectors. */
export function* lines(spectrum: Spectrum, n: number): Generator<string> {
  for (const row of rowsOf(spectrum, n)) yield `${row.join(",")}\n`;
}

/** Whole or not at all. */
export async function writeSpectrum(matrix: MatrixFile, spectrum: Spectrum, wanted: Wanted): Promise<void> {
  if (wanted.out === undefined) return;
  const { file, ending } = wanted.out;
  switch (ending) {
    case ".arrow":
      return write(file, await tableOf(matrix, spectrum, wanted));
    case ".npy":
      return write(file, npyOf(spectrum, matrix.n));
    case ".csv":
      return write(file, encoded(lines(spectrum, matrix.n)));
  }
}

/** The eigenvalues, or a matrix of rows that begin with one and go on with its vector. */
function npyOf(spectrum: Spectrum, n: number): Uint8Array {
  const { values, vectors } = spectrum;
  if (vectors === undefined) return npy(values, [values.length]);
  const rows = new Float64Array(values.length * (n + 1));
  let at = 0;
  for (const row of rowsOf(spectrum, n)) {
    rows.set(row, at);
    at += row.length;
  }
  return npy(rows, [values.length, n + 1]);
}

function* rowsOf({ values, vectors }: Spectrum, n: number): Generator<number[]> {
  for (const [k, value] of values.entries())
    yield [value, ...(vectors === undefined ? [] : vectors.subarray(k * n, (k + 1) * n))];
}

async function* encoded(texts: Iterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const text of texts) yield encoder.encode(text);
}

/** The table `spectra`, of one row. */
async function tableOf(
  { n, sha256 }: MatrixFile,
  { values, vectors }: Spectrum,
  { lower, range, end, array }: Wanted,
): Promise<Uint8Array> {
  const { buildTable, toBytes } = await import("../tables/index.js");
  const list = (entries: Float64Array) => ({ offsets: Int32Array.of(0, entries.length), values: entries });
  const columns = {
    order: Int32Array.of(n),
    eigenvalues: list(values),
    ...(vectors !== undefined && { eigenvectors: list(vectors) }),
  };
  const spec = matrixSpectra(vectors !== undefined);
  const part = end === undefined ? (range ?? "all") : { [end.of]: end.count };
  const table = buildTable(spec, columns, {
    version: build.version,
    config: canonicalJson({ matrix: sha256, lower, range: part, ...(array !== undefined && { array }) }),
    backend: backend(),
    normalisation: spec.normalisation,
    experiment: "eigen",
  });
  return toBytes(table);
}

export async function writePlot(file: string, name: string, values: Float64Array): Promise<void> {
  const [{ renderFigure }, { headlessDocument }, { spectrumFigure }] = await Promise.all([
    import("../report/index.js"),
    import("../report/headless.js"),
    import("../figures/spectrum.js"),
  ]);
  const svg = await renderFigure(spectrumFigure(name, values), { document: await headlessDocument() });
  await write(file, new TextEncoder().encode(svg));
}

function write(file: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
  return folderStore(dirname(file)).write(basename(file), content);
}
