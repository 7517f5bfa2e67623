import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import binaryen from "binaryen";
import { short } from "./timing.mjs";

/** Where and when a run was made. */
export const place = () => ({
  date: new Date().toISOString().slice(0, 10),
  commit: execFileSync("git", ["describe", "--always", "--dirty", "--exclude=*"], {
    encoding: "utf8",
  }).trim(),
  processor: cpus()[0].model,
  node: process.version,
  v8: process.versions.v8,
});

/** That, and the most that its WebAssembly can multiply and add. */
export async function machine() {
  return { ...place(), "f64 multiply-add GFLOP/s": short((await multiplier())()) };
}

/**
 * A function that measures the rate, in GFLOP/s, of products and sums of doubles or singles in registers, fused to one
 * instruction or not: fourteen chains, so that neither latency nor memory counts and sixteen registers suffice.
 */
export async function multiplier({ fused = false, singles = false } = {}) {
  const chains = 14;
  const [scalar, lanes] = singles ? ["f32", 4] : ["f64", 2];
  const vector = `${scalar}x${lanes}`;
  const step = (operands) =>
    fused
      ? `(${vector}.relaxed_madd ${operands} (local.get $factor))`
      : `(${vector}.add (${vector}.mul ${operands}) (local.get $factor))`;
  const each = (text) => Array.from({ length: chains }, (_, c) => text(c)).join("\n");
  const module = binaryen.parseText(`(module (func (export "run") (param $count i32) (result ${scalar})
    ${each((c) => `(local $x${c} v128)`)}
    (local $factor v128)
    (local.set $factor (${vector}.splat (${scalar}.const 0.999)))
    ${each((c) => `(local.set $x${c} (${vector}.splat (${scalar}.const ${c + 1})))`)}
    (loop $again
      ${each((c) => `(local.set $x${c} ${step(`(local.get $x${c}) (local.get $factor)`)})`)}
      (br_if $again (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    ${Array.from({ length: chains - 1 }).reduce((sum, _, c) => `(${vector}.add ${sum} (local.get $x${c + 1}))`, "(local.get $x0)")}
    (${vector}.extract_lane 0)))`);
  module.setFeatures(binaryen.Features.All);
  const { instance } = await WebAssembly.instantiate(module.emitBinary());
  const count = 5_000_000;
  instance.exports.run(count);
  return () => {
    const start = performance.now();
    instance.exports.run(count);
    return (count * chains * 2 * lanes) / ((performance.now() - start) * 1e6);
  };
}
