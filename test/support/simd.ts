import type { TestContext } from "vitest";
import { choice } from "../../ts/base/schema.js";

/** The build of the core that the tests run; CI runs them on each. */
export const SIMD = choice({ values: ["strict", "relaxed"] }).parse(
  process.env.LOSSCAPE_SIMD ?? "strict",
  "LOSSCAPE_SIMD",
);

/** Skips a test of bits that only the strict build promises, and says so. */
export function needStrictBits(context: TestContext): void {
  if (SIMD === "strict") return;
  const reason = `the ${SIMD} build does not promise these bits`;
  console.warn(`skipped: ${reason}`);
  context.skip(reason);
}
