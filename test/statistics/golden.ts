import { readFileSync } from "node:fs";

type Named = { readonly name: string; readonly parameters: readonly number[] };
type Bounds = { readonly low: number; readonly high: number };
export type Fitted = Readonly<Record<"coefficients" | "errors", readonly number[]>> & {
  readonly chiSquared: number;
};

interface Golden {
  readonly distributions: readonly (Named & Readonly<Record<"x" | "cdf" | "tail", number>>)[];
  readonly quantiles: readonly (Named & Readonly<Record<"probability" | "x", number>>)[];
  readonly shares: readonly (Bounds & { readonly method: "wilson" | "exact" } & Readonly<
      Record<"successes" | "trials" | "level", number>
    >)[];
  readonly means: readonly (Bounds & Readonly<Record<"value" | "error" | "freedom" | "level", number>>)[];
  readonly correlations: readonly (Bounds &
    Readonly<Record<"x" | "y", readonly number[]>> &
    Readonly<Record<"pearson" | "spearman", number>>)[];
  readonly fits: Readonly<Record<"x" | "values" | "errors", readonly number[]>> &
    Readonly<Record<"line" | "three" | "exponent", Fitted>>;
  readonly sampleQuantiles: {
    readonly values: readonly number[];
    readonly at: readonly (readonly [number, number])[];
  };
}

const file = new URL("../golden/statistics/statistics.json", import.meta.url);

/** What mpmath, numpy and scipy say: test/golden/statistics/generate.py. */
export const golden: Golden = JSON.parse(readFileSync(file, "utf8"));

/** How far a value is off, relative. */
export const miss = (found: number | undefined, right: number): number =>
  Math.abs((found as number) - right) / Math.max(Math.abs(right), 1e-300);
