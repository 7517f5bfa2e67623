import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, rustEnvironment } from "../../scripts/setup/paths.mjs";
import { run } from "../../scripts/setup/steps.mjs";

const folder = join(root, "bench", "peers");
const crate = join(folder, "faer");
// Outside of the folders that format and lint read.
const environments = join(root, ".cache", "bench-peers");
const target = join(root, ".cache", "bench-peers", "faer");

/**
 * The solvers that bench/eigen compares with. `command` is how a peer starts, given the Node that all run in, or undefined
 * when it is not installed; `install` makes sure that it is. `inPages`: runs where we do, in JavaScript or WebAssembly.
 * `upTo`: the largest n that is tried.
 */
export const peers = [
  {
    name: "OpenBLAS",
    inPages: false,
    ...fromPyPI("numpy", "python"),
    env: { OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" },
  },
  {
    name: "faer native",
    inPages: false,
    install: () => buildFaer("native", "-C target-cpu=native", []),
    command: () => ifExists(join(target, "native/release/faer-peer"), (file) => [file, faerVersion()]),
  },
  faerInWasm("faer WASM", ["--features", "simd-product"], ""),
  // As its documentation says, and as most would build it.
  faerInWasm("faer WASM, scalar product", [], ", linalg only"),
  fromNpm("ml-matrix"),
  // Its time grows faster than n³: 0.2 s at 100, 7 s at 250.
  { ...fromNpm("mathjs"), upTo: 100 },
];

/** What bench/network compares with, on one thread. */
export const torch = {
  name: "torch",
  ...fromPyPI("torch", "torch"),
  env: { OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" },
};

/** What bench/glass compares with, on one thread. */
export const numpyGlass = {
  name: "numpy",
  ...fromPyPI("numpy", "python", "glass.py"),
  env: { OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" },
};

/** What bench/critical compares with, beside Debian's phcpack. */
export const pycontinuum = { name: "pycontinuum", ...fromPyPI("pycontinuum", "pycontinuum") };

function faerInWasm(name, features, remark) {
  const build = name.replaceAll(/\W+/g, "-");
  const module = join(target, build, "wasm32-unknown-unknown/release/faer_peer.wasm");
  const optimised = join(target, `${build}.wasm`);
  return {
    name,
    inPages: true,
    async install() {
      const options = [...features, "--lib", "--target", "wasm32-unknown-unknown"];
      await buildFaer(build, "-C target-feature=+simd128", options);
      const optimiser = join(root, "node_modules", "binaryen", "bin", "wasm-opt");
      await run(process.execPath, [optimiser, module, "-O3", "-o", optimised], { cwd: root });
    },
    command: (node) =>
      ifExists(optimised, (file) => [node, join(crate, "serve.mjs"), file, `${faerVersion()}${remark}`]),
  };
}

function buildFaer(build, flags, options) {
  const env = rustEnvironment({ RUSTFLAGS: flags, CARGO_TARGET_DIR: join(target, build) });
  return run("cargo", ["build", "--release", "--locked", ...options], { cwd: crate, env });
}

const faerVersion = () =>
  `faer ${readFileSync(join(crate, "Cargo.toml"), "utf8").match(/^faer = .*version = "=([^"]+)"/m)[1]}`;

function fromNpm(name) {
  return {
    name,
    inPages: true,
    install: () =>
      existsSync(join(folder, "node_modules", ".package-lock.json"))
        ? undefined
        : run("npm", ["ci", "--no-audit", "--no-fund"], { cwd: folder }),
    command: (node) =>
      ifExists(join(folder, "node_modules", name), () => [node, join(folder, `${name}.mjs`)]),
  };
}

/** A package that answers in Python: the system's, if it has the package, else that of an environment of its own. */
function fromPyPI(name, environment, server = "server.py") {
  const venv = join(environments, environment);
  const script = `import sys, ${name}; assert sys.version_info >= (3, 10)`;
  const python = () =>
    ["python3", join(venv, "bin/python")].find((python) => spawnSync(python, ["-c", script]).status === 0);
  return {
    async install() {
      if (python() !== undefined) return;
      await run("python3", ["-m", "venv", venv], { cwd: root });
      const requirements = join(folder, name, "requirements.txt");
      await run(join(venv, "bin/python"), ["-m", "pip", "install", "-r", requirements], { cwd: root });
    },
    command() {
      const found = python();
      return found && [found, join(folder, name, server)];
    },
  };
}

const ifExists = (path, then) => (existsSync(path) ? then(path) : undefined);
