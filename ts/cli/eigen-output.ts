import { basename, dirname } from "node:path";
import { canonicalJson } from "../base/canonical.js";
import { matrixSpectra } from "../eigen/tables.js";
import { folderStore } from "../runs/node/folder.js";
import { backend, build } from "../wasm/loader.js";
import type { Wanted } from "./eigen-options.js";
import type { MatrixFile } from "./matrix-file.js";

export interface Spectrum {
  readonly values: Float64Array;
  readonly vectors: Float64Array | undefined;
}

/** The table `spectra`, of one row, whole or not at all. */
export async function writeTable(
  file: string,
  { n, sha256 }: MatrixFile,
  { values, vectors }: Spectrum,
  wanted: Wanted,
): Promise<void> {
  const { buildTable, toBytes } = await import("../tables/index.js");
  const list = (entries: Float64Array) => ({ offsets: Int32Array.of(0, entries.length), values: entries });
  const columns = {
    order: Int32Array.of(n),
    eigenvalues: list(values),
    ...(vectors !== undefined && { eigenvectors: list(vectors) }),
  };
  const spec = matrixSpectra(vectors !== undefined);
  const table = buildTable(spec, columns, {
    version: build.version,
    config: canonicalJson({ matrix: sha256, lower: wanted.lower, range: wanted.range ?? "all" }),
    backend: backend(),
    normalisation: spec.normalisation,
    experiment: "eigen",
  });
  await write(file, toBytes(table));
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

function write(file: string, bytes: Uint8Array): Promise<void> {
  return folderStore(dirname(file)).write(basename(file), bytes);
}
