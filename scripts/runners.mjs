import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { show } from "./commands.mjs";
import { root } from "./setup/paths.mjs";

/** A runner that ends badly without a failed test (it did not compile, say) counts as one failure. */
const counted = (runner, ok, { names, ...counts }) =>
  ok || counts.failed > 0
    ? { ...counts, names }
    : { ...counts, failed: 1, names: [`${runner} ended badly without a failed test: its output says why`] };

/** @returns the counts, and the names of the tests that failed */
export async function cargoTest() {
  const { ok, output } = await show("cargo", ["test", "--workspace", "--locked"]);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [, passed, failed, ignored] of output.matchAll(
    /^test result: .* (\d+) passed; (\d+) failed; (\d+) ignored;/gm,
  )) {
    counts.passed += Number(passed);
    counts.failed += Number(failed);
    counts.skipped += Number(ignored);
  }
  const names = Array.from(output.matchAll(/^test (.+) \.\.\. FAILED$/gm), ([, name]) => name);
  return counted("cargo test", ok, { ...counts, names });
}

/**
 * @param args       passed on to Vitest: a file, `-t NAME`, `--project source`
 * @param node       what runs it
 * @param variables  of its environment
 */
export async function vitest(args = [], node = process.execPath, variables = {}) {
  const report = join(root, "build", "vitest.json");
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { ok } = await show(
    node,
    ["node_modules/vitest/vitest.mjs", "run", ...reporters, ...args],
    variables,
  );
  if (!existsSync(report)) return counted("Vitest", false, { passed: 0, failed: 0, skipped: 0, names: [] });
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
    readFileSync(report, "utf8"),
  );
  const names = testResults.flatMap(({ name, message, assertionResults }) => {
    const sentence = (title, text) => [relative(root, name), title, text?.split("\n")[0]].join(": ");
    // A file that could not be loaded has a message and no tests.
    if (message) return [sentence("the file", message)];
    return assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) => sentence(fullName, failureMessages[0]));
  });
  return counted("Vitest", ok, {
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests,
    names,
  });
}
