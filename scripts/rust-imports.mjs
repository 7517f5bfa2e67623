// Import directions of the crates, as docs/develop/architecture.md draws them: kernels ← core ← wasm, and in core what each module may
// use of the others. dependency-cruiser does the same for TypeScript.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./setup/paths.mjs";

const crates = {
  kernels: [],
  core: ["losscape-kernels", "libm"],
  wasm: ["losscape-core", "wasm-bindgen"],
};

const base = ["error", "memory", "aligned", "budget", "columns", "precision", "rng", "sort", "vector"];
/** What a module of core may name, besides itself. A module that is not here has no place. */
const modules = {
  error: [],
  memory: ["error"],
  aligned: ["error", "memory"],
  budget: [],
  columns: [],
  precision: [],
  rng: [],
  sort: [],
  vector: [],
  job: base,
  objective: base,
  optimise: [...base, "job", "objective"],
  eigen: [...base, "job"],
  lanczos: [...base, "job", "eigen"],
  data: base,
  glass: [...base, "job", "objective", "optimise", "eigen"],
  critical: [...base, "job", "optimise", "glass"],
  network: [...base, "job", "objective", "optimise", "eigen", "lanczos", "data"],
};

/** @returns a sentence for each wrong import */
export function wrongRustImports() {
  return [...wrongDependencies(), ...wrongModules()];
}

function wrongDependencies() {
  return Object.entries(crates).flatMap(([crate, allowed]) => {
    const manifest = readFileSync(join(root, "crates", crate, "Cargo.toml"), "utf8");
    const section = /^\[dependencies\]\n((?:[^[\n].*\n|\n)*)/m.exec(manifest)?.[1] ?? "";
    const named = Array.from(section.matchAll(/^([\w-]+)\s*=/gm), ([, name]) => name);
    return named
      .filter((name) => !allowed.includes(name))
      .map((name) => `crates/${crate}/Cargo.toml depends on ${name}`);
  });
}

function wrongModules() {
  const source = join(root, "crates", "core", "src");
  return readdirSync(source, { recursive: true })
    .filter((file) => file.endsWith(".rs") && file !== "lib.rs")
    .flatMap((file) => {
      const own = file.replace(/\.rs$/, "").split(/[\\/]/)[0];
      const allowed = modules[own];
      if (allowed === undefined) return [`crates/core/src/${file} has no place in scripts/rust-imports.mjs`];
      const text = readFileSync(join(source, file), "utf8");
      const named = new Set(Array.from(text.matchAll(/\bcrate::(\w+)/g), ([, name]) => name));
      return [...named]
        .filter((name) => name !== own && !allowed.includes(name))
        .map((name) => `crates/core/src/${file} names crate::${name}`);
    });
}
