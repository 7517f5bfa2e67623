import { formatNumber, probabilityText, twoDigits } from "../../base/text.js";
import { claimsOn } from "../../claims/judge.js";
import { rules } from "../../claims/paper/index.js";
import type { DISORDERED_MINIMA } from "../../glass/tables.js";
import { ends } from "../../statistics/groups.js";
import { type Answer, type NamedNumber, numbersAt, readRows, type TableReader } from "../experiment.js";
import type { Config } from "./config.js";
import { drawFigures } from "./figures.js";
import { type Difference, findingsOf, type Limit, largestIn, limitsOf, type SizeFindings } from "./sizes.js";

export async function answer(
  config: Config,
  { minima }: { minima: TableReader<typeof DISORDERED_MINIMA> },
): Promise<Answer> {
  const sizes = findingsOf(await readRows(minima), config.distributions);
  const limits = limitsOf(sizes, config);
  return {
    sentences: [inShort(config, sizes), ...largest(config, sizes), ...inTheLimit(config, limits)],
    summary: {
      title: `Minima of the spherical ${config.p}-spin glass under couplings of several distributions`,
      head: ["N", "couplings", "mean H/N", "spread within a draw", "minima"],
      rows: sizes.flatMap(({ n, found }) =>
        found.map(({ disorder, energy, within, minima, rows }) => [
          ...[String(n), disorder, energy, within ?? ""],
          `${minima.length} of ${rows}`,
        ]),
      ),
    },
    figures: drawFigures(config, sizes),
    numbers: [...sizes.flatMap((size) => numbersOf(config, size)), ...limits.flatMap(limitNumbers)],
    claims: claimsOn(rules, { universality: largestIn(sizes) }),
  };
}

const SPIN = "per spin";

function numbersOf(
  { distributions }: Config,
  { n, found, equality, energies, spreads }: SizeFindings,
): NamedNumber[] {
  const differences = (name: string, of: readonly Difference[], meaning: string) =>
    of.flatMap(({ disorder, value, error, low, high }) =>
      numbersAt({ n, disorder }, [
        [name, { value, error }, SPIN, `${meaning} less that of ${distributions[0]} couplings`],
        [
          `${name}_low`,
          low,
          SPIN,
          "lower end of its interval; those of a size hold together at 95 % (Bonferroni)",
        ],
        [`${name}_high`, high, SPIN, "upper end of it"],
      ]),
    );
  return [
    ...found.flatMap(({ disorder, energy, within, minima, rows }) =>
      numbersAt({ n, disorder }, [
        ["mean_energy", energy, SPIN, "mean energy H/N of minima"],
        ["spread_within_draw", within, SPIN, "standard deviation of minima's H/N inside a draw, pooled"],
        ["descents", rows, "1", "descents, all"],
        ["minima", minima.length, "1", "descents that ended in minima: converged, index 0"],
      ]),
    ),
    ...differences("energy_difference", energies, "mean energy of minima"),
    ...differences("spread_difference", spreads, "spread within a draw"),
    ...numbersAt({ n }, [
      ["equality_f", equality.ratio, "1", "F of the draws' mean energies between and within distributions"],
      [
        "equality_probability",
        equality.probability,
        "1",
        "of an F as large, where all distributions have one mean",
      ],
    ]),
  ];
}

/** Equality at the largest size. */
function inShort({ distributions }: Config, sizes: readonly SizeFindings[]): string {
  const { n, found, equality } = sizes.at(-1) as SizeFindings;
  const means = found.map(
    ({ disorder, energy }) => `${formatNumber(energy.value, energy.error)} (${disorder})`,
  );
  return (
    `At N = ${n} minima have mean energies per spin of ${means.join(", ")}. If all ${distributions.length} distributions had one ` +
    `mean, an F as large had probability ${probabilityText(equality.probability)} (${equality.between} and ${equality.within} degrees of freedom).`
  );
}

/** The largest differences from the first distribution, at the ends of the sizes. */
function largest({ distributions }: Config, sizes: readonly SizeFindings[]): string[] {
  const said = ends(sizes).flatMap(({ n, energies }) => {
    const [most] = [...energies].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
    return most === undefined
      ? []
      : [
          `${formatNumber(most.value, most.error)} at N = ${n} (${most.disorder}, ${twoDigits(most.low)} to ${twoDigits(most.high)})`,
        ];
  });
  if (said.length === 0) return [];
  return [
    `The largest difference of means from ${distributions[0]} couplings is ${said.join(" and ")}; intervals of a size hold together at 95 %.`,
  ];
}

function limitNumbers({ disorder, exponent, value, error, low, high }: Limit): NamedNumber[] {
  return numbersAt({ disorder, exponent }, [
    [
      "limit_difference",
      { value, error },
      SPIN,
      "difference of mean energies for N → ∞, linear in N^(−exponent)",
    ],
    [
      "limit_difference_low",
      low,
      SPIN,
      "lower end of its interval; those of a form hold together at 95 % (Bonferroni)",
    ],
    ["limit_difference_high", high, SPIN, "upper end of it"],
  ]);
}

/** Where the differences lead by the line in 1/N. */
function inTheLimit({ distributions }: Config, limits: readonly Limit[]): string[] {
  const said = limits
    .filter(({ exponent }) => exponent === "1")
    .map(
      ({ disorder, value, error, low, high }) =>
        `${formatNumber(value, error)} (${disorder}, ${twoDigits(low)} to ${twoDigits(high)})`,
    );
  return said.length === 0
    ? []
    : [
        `A line in 1/N leads the differences from ${distributions[0]} couplings to ${said.join(", ")} for N → ∞.`,
      ];
}
