// Cargo's runner for tests built for WebAssembly: each traps where a test fails, and the stack names the test.
//
//   RUSTFLAGS="-C target-feature=+simd128" CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER="node $PWD/crates/kernels/tests/run-in-node.mjs" \
//     cargo test --target wasm32-unknown-unknown -p losscape-kernels -p losscape-core

import { readFileSync } from "node:fs";

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]), {});
if (instance.exports.main(0, 0) !== 0) throw new Error(`${process.argv[2]}: tests failed`);
