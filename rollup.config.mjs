import { readFileSync } from "node:fs";
import { reportLibraries } from "./scripts/setup/report-libraries.mjs";

const entries = [
  "node",
  "browser",
  "inline",
  "slim",
  "worker",
  "worker-node",
  "cli",
  "eigen-node",
  "eigen-browser",
  "theory",
];

const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));

/** The module `losscape:strict-wasm-base64`: its default export is dist/strict.wasm in base64. */
const strictWasm = {
  name: "strict-wasm",
  resolveId: (id) => (id === "losscape:strict-wasm-base64" ? id : null),
  load: (id) =>
    id === "losscape:strict-wasm-base64"
      ? `export default "${readFileSync("dist/strict.wasm", "base64")}";`
      : null,
};

// One build, so that two entries in one program share one instance of the core.
// Everything lies flat in dist/, so that `new URL("./strict.wasm", import.meta.url)` is right in an entry and in a chunk.
export default {
  input: Object.fromEntries(entries.map((name) => [name, `build/esm/entry/${name}.js`])),
  external: [/^node:/, ...Object.keys(dependencies)],
  plugins: [strictWasm, reportLibraries()],
  output: {
    dir: "dist",
    format: "es",
    entryFileNames: "[name].js",
    chunkFileNames: "shared-[name].js",
    minifyInternalExports: false,
    hoistTransitiveImports: false,
  },
};
