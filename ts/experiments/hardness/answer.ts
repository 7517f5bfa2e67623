import { formatNumber, twoDigits } from "../../base/text.js";
import { claimsOn } from "../../claims/judge.js";
import { rules } from "../../claims/paper/index.js";
import type { QUENCHED_MINIMA } from "../../glass/tables.js";
import { type Answer, type NamedNumber, numbersAt, readRows, span, type TableReader } from "../experiment.js";
import type { Config } from "./config.js";
import { drawFigures } from "./figures.js";
import { type Agreement, agreementOf, growthIn, type Search, searchesOf } from "./searches.js";

export async function answer(
  config: Config,
  { minima }: { minima: TableReader<typeof QUENCHED_MINIMA> },
): Promise<Answer> {
  const rows = await readRows(minima);
  const [searches, agreement] = [searchesOf(rows, config), agreementOf(rows)];
  return {
    sentences: [...searches.map(inShort), known(config, agreement)],
    summary: {
      title: `Work to come within ${config.gap} per spin of the lowest known, ${config.p}-spin glass`,
      head: ["way down", ...agreement.map(({ n }) => `N = ${n}`), "rate b of e^(bN)"],
      rows: searches.map(({ label, sizes, exponential }) => [
        label,
        ...sizes.map(
          ({ work, reached, draws }) => `${work ? twoDigits(work.value) : "–"} (${reached}/${draws.length})`,
        ),
        exponential ? { value: exponential.slope.value, error: exponential.slope.error } : "",
      ]),
    },
    figures: drawFigures(config, searches),
    numbers: [...searches.flatMap(numbersOf), ...agreement.flatMap(agreementNumbers)],
    claims: claimsOn(rules, { hardness: growthIn(rows, config, agreement) }),
  };
}

function numbersOf({ method, sweeps, sizes, exponential, power }: Search): NamedNumber[] {
  return [
    ...sizes.flatMap(({ n, draws, reached, work }) =>
      numbersAt({ n, method, sweeps }, [
        ["draws", draws.length, "1", "draws of the couplings that were searched"],
        ["reached", reached, "1", "of them those in which the depth was reached; the others are censored"],
        [
          "work",
          work?.value,
          "1",
          "evaluations by which 1 − 1/e of the draws have reached the depth (Weibull)",
        ],
        ...span("work", work, "1", "its 95 % interval"),
      ]),
    ),
    ...numbersAt({ method, sweeps }, [
      [
        "rate",
        exponential && only(exponential.slope),
        "per spin",
        "b of work = e^(a + bN), censored draws counted as such",
      ],
      ...span("rate", exponential?.slope, "per spin"),
      ["power", power && only(power.slope), "1", "c of work = e^a·N^c, likewise"],
      [
        "power_less_exponential_aic",
        exponential && power && 2 * (exponential.logLikelihood - power.logLikelihood),
        "1",
        "AIC of the power law less that of the exponential: above 0 the exponential is likelier",
      ],
    ]),
  ];
}

const only = ({ value, error }: { readonly value: number; readonly error: number }) => ({ value, error });

const agreementNumbers = ({ n, draws, agreed }: Agreement) =>
  numbersAt({ n }, [
    ["agreed_fraction", agreed / draws, "1", "draws whose lowest energy was found from two starts or more"],
  ]);

function inShort({ label, sizes, exponential, power }: Search): string {
  const last = sizes.at(-1) as Search["sizes"][number];
  const name = label.charAt(0).toUpperCase() + label.slice(1);
  const reached = `it reached the depth in ${last.reached} of ${last.draws.length} draws at N = ${last.n}`;
  if (exponential === undefined || power === undefined)
    return `${name}: too few draws reached the depth for a rate; ${reached}.`;
  const { value, error, low, high } = exponential.slope;
  const aic = 2 * (exponential.logLikelihood - power.logLikelihood);
  return (
    `${name}: work grows as e^(bN) with b = ${formatNumber(value, error)} (95 %: ${twoDigits(low)} to ${twoDigits(high)}), ` +
    `${aic > 0 ? "likelier" : "less likely"} than as a power of N (AIC ${twoDigits(Math.abs(aic))} ${aic > 0 ? "lower" : "higher"}); ${reached}.`
  );
}

function known({ gap }: Config, agreement: readonly Agreement[]): string {
  const shares = agreement.map(({ n, draws, agreed }) => `${agreed} of ${draws} at N = ${n}`).join(", ");
  return (
    `The depth is ${gap} per spin above the lowest energy that any run of a draw found, which two starts or more agree on in ${shares} draws; ` +
    "elsewhere the ground state may lie deeper, and the work to it is a lower bound."
  );
}
