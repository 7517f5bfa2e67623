import { formatNumber } from "../../base/text.js";
import type { MINIMA, SPECTRA } from "../../glass/tables.js";
import { threshold } from "../../theory/index.js";
import type { Answer, NamedNumber, TableReader } from "../experiment.js";
import type { Config } from "./config.js";
import { type Extrapolation, extrapolate } from "./extrapolation.js";
import { drawFigures } from "./figures.js";
import { METHOD_NAMES } from "./figures-text.js";
import { pooledSpectra, readRows } from "./rows.js";
import { type Estimate, type Reason, type SizeSummary, summariseSizes } from "./sizes.js";

/** Figures and numbers from the tables `minima` and `spectra`; converged rows of index 0 are the minima. */
export async function answer(
  config: Config,
  { minima, spectra }: { minima: TableReader<typeof MINIMA>; spectra: TableReader<typeof SPECTRA> },
): Promise<Answer> {
  const sizes = summariseSizes(await readRows(minima));
  const pooled = await pooledSpectra(
    spectra,
    sizes.flatMap(({ minima }) => minima),
  );
  const means = sizes.flatMap(({ n, found }) => (found === undefined ? [] : [{ n, energy: found.energy }]));
  const fit = extrapolate(means);
  const others = OTHER_FORMS.flatMap(({ exponent, power }) => {
    const other = extrapolate(means, power);
    return other === undefined ? [] : [{ ...other, exponent }];
  });
  return {
    sentences: [inShort(sizes), ...(fit === undefined ? [] : [limitSentence(config, fit, others)])],
    figures: drawFigures({ config, sizes, spectra: pooled, fit }),
    claims: [],
    numbers: [...sizes.flatMap(sizeNumbers), ...(fit === undefined ? [] : limitNumbers(fit, others))],
  };
}

/** How far the form alone moves the limit: the same line in other powers of N. */
const OTHER_FORMS = [
  { exponent: "1/2", power: 1 / 2 },
  { exponent: "1", power: 1 },
] as const;
type Other = Extrapolation & { readonly exponent: string };

function sizeNumbers(size: SizeSummary): NamedNumber[] {
  const { n, found, rows, minima, leftOut, converged, indexZero } = size;
  const at = { n };
  const number = (
    name: string,
    estimate: Estimate | number | undefined,
    unit: string,
    meaning: string,
  ): NamedNumber[] => {
    if (estimate === undefined) return [];
    const { value, error } = typeof estimate === "number" ? { value: estimate } : (estimate as Estimate);
    return [{ name, at, value, ...(error !== undefined && { error }), unit, meaning }];
  };
  return [
    ...number("mean_energy", found?.energy, "per spin", "mean energy H/N of minima"),
    ...number(
      "spread_within_draw",
      found?.within,
      "per spin",
      "standard deviation of minima's H/N inside a draw, pooled",
    ),
    ...number(
      "spread_between_draws",
      found?.between,
      "per spin",
      "standard deviation over draws of a draw's mean H/N",
    ),
    ...number("lowest_energy", found?.lowest, "per spin", "lowest H/N found"),
    ...number(
      "mean_lambda_min",
      found?.lambdaMin,
      "1",
      "mean smallest eigenvalue of the sphere Hessian at minima",
    ),
    ...number("mean_iterations", found?.iterations, "1", "mean accepted steps of a descent to a minimum"),
    ...number("mean_evaluations", found?.evaluations, "1", "mean evaluations of energy and gradient of one"),
    ...number("converged_fraction", converged, "1", "descents that reached the tolerance, of all"),
    ...number(
      "index_zero_fraction",
      indexZero,
      "1",
      "converged descents without a negative eigenvalue, of those converged",
    ),
    ...number("descents", rows, "1", "descents, all"),
    ...number("minima", minima.length, "1", "descents that ended in minima: converged, index 0"),
    ...Object.entries(leftOut).flatMap(([reason, count]) =>
      number(`left_out_${reason}`, count, "1", LEFT_OUT[reason as Reason]),
    ),
  ];
}

/** What the sizes found. */
function inShort(sizes: readonly SizeSummary[]): string {
  const found = sizes.flatMap(({ n, found }) => (found === undefined ? [] : [{ n, ...found }]));
  const [first, last] = [found[0], found.at(-1)];
  const total = (count: (size: SizeSummary) => number) => sizes.reduce((sum, size) => sum + count(size), 0);
  const counts = `Of ${total(({ rows }) => rows)} descents ${total(({ minima }) => minima.length)} ended in minima.`;
  const from = first !== last && first !== undefined ? `from ${energyAt(first)} to ` : "";
  const to = last === undefined ? "" : `${from}${energyAt(last)}`;
  const spreads = [...new Set([first, last])].flatMap((size) => size?.within?.value ?? []).map(twoDigits);
  return [
    counts,
    ...(to === "" ? [] : [`Their mean energy per spin ${from === "" ? "is" : "goes"} ${to}.`]),
    ...(found.length === 1 ? ["One size alone is not extrapolated."] : []),
    ...(spreads.length === 0
      ? []
      : [`Within a draw of the couplings they spread by ${spreads.join(" and by ")}.`]),
  ].join(" ");
}

const energyAt = ({ n, energy }: { n: number; energy: Estimate }) =>
  `${formatNumber(energy.value, energy.error)} at N = ${n}`;

const twoDigits = (value: number) => formatNumber(Number(value.toPrecision(2)));

const LEFT_OUT: Readonly<Record<Reason, string>> = {
  max_iterations: "descents that ran out of iterations, in no mean",
  stalled: "descents that could not lower the energy before the tolerance, in no mean",
  saddle: "descents that converged to a point with negative eigenvalues, in no mean",
};

function limitSentence({ p, method }: Config, fit: Extrapolation, others: readonly Other[]): string {
  const limit = formatNumber(fit.value, fit.error);
  const otherForms = others.map(
    ({ exponent, value }) => `${formatNumber(Number(value.toFixed(3)))} in N^(−${exponent})`,
  );
  const other = method === "gradient-descent" ? "" : `; ${METHOD_NAMES[method]} need not`;
  return (
    `A line in N^(−2/3) leads to ${limit} for N → ∞ (${otherForms.join(", ")}). ` +
    `Gradient descent tends to −E∞ = ${formatNumber(-threshold(p))} there${other}.`
  );
}

function limitNumbers(fit: Extrapolation, others: readonly Other[]): NamedNumber[] {
  const unit = "per spin";
  return [
    {
      name: "extrapolated_energy",
      at: {},
      value: fit.value,
      error: fit.error,
      unit,
      meaning: "mean H/N of minima for N → ∞, linear in N^(−2/3); the error is that of the means alone",
    },
    ...others.map(({ exponent, value, error }) => ({
      name: "extrapolated_energy_other_form",
      at: { exponent },
      value,
      error,
      unit,
      meaning: "the same with this exponent of 1/N: how far the form moves the limit",
    })),
    ...(fit.freedom > 0
      ? [
          {
            name: "extrapolation_chi_squared",
            at: { degrees_of_freedom: fit.freedom },
            value: fit.chiSquared,
            unit: "1",
            meaning: "sum of squared residuals of the N^(−2/3) line, in standard errors",
          },
        ]
      : []),
  ];
}
