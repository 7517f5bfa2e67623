import { show } from "./commands.mjs";
import { secondPlaces } from "./once.mjs";
import { wrongRustImports } from "./rust-imports.mjs";
import { tooLarge } from "./size.mjs";

const warningsFail = ["--", "-D", "warnings"];

/** What holds of the sources without running them. */
const checks = [
  ["format and lint of TypeScript", "biome", ["ci", "--colors=off", "--error-on-warnings", "."]],
  ["format of Rust", "cargo", ["fmt", "--check"]],
  ["lint of Rust", "cargo", ["clippy", "--workspace", "--all-targets", "--locked", ...warningsFail]],
  [
    "lint of Rust for WASM",
    "cargo",
    ["clippy", "-p", "losscape-wasm", "--target", "wasm32-unknown-unknown", "--locked", ...warningsFail],
    // The relaxed build has all the code of the strict one, and its own.
    { RUSTFLAGS: "-C target-feature=+simd128,+relaxed-simd" },
  ],
  ["types", "tsc", ["--noEmit"]],
  ["import directions and cycles", "depcruise", ["--config", ".dependency-cruiser.mjs", "ts"]],
];

/** What holds of the sources by their text, and of what was built: each gives a sentence for what does not. */
const readings = [
  ["import directions of Rust", wrongRustImports],
  ["what is said once", secondPlaces],
  ["size of the module", tooLarge],
];

/** @returns the names of the checks that passed and that failed */
export async function runChecks() {
  const passed = [];
  const failed = [];
  for (const [name, command, args, variables] of checks) {
    console.log(`\n== ${name}`);
    const { ok } = await show(command, args, variables);
    (ok ? passed : failed).push(name);
  }
  for (const [name, read] of readings) {
    console.log(`\n== ${name}`);
    const wrong = read();
    for (const sentence of wrong) console.log(sentence);
    (wrong.length === 0 ? passed : failed).push(name);
  }
  return { passed, failed };
}
