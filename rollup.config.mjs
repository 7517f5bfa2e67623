import { readFileSync } from "node:fs";
import { bundles } from "./scripts/setup/bundles.mjs";

const entries = ["node", "browser", "slim", "cli", "eigen-node", "eigen-browser", "theory"];

const { dependencies, peerDependencies } = JSON.parse(readFileSync("package.json", "utf8"));

// One build, so that two entries in one program share one instance of the core.
// Everything lies flat in dist/, so that `new URL("./strict.wasm", import.meta.url)` is right in an entry and in a chunk.
export default {
  input: Object.fromEntries(entries.map((name) => [name, `build/esm/entry/${name}.js`])),
  external: [/^node:/, ...Object.keys({ ...dependencies, ...peerDependencies })],
  plugins: [bundles()],
  output: {
    dir: "dist",
    format: "es",
    entryFileNames: "[name].js",
    chunkFileNames: "shared-[name].js",
    minifyInternalExports: false,
    hoistTransitiveImports: false,
  },
};
