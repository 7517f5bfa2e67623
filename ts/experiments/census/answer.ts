import { formatExact, formatNumber, plural, twoDigits } from "../../base/text.js";
import { claimsOn } from "../../claims/judge.js";
import { rules } from "../../claims/paper/index.js";
import type { CRITICAL_POINTS, GRAPHS, MAPS, SADDLE_LINKS } from "../../glass/tables.js";
import { type Answer, type NamedNumber, numbersAt, type TableReader } from "../experiment.js";
import { type Barriers, barrierNumbers, barriersOf, drawGraph, readGraphs } from "../graphs.js";
import { readMaps } from "../maps.js";
import type { Config } from "./config.js";
import type { Comparison, Counted } from "./counts.js";
import { drawFigures } from "./figures.js";
import { comparison, evidenceIn, findingsOf, type SizeFindings } from "./sizes.js";

interface Tables {
  readonly critical_points: TableReader<typeof CRITICAL_POINTS>;
  readonly maps: TableReader<typeof MAPS>;
  readonly saddle_links: TableReader<typeof SADDLE_LINKS>;
  readonly graphs: TableReader<typeof GRAPHS>;
}

export async function answer(config: Config, tables: Tables): Promise<Answer> {
  const { p } = config;
  const maps = await readMaps(tables);
  const sizes = findingsOf(maps, p);
  const graphs = await readGraphs(tables, maps);
  const barriers = barriersOf(graphs);
  const compared = comparison(sizes, p);
  return {
    sentences: [inShort(sizes), ...againstTheory(compared), ...layers(sizes), ...joined(barriers)],
    summary: {
      title: `All critical points of the spherical ${p}-spin glass`,
      head: ["N", "complete maps", "points a draw", "minima a draw", "exactly", "their mean H/N", "exactly"],
      rows: sizes.map(({ n, draws, maps, points, totals: [minima], layers: [lowest] }) => [
        ...[
          String(n),
          `${maps.length} of ${draws}`,
          maps.length > 0 ? formatNumber(points / maps.length) : "",
        ],
        ...(minima ? [measured(minima), formatExact(minima.expected)] : ["", ""]),
        ...(lowest ? [lowest.found, formatExact(lowest.exact)] : ["", ""]),
      ]),
    },
    figures: [...drawFigures(config, sizes, compared), ...drawGraph(p, graphs)],
    numbers: [
      ...sizes.flatMap(sizeNumbers),
      ...comparisonNumbers(compared),
      ...barriers.flatMap(barrierNumbers),
    ],
    claims: claimsOn(rules, { census: evidenceIn(sizes, p, compared) }),
  };
}

const measured = ({ found, error }: Counted) => ({ value: found, error });

function sizeNumbers({ n, draws, maps, points, totals, layers, correlation }: SizeFindings): NamedNumber[] {
  return [
    ...numbersAt({ n }, [
      ["maps", draws, "1", "draws of the couplings whose critical points were sought"],
      ["complete_fraction", maps.length / draws, "1", "of them those of which none is missing, certified"],
      ["points", points, "1", "critical points of the complete maps, all"],
      [
        "rank_correlation",
        maps.length > 0 ? correlation : undefined,
        "1",
        "Spearman's ρ of index and energy over a draw's points, mean",
      ],
    ]),
    ...totals.flatMap((total) =>
      numbersAt({ n, index: total.index }, [
        ["mean_number", measured(total), "1", "critical points of the index a draw"],
        ["expected_number", total.expected, "1", "the same, exactly (Kac–Rice)"],
        ["z", total.z, "1", "the difference as a normal deviate of its probability (Student over draws)"],
      ]),
    ),
    ...layers.flatMap(({ index, found, exact }) =>
      numbersAt({ n, index }, [
        ["mean_energy", found, "per spin", "mean H/N of critical points of the index, each counted once"],
        ["exact_mean_energy", exact, "per spin", "the same, exactly (Kac–Rice)"],
      ]),
    ),
  ];
}

function comparisonNumbers({ windows, differing, bound }: Comparison): NamedNumber[] {
  return numbersAt({}, [
    ["windows", windows.length, "1", "windows of index and energy of 20 expected points and more"],
    ["differing_windows", differing.length, "1", "of them those that differ from the exact mean (Holm, 5 %)"],
    ["z_bound", bound, "1", "what no |z| of these windows exceeds in 95 % of repeats (Bonferroni)"],
  ]);
}

/** How complete the maps are, and how many points the largest size has. */
function inShort(sizes: readonly SizeFindings[]): string {
  const draws = sizes.reduce((sum, size) => sum + size.draws, 0);
  const complete = sizes.reduce((sum, { maps }) => sum + maps.length, 0);
  const { n, maps, points } = sizes.at(-1) as SizeFindings;
  return (
    `Of ${plural(draws, "draw")} all critical points of ${complete} are certified to be found` +
    (maps.length > 0
      ? `; at N = ${n} a draw has ${formatNumber(points / maps.length)} of them in the mean.`
      : ".")
  );
}

function againstTheory({ windows, differing }: Comparison): string[] {
  if (windows.length === 0)
    return ["Fewer than two draws of a size have complete maps: no mean has an error."];
  const farthest = windows.reduce((most, window) => (Math.abs(window.z) > Math.abs(most.z) ? window : most));
  return [
    `Of ${plural(windows.length, "window")} of index and energy with 20 expected points or more ${differing.length} differ from the exact mean ` +
      `by more than chance allows (Holm, 5 %); the farthest is as rare as a normal deviate of ${twoDigits(farthest.z)}, index ${farthest.index} at N = ${farthest.n}.`,
  ];
}

/** The order of the layers at the largest size. */
function layers(sizes: readonly SizeFindings[]): string[] {
  const last = sizes.findLast((size) => size.layers.length > 1);
  if (last === undefined) return [];
  const means = last.layers.map(({ found: { value, error } }) => formatNumber(value, error)).join(", ");
  const { value, error } = last.correlation;
  return [
    `At N = ${last.n} the mean energies per spin of indices 0 to ${last.layers.length - 1} are ${means}, each point counted once; index and energy of all ` +
      `points of a draw have the rank correlation ${formatNumber(value, error)}.`,
  ];
}

/** The barriers at the largest size. */
function joined(barriers: readonly Barriers[]): string[] {
  const last = barriers.findLast(({ height }) => Number.isFinite(height.value));
  if (last === undefined) return [];
  const { n, graphs, exact, height } = last;
  return [
    `At N = ${n} the gradient flows from all saddles of index 1 join the minima of ${exact} of ${plural(graphs, "draw")} into one graph, exactly; in the mean a minimum lies ` +
      `${formatNumber(height.value, height.error)} per spin below the lowest saddle over which a lower one is reached.`,
  ];
}
