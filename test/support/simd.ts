import type { TestContext } from "vitest";
import { checkChoice } from "../../ts/base/check.js";

/** The build of the core that the tests run; CI runs them on each. */
export const SIMD = checkChoice("LOSSCAPE_SIMD", process.env.LOSSCAPE_SIMD ?? "strict", [
  "strict",
  "relaxed",
]);

/** Skips a test of bits that only the strict build promises, and says so. */
export function needStrictBits(context: TestContext): void {
  if (SIMD === "strict") return;
  const reason = `the ${SIMD} build does not promise these bits`;
  console.warn(`skipped: ${reason}`);
  context.skip(reason);
}
