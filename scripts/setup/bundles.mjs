import { resolve } from "node:path";
import { build } from "esbuild";
import { licences } from "./licences.mjs";

/** Modules of others that are bundled, each into a file of its own that is loaded when it is needed. */
const libraries = ["@observablehq/plot", "linkedom", "hyparquet-writer", "d3-dsv"];

/** Entries that are one file with everything in it, so that a bundler or a server that copies it alone has all of it. */
const standalone = {
  "inline.js": "inline",
  // Import maps do not reach into workers, and bundlers copy no chunks beside a worker's script.
  "worker.js": "worker",
  // By this ending it is a module wherever it is copied.
  "worker-node.mjs": "worker-node",
};

const options = {
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  metafile: true,
  write: false,
  legalComments: "none",
  external: ["node:*"],
};

const wasmInside = {
  name: "wasm-inside",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^losscape:strict-wasm-base64$/ }, () => ({ path: resolve("dist/strict.wasm") })),
};

/** A Rollup plug-in: what esbuild bundles, and the licences of what is in it. */
export function bundles() {
  const inputs = new Set();
  const bundle = async (about) => {
    const { outputFiles, metafile } = await build({ ...options, ...about });
    for (const file of Object.keys(metafile.inputs)) inputs.add(file);
    return outputFiles[0].text;
  };
  return {
    name: "bundles",
    resolveId: (id) => (libraries.includes(id) ? id : null),
    load: (id) =>
      libraries.includes(id)
        ? bundle({ stdin: { contents: `export * from "${id}";`, resolveDir: "." } })
        : null,
    async generateBundle() {
      for (const [fileName, entry] of Object.entries(standalone)) {
        const entryPoints = [`build/esm/entry/${entry}.js`];
        const about = { entryPoints, loader: { ".wasm": "base64" }, plugins: [wasmInside] };
        this.emitFile({ type: "asset", fileName, source: await bundle(about) });
      }
      this.emitFile({ type: "asset", fileName: "THIRD-PARTY-LICENSES.txt", source: licences(inputs) });
    },
  };
}
