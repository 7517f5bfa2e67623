import { formatNumber, probabilityText, twoDigits } from "../../base/text.js";
import { claimsOn } from "../../claims/judge.js";
import { rules } from "../../claims/paper/index.js";
import type { TRAJECTORIES } from "../../glass/tables.js";
import { ends } from "../../statistics/groups.js";
import type { Interval, Measured } from "../../statistics/measured.js";
import { type Answer, type NamedNumber, numbersAt, readRows, span, type TableReader } from "../experiment.js";
import type { Config } from "./config.js";
import { drawFigures } from "./figures.js";
import { limitOf } from "./limit.js";
import { type AtTime, limitsIn, timesOf } from "./times.js";

export async function answer(
  config: Config,
  { trajectories }: { trajectories: TableReader<typeof TRAJECTORIES> },
): Promise<Answer> {
  const { p, temperature, times } = config;
  const limit = limitOf(config);
  const found = timesOf(await readRows(trajectories), times, limit);
  return {
    sentences: [inShort(found), ...agreement(found)],
    summary: {
      title: `Energy of the spherical ${p}-spin glass in time, T = ${temperature}`,
      head: ["t", ...config.sizes.map((n) => `N = ${n}`), "N → ∞, fit", "N → ∞, theory", "N·(u − theory)"],
      rows: found.map(({ time, theory, sizes, fits }) => [
        String(time),
        ...config.sizes.map((n) => sizes.find((size) => size.n === n)?.energy ?? ""),
        fits?.line.intercept ?? "",
        { value: theory.value },
        fits?.correction ?? "",
      ]),
    },
    figures: drawFigures(config, found, limit),
    numbers: found.flatMap(numbersOf),
    claims: claimsOn(rules, { dynamics: limitsIn(found) }),
  };
}

const SPIN = "per spin";

function numbersOf({ time, theory, sizes, fits }: AtTime): NamedNumber[] {
  const apart = (name: string, difference: (Required<Measured> & Interval) | undefined, form: string) =>
    [
      [
        name,
        difference && { value: difference.value, error: difference.error },
        SPIN,
        `${form}, less theory's energy`,
      ],
      ...span(name, difference, SPIN),
    ] as const;
  return [
    ...sizes.flatMap(({ n, energy, scaled }) =>
      numbersAt({ n, time }, [
        ["mean_energy", energy, SPIN, "mean H/N at the time, over draws"],
        ["scaled_difference", scaled, "1", "N times the mean less theory's energy for N → ∞"],
      ]),
    ),
    ...numbersAt({ time }, [
      [
        "theory_energy",
        theory,
        SPIN,
        "H/N of Cugliandolo and Kurchan's equations; the error bounds its last digits",
      ],
      ["correction", fits?.correction, "1", "c of u_N = u + c/N, u theory's"],
      ["correction_probability", fits?.probability, "1", "of a χ² as large, where u_N = u + c/N holds"],
      ["limit_energy", fits?.line.intercept, SPIN, "u of u_N = u + c/N, u free"],
      ...apart("limit_difference", fits?.difference, "limit of the line in 1/N"),
      ...apart("limit_difference_curved", fits?.curved, "limit with a term in 1/N² too"),
    ]),
  ];
}

/** The last time. */
function inShort(found: readonly AtTime[]): string {
  const { time, theory, sizes } = found.at(-1) as AtTime;
  const said = ends(sizes).map(({ n, energy }) => `${formatNumber(energy.value, energy.error)} at N = ${n}`);
  return `At t = ${time} the mean energy per spin is ${said.join(" and ")}; for N → ∞ it is ${formatNumber(theory.value)} (Cugliandolo and Kurchan).`;
}

function agreement(found: readonly AtTime[]): string[] {
  const fitted = found.flatMap(({ time, fits }) => (fits ? [{ time, ...fits }] : []));
  const last = fitted.at(-1);
  if (last === undefined) return ["Without two sizes of two draws or more there is no fit in 1/N."];
  const { time, correction, probability, line, difference } = last;
  const held = fitted.filter(({ difference: { low, high } }) => low <= 0 && 0 <= high).length;
  return [
    `The correction for finite N is c/N with c = ${formatNumber(correction.value, correction.error)} at t = ${time}` +
      (Number.isNaN(probability) ? "." : ` (a χ² as large has probability ${probabilityText(probability)}).`),
    `A line in 1/N leads to ${formatNumber(line.intercept.value, line.intercept.error)} there, ` +
      `${twoDigits(difference.value)} from theory (95 %: ${twoDigits(difference.low)} to ${twoDigits(difference.high)}); ` +
      `of the ${fitted.length} times' intervals ${held} hold 0. Times share their walks, so that these are no independent tests.`,
  ];
}
