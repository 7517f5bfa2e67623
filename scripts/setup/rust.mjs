import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "./fail.mjs";
import { root, rustEnvironment, toolsFolder } from "./paths.mjs";
import { run, step } from "./steps.mjs";

const TARGET = "wasm32-unknown-unknown";

/** The toolchain of rust-toolchain.toml with its target: by rustup, which is kept from updating itself. */
export async function installToolchain() {
  if (!(await targetIsInstalled()))
    await step("installing the Rust toolchain", () =>
      run("rustup", ["toolchain", "install", "--no-self-update"], { cwd: root, env: rustEnvironment() }),
    );
}

async function targetIsInstalled() {
  const env = rustEnvironment({ RUSTUP_AUTO_INSTALL: "0" });
  try {
    const folder = await run("rustc", ["--print", "target-libdir", "--target", TARGET], {
      cwd: root,
      env,
      quiet: true,
    });
    return existsSync(folder.trim());
  } catch (error) {
    if (error instanceof SetupError) return false;
    throw error;
  }
}

/** The builders of the WASM package, from crates.io, into the checkout. */
export async function installTools() {
  const wasmBindgen = readFileSync(join(root, "Cargo.toml"), "utf8").match(
    /^wasm-bindgen = "=([^"]+)"/m,
  )?.[1];
  if (wasmBindgen === undefined) throw new SetupError("Cargo.toml does not pin wasm-bindgen to one version.");
  await installTool("wasm-pack", "wasm-pack", "0.15.1", ["--locked"]);
  // Not --locked: the lock file in its 0.2.130 package names a crate version that the registry does not have.
  // Without features: TLS is for its test runner.
  await installTool("wasm-bindgen-cli", "wasm-bindgen", wasmBindgen, ["--no-default-features"]);
}

/** Compiling these takes minutes of a first set-up, running them seconds: they are built to compile fast. */
const UNOPTIMISED = {
  CARGO_PROFILE_RELEASE_OPT_LEVEL: "0",
  CARGO_PROFILE_RELEASE_LTO: "off",
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS: "256",
};

async function installTool(crate, program, version, options) {
  const installs = join(toolsFolder, ".crates2.json");
  const installed = existsSync(installs)
    ? Object.keys(JSON.parse(readFileSync(installs, "utf8")).installs)
    : [];
  const present = installed.some((key) => key.startsWith(`${crate} ${version} `));
  if (present && existsSync(join(toolsFolder, "bin", program))) return;
  await step(`installing ${crate} ${version} (a few minutes)`, () =>
    run(
      "cargo",
      ["install", crate, "--version", `=${version}`, "--root", toolsFolder, "--force", ...options],
      {
        cwd: root,
        env: rustEnvironment(UNOPTIMISED),
      },
    ),
  );
}
