import { formatExact, formatNumber, plural, twoDigits } from "../../base/text.js";
import { type Answer, type NamedNumber, numbersAt } from "../experiment.js";
import { barrierNumbers, barriersOf, drawGraph } from "../graphs.js";
import type { Config } from "./config.js";
import { type Curve, type Exact, type MinimaAbove, meanEnergies, minimaAbove, sharesBelow } from "./exact.js";
import { drawFigures } from "./figures.js";
import { ABOVE, type AboveAt, type Findings, findingsOf, type LayerAt, type Tables } from "./findings.js";

export async function answer(config: Config, tables: Tables): Promise<Answer> {
  const { p } = config;
  const indices = [...config.indices].sort((a, b) => a - b);
  const found = await findingsOf(config, tables);
  const exact: Exact = {
    means: indices.map((index) => ({ index, curve: meanEnergies(p, index) })),
    below: ([1, 2] as const).map((k) => ({ k, curve: sharesBelow(p, k) })),
    above: minimaAbove(p, ABOVE),
  };
  return {
    sentences: [order(exact), rising(exact), outside(exact), foundWords(found)],
    summary: summaryOf(config, exact, found),
    figures: [...drawFigures(config, exact, found), ...drawGraph(p, found.graphs)],
    numbers: [
      ...exact.means.flatMap(({ index, curve }) =>
        curve.flatMap(({ n, value }) =>
          numbersAt({ n, index }, [
            [
              "exact_mean_energy",
              value,
              "per spin",
              "mean H/N of critical points of the index, each counted once (Kac–Rice)",
            ],
          ]),
        ),
      ),
      ...[
        ...found.mapped.map((at) => ["mapped_mean_energy", "the same in complete maps", at] as const),
        ...found.led.map(
          (at) =>
            [
              "led_mean_energy",
              "mean H/N where searches from random points, led to the index, end",
              at,
            ] as const,
        ),
      ].flatMap(([name, meaning, at]) => layerNumbers(name, meaning, at)),
      ...exact.below.flatMap(({ k, curve }) =>
        curve.flatMap(({ n, value }) =>
          numbersAt({ n, k }, [
            [
              "share_below_layer",
              value,
              "1",
              "share of index k and more among critical points below −Eₖ, exact",
            ],
          ]),
        ),
      ),
      ...exact.above.flatMap(exactAboveNumbers),
      ...found.mappedAbove.flatMap((at) => aboveNumbers("mapped", "complete maps", at)),
      ...found.censusedAbove.flatMap((at) => aboveNumbers("found", "the minima that descents found", at)),
      ...barriersOf(found.graphs).flatMap(barrierNumbers),
    ],
    claims: [],
  };
}

function layerNumbers(name: string, meaning: string, { n, index, energy }: LayerAt): NamedNumber[] {
  return numbersAt({ n, index }, [[name, energy, "per spin", meaning]]);
}

function exactAboveNumbers({ above, numbers, shares }: MinimaAbove): NamedNumber[] {
  return numbers.flatMap(({ n, value }, at) =>
    numbersAt({ n, above }, [
      ["exact_number_above", value, "1", "mean number of minima above −E∞ + `above` (Kac–Rice)"],
      ["exact_share_above", shares[at]?.value, "1", "their share of all minima"],
    ]),
  );
}

function aboveNumbers(name: string, of: string, { n, above, number, share }: AboveAt): NamedNumber[] {
  return numbersAt({ n, above }, [
    [`${name}_number_above`, number, "1", `mean number of minima above −E∞ + \`above\`, of ${of}`],
    [`${name}_share_above`, share, "1", `their share of all, of ${of}`],
  ]);
}

const at = (curve: Curve, n: number) => curve.find((each) => each.n === n)?.value;

function summaryOf(
  { p }: Config,
  { means }: Exact,
  { mapped, led }: Findings,
): NonNullable<Answer["summary"]> {
  const sizes = [...new Set([...mapped, ...led].map(({ n }) => n))].sort((a, b) => a - b);
  const cell = (layers: readonly LayerAt[], n: number, index: number) =>
    layers.find((layer) => layer.n === n && layer.index === index)?.energy ?? "";
  return {
    title: `Mean energies per spin by index, ${p}-spin glass`,
    head: ["N, index", "exact", "maps", "searches"],
    rows: sizes.flatMap((n) =>
      means.map(({ index, curve }) => {
        const exact = at(curve, n);
        return [
          `${n}, ${index}`,
          exact === undefined ? "" : formatExact(exact),
          cell(mapped, n, index),
          cell(led, n, index),
        ];
      }),
    ),
  };
}

/** The order of the exact mean energies. */
function order({ means }: Exact): string {
  const shared = (means.at(-1)?.curve ?? []).map(({ n }) => n);
  const ordered = shared.filter((n) =>
    means.every(
      ({ curve }, place) =>
        place === 0 || (at(curve, n) as number) > (at(means[place - 1]?.curve as Curve, n) as number),
    ),
  );
  const last = shared.at(-1) as number;
  const values = means.map(({ curve }) => formatExact(at(curve, last) as number)).join(", ");
  return (
    `The exact mean energies of critical points of indices ${means.map(({ index }) => index).join(", ")} rise with the index at ${ordered.length} of ${shared.length} sizes ` +
    `from N = ${shared[0]} to ${last}; at N = ${last} they are ${values} per spin, still above −E∞.`
  );
}

function rising({ below }: Exact): string {
  const rises = below.every(({ curve }) => (curve.at(-1)?.value as number) > (curve[0]?.value as number));
  const words = below.map(({ k, curve }) => {
    const [first, last] = [curve[0], curve.at(-1)];
    return `${twoDigits(first?.value as number)} at N = ${first?.n} and ${twoDigits(last?.value as number)} at N = ${last?.n} for k = ${k}`;
  });
  return (
    `Of the critical points below −Eₖ the share that has index k or more is ${words.join(", ")}: it ${rises ? "rises" : "falls slowly if it does"} at these sizes, as Θₖ(−Eₖ) = 0 ` +
    "leaves a rate of thousandths a spin; that such points vanish is a statement on N → ∞."
  );
}

/** Where the number of minima outside the band is largest, and how fast their share falls in the end. */
function outside({ above }: Exact): string {
  const words = above.map(({ above, numbers, shares }) => {
    const peak = numbers.reduce((most, each) => (each.value > most.value ? each : most));
    const [before, last] = shares.slice(-2);
    const rate =
      Math.log((before?.value as number) / (last?.value as number)) /
      ((last?.n as number) - (before?.n as number));
    const where =
      peak.n === numbers.at(-1)?.n ? `still grows at N = ${peak.n}` : `is largest near N = ${peak.n}`;
    return `above −E∞ + ${above} it ${where} and the share falls by e^(−${twoDigits(rate)}) with each spin at N = ${last?.n}`;
  });
  return `The mean number of minima outside the band first rises with N (exact): ${words.join("; ")}.`;
}

function foundWords({ searches, converged, maps, coverage }: Findings): string {
  const seen = coverage.map(({ n, least }) => `${formatNumber(least)} at N = ${n}`).join(", ");
  return (
    `Of ${searches} searches for saddles ${converged} ended at critical points, of ${plural(maps.draws, "map")} ${maps.complete} are complete; ` +
    `the basins of the minima that descents found cover by estimate at least ${seen || "nothing"} of the sphere.`
  );
}
