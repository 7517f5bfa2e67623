import { readFileSync } from "node:fs";

const file = new URL("../golden/statistics/statistics.json", import.meta.url);

/** What mpmath, numpy and scipy say: test/golden/statistics/generate.py. */
export const golden = JSON.parse(readFileSync(file, "utf8"));

/** Relative, but for values near zero, where it is absolute. */
export const miss = (found: number | undefined, right: number): number =>
  Math.abs((found as number) - right) / Math.max(Math.abs(right), 1e-300);
