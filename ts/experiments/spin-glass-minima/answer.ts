import { formatExact, formatNumber, twoDigits } from "../../base/text.js";
import { claimsOn } from "../../claims/judge.js";
import { rules } from "../../claims/paper/index.js";
import type { MINIMA, SPECTRA } from "../../glass/tables.js";
import { ends } from "../../statistics/groups.js";
import { groundState, threshold } from "../../theory/index.js";
import { type Answer, type NamedNumber, numbersAt, readRows, type TableReader } from "../experiment.js";
import { WAYS } from "../ways.js";
import type { Config } from "./config.js";
import { drawFigures } from "./figures.js";
import { type Limit, limitOf } from "./limit.js";
import { type Found, findingsOf, type SizeFindings, spectraAt, totalsOf } from "./sizes.js";
import { summaryOf } from "./summary.js";
import { REASONS, type Reason } from "./words.js";

export async function answer(
  config: Config,
  tables: { minima: TableReader<typeof MINIMA>; spectra: TableReader<typeof SPECTRA> },
): Promise<Answer> {
  const minima = await readRows(tables.minima);
  const sizes = findingsOf(minima);
  const found = sizes.flatMap((size) => size.found ?? []);
  const limit = limitOf(found);
  return {
    sentences: [
      inShort(sizes, found),
      ...(limit ? [limitSentence(config, limit)] : []),
      ...(found.length > 0 ? [boundsSentence(config)] : []),
    ],
    summary: summaryOf(config, sizes, limit),
    figures: drawFigures({ config, sizes, found, spectra: await spectraAt(sizes, tables.spectra), limit }),
    numbers: [...sizes.flatMap(sizeNumbers), ...(limit ? limitNumbers(limit) : [])],
    claims: claimsOn(rules, { "spin-glass-minima": { p: config.p, minima } }),
  };
}

const SPIN = "per spin";

function sizeNumbers({ n, found, rows, minima, leftOut, converged, indexZero }: SizeFindings): NamedNumber[] {
  return numbersAt({ n }, [
    ["mean_energy", found?.energy, SPIN, "mean energy H/N of minima"],
    ["spread_within_draw", found?.within, SPIN, "standard deviation of minima's H/N inside a draw, pooled"],
    ["spread_between_draws", found?.between, SPIN, "standard deviation over draws of a draw's mean H/N"],
    ["lowest_energy", found?.lowest, SPIN, "lowest H/N found"],
    ["mean_lambda_min", found?.lambdaMin, "1", "mean smallest eigenvalue of the sphere Hessian at minima"],
    ["mean_iterations", found?.iterations, "1", "mean accepted steps of a descent to a minimum"],
    ["mean_evaluations", found?.evaluations, "1", "mean evaluations of energy and gradient of one"],
    ["converged_fraction", converged, "1", "descents that reached the tolerance, of all"],
    [
      "index_zero_fraction",
      indexZero,
      "1",
      "converged descents without a negative eigenvalue, of those converged",
    ],
    ["descents", rows, "1", "descents, all"],
    ["minima", minima.length, "1", "descents that ended in minima: converged, index 0"],
    ...Object.entries(REASONS).map(
      ([reason, { long }]) =>
        [`left_out_${reason}`, leftOut[reason as Reason], "1", `${long}, in no mean`] as const,
    ),
  ]);
}

/** What the sizes found. */
function inShort(sizes: readonly SizeFindings[], found: readonly Found[]): string {
  const { rows, minima, saddles } = totalsOf(sizes);
  const sentences = [`Of ${rows} descents ${minima} ended in minima.`];
  if (minima > 0 && saddles === 0)
    sentences.push(
      `All ${minima} that converged have index 0: no eigenvalue of the Hessian on the sphere is negative.`,
    );
  const energies = ends(found).map(
    ({ n, energy }) => `${formatNumber(energy.value, energy.error)} at N = ${n}`,
  );
  if (energies.length > 0)
    sentences.push(
      `Their mean energy per spin ${energies.length > 1 ? `goes from ${energies.join(" to ")}` : `is ${energies}`}.`,
    );
  if (found.length === 1) sentences.push("One size alone is not extrapolated.");
  const spreads = ends(found).flatMap(({ within }) => (within ? [twoDigits(within.value)] : []));
  if (spreads.length > 0)
    sentences.push(`Within a draw of the couplings they spread by ${spreads.join(" and by ")}.`);
  return sentences.join(" ");
}

function limitSentence({ p, method }: Config, { line, others }: Limit): string {
  const otherForms = others.map(
    ({ exponent, line: { intercept } }) =>
      `${formatNumber(intercept.value, intercept.error)} in N^(−${exponent})`,
  );
  const other = method === "gradient-descent" ? "" : `; ${WAYS[method].label} need not`;
  return (
    `A line in N^(−2/3) leads to ${formatNumber(line.intercept.value, line.intercept.error)} for N → ∞ (${otherForms.join(", ")}). ` +
    `Gradient descent tends to −E∞ = ${formatExact(-threshold(p))} there${other}.`
  );
}

function boundsSentence({ p }: Config): string {
  return (
    `For N → ∞ all minima lie between −E₀ = ${formatExact(-groundState(p))}, the energy per spin of the ground state, and ` +
    `−E∞ = ${formatExact(-threshold(p))}, the threshold above which critical points have many directions that lead down.`
  );
}

function limitNumbers({ line, others }: Limit): NamedNumber[] {
  return [
    ...numbersAt({}, [
      [
        "extrapolated_energy",
        line.intercept,
        SPIN,
        "mean H/N of minima for N → ∞, linear in N^(−2/3); the error is that of the means alone",
      ],
    ]),
    ...others.flatMap(({ exponent, line: { intercept } }) =>
      numbersAt({ exponent }, [
        [
          "extrapolated_energy_other_form",
          intercept,
          SPIN,
          "the same with this exponent of 1/N: how far the form moves the limit",
        ],
      ]),
    ),
    ...numbersAt({ degrees_of_freedom: line.freedom }, [
      [
        "extrapolation_chi_squared",
        line.freedom > 0 ? line.chiSquared : undefined,
        "1",
        "sum of squared residuals of the N^(−2/3) line, in standard errors",
      ],
    ]),
  ];
}
