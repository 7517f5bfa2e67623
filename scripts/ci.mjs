// Everything that must hold: `npm test` with every optional part, and beside it what only CI does. A failure does not stop
// the later steps.
import { join } from "node:path";
import { runChecks } from "./checks.mjs";
import { show } from "./commands.mjs";
import { currentNode, installCurrentNode } from "./current-node.mjs";
import { installReaders } from "./python.mjs";
import { vitest } from "./runners.mjs";
import { root } from "./setup/paths.mjs";
import { run } from "./setup/steps.mjs";

const asCounts = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });
const command = async (name, ...args) => asCounts((await show(name, args)).ok);

const attempt = async (work) => {
  try {
    await work();
    return asCounts(true);
  } catch (error) {
    console.log(error);
    return asCounts(false);
  }
};

/** What a user runs: it sets up, and tests both languages. Its last line has the counts. */
async function npmTest() {
  const { ok, output } = await show("npm", ["test"]);
  const found = /^(\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(output);
  if (found === null) return asCounts(false);
  const [passed, failed, skipped] = found.slice(1).map(Number);
  const names = Array.from(output.matchAll(/^failed: (.+)$/gm), ([, name]) => name);
  return { passed, failed: ok || failed > 0 ? failed : 1, skipped, names };
}

/** Kernels and core as a module has them. Tests in WASM print no counts: all of them are one check. */
async function testInWasm(build, features, node = process.execPath) {
  const target = ["--target", "wasm32-unknown-unknown", "-p", "losscape-kernels", "-p", "losscape-core"];
  const { ok } = await show("cargo", ["test", "--locked", "--tests", ...target], {
    CARGO_TARGET_DIR: join(root, "target", `tests-${build}`),
    RUSTFLAGS: `-C target-feature=${features}`,
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: `${node} ${join(root, "crates/kernels/tests/run-in-node.mjs")}`,
  });
  return asCounts(ok);
}

/** Side by side, since the tests of each run on one core. */
async function testBothInWasm() {
  const both = await Promise.all([
    testInWasm("strict", "+simd128"),
    testInWasm("relaxed", "+simd128,+relaxed-simd", currentNode()),
  ]);
  const total = (key) => both.reduce((sum, counts) => sum + counts[key], 0);
  return { passed: total("passed"), failed: total("failed"), skipped: 0 };
}

/** Runtimes, bundlers and test runners that the package is tried in, of the versions in their own lock file. */
const installEnvironments = () =>
  run("npm", ["ci", "--no-audit", "--no-fund", "--prefix", "test/environments"], { cwd: root });

/** What computes by the module, and so may depend on the build. */
const computing = [
  "api",
  "cross",
  "eigen",
  "experiments",
  "faults",
  "glass",
  "lanczos",
  "network",
  "paths",
  "relaxed",
  "runs",
  "wasm",
]
  .map((folder) => `test/${folder}/`)
  .concat("test/package/examples.test.ts");
const relaxed = { LOSSCAPE_SIMD: "relaxed", LOSSCAPE_KILLS: "2" };

const steps = [
  ["current Node", () => attempt(installCurrentNode)],
  ["environments", () => attempt(installEnvironments)],
  ["readers of tables", () => attempt(installReaders)],
  ["npm test", npmTest],
  [
    "checks",
    async () => {
      const { passed, failed } = await runChecks();
      return { passed: passed.length, failed: failed.length, skipped: 0, names: failed };
    },
  ],
  ["tests of Rust in WASM, strict and relaxed", testBothInWasm],
  ["tests of TypeScript, relaxed", () => vitest(computing, currentNode(), relaxed)],
  ["API reference", () => command("npm", "run", "docs")],
  ["npm start", () => command("npm", "start")],
  ["benches give the expected answers", () => command("node", "bench/run.mjs", "--check")],
];

const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
for (const [name, run] of steps) {
  console.log(`\n=== ${name}`);
  const start = performance.now();
  const { passed, failed, skipped, names } = await run();
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  if (failed > 0) failures.push(`${name} (${failed})`, ...(names ?? []).map((name) => `  ${name}`));
  console.log(
    `=== ${name}: ${passed} passed, ${failed} failed in ${Math.round((performance.now() - start) / 1000)} s`,
  );
}
// Last, where a log that was cut still has them.
if (failures.length > 0) console.log(`\nfailed:\n${failures.join("\n")}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
