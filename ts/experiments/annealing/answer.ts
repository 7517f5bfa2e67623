import { formatNumber, twoDigits } from "../../base/text.js";
import { claimsOn } from "../../claims/judge.js";
import { rules } from "../../claims/paper/index.js";
import type { Quantity } from "../../figures/about.js";
import { courseFigure } from "../../figures/course.js";
import type { Figure } from "../../figures/figure.js";
import type { COMPARED_MINIMA } from "../../glass/tables.js";
import { errorBar, type Measured } from "../../statistics/measured.js";
import { groundState, threshold } from "../../theory/index.js";
import { type Answer, type NamedNumber, numbersAt, readRows, span, type TableReader } from "../experiment.js";
import { ENERGY, energyBounds, SPINS } from "../glass.js";
import { WAYS } from "../ways.js";
import type { Config } from "./config.js";
import { comparedIn, type Ends, endsOf } from "./ends.js";

export async function answer(
  config: Config,
  { minima }: { minima: TableReader<typeof COMPARED_MINIMA> },
): Promise<Answer> {
  const rows = await readRows(minima);
  const ends = endsOf(rows, config);
  return {
    sentences: [inShort(config, ends)],
    summary: {
      title: `Ways down the spherical ${config.p}-spin glass at equal work`,
      head: ["N", "work", "way down", "evaluations", "mean H/N", "index 0"],
      rows: ends.map(({ n, work, method, evaluations, energy, indexZero }) => [
        ...[String(n), String(work), WAYS[method].label, evaluations, energy, indexZero],
      ]),
    },
    figures: [
      against(ends, config, {
        ...{
          id: "energy-against-work",
          title: "Energy at equal work",
          quantity: ENERGY,
          bounds: energyBounds(config.p),
        },
        of: ({ energy }) => energy,
      }),
      against(ends, config, {
        ...{ id: "edge-against-work", title: "The lowest eigenvalue where each ends", quantity: LAMBDA_MIN },
        of: ({ lambdaMin }) => lambdaMin,
      }),
    ],
    numbers: ends.flatMap((end) => numbersOf(config, end)),
    claims: claimsOn(rules, { annealing: comparedIn(rows) }),
  };
}

const LAMBDA_MIN: Quantity = {
  column: "lambda_min",
  label: "smallest eigenvalue of the sphere Hessian",
  symbol: "smallest eigenvalue",
};
const WORK = {
  column: "work",
  label: "evaluations of the energy",
  symbol: "evaluations",
  scale: "log",
} as const;
const SPIN = "per spin";

function numbersOf({ p, methods }: Config, end: Ends): NamedNumber[] {
  const { n, work, method, evaluations, energy, indexZero, lambdaMin, difference } = end;
  const first = WAYS[methods[0] as Ends["method"]].label;
  const above = (bound: number) => ({ ...energy, value: energy.value + bound });
  return numbersAt({ n, work, method }, [
    ["evaluations", evaluations, "1", "mean evaluations of a replica, of all its runs"],
    ["mean_energy", energy, SPIN, "mean H/N where a replica ends, the lowest of its runs"],
    ["above_threshold", above(threshold(p)), SPIN, "the same above −E∞"],
    ["above_ground_state", above(groundState(p)), SPIN, "the same above −E₀"],
    ["index_zero_fraction", indexZero, "1", "ends without a negative eigenvalue"],
    ["mean_lambda_min", lambdaMin, "1", "mean smallest eigenvalue of the sphere Hessian there"],
    [
      "difference",
      difference && { value: difference.value, error: difference.error ?? 0 },
      SPIN,
      `mean H/N less that of ${first}, draw by draw`,
    ],
    ...span("difference", difference, SPIN),
  ]);
}

/** The largest size and work. */
function inShort({ p, methods }: Config, ends: readonly Ends[]): string {
  const { n, work } = ends.at(-1) as Ends;
  const said = ends
    .filter((end) => end.n === n && end.work === work)
    .map(({ method, energy, difference }) => {
      const apart = difference
        ? ` (${twoDigits(difference.low)} to ${twoDigits(difference.high)} from ${WAYS[methods[0] as Ends["method"]].label})`
        : "";
      return `${WAYS[method].label} at ${formatNumber(energy.value, energy.error)}${apart}`;
    });
  return (
    `At N = ${n} and ${work} evaluations replicas end by ${said.join(", by ")}; ` +
    `−E∞ is ${formatNumber(-threshold(p))} and −E₀ ${formatNumber(-groundState(p))}. Intervals are 95 %, over draws.`
  );
}

interface Drawing {
  readonly id: string;
  readonly title: string;
  readonly quantity: Quantity;
  readonly bounds?: ReturnType<typeof energyBounds>;
  of(ends: Ends): Measured;
}

function against(
  ends: readonly Ends[],
  { methods }: Config,
  { id, title, quantity, bounds, of }: Drawing,
): Figure {
  return courseFigure(
    {
      id,
      title,
      caption:
        "Means over draws of the couplings, by evaluations that a replica took; bars are one standard error. Annealing, tempering and SGD are " +
        "one run that fills the work; descents that end before begin again, and the lowest counts.",
      source: "minima",
    },
    {
      ...{ along: WORK, quantity, size: SPINS, ...(bounds && { bounds }) },
      courses: methods.map((method) => ({
        name: method.replaceAll("-", "_"),
        label: WAYS[method].label,
        points: ends
          .filter((end) => end.method === method)
          .map((end) => ({
            size: end.n,
            at: end.evaluations.value,
            ...errorBar(of(end)),
          })),
      })),
    },
  );
}
