import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { show } from "./commands.mjs";
import { root } from "./setup/paths.mjs";

/** A runner that ends badly without a failed test (it did not compile, say) counts as one failure. */
const counted = (ok, counts) => (ok || counts.failed > 0 ? counts : { ...counts, failed: 1 });

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
  return counted(ok, counts);
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
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, "utf8"));
  return counted(ok, { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests });
}
