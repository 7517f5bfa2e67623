import { formatNumber } from "../../base/text.js";
import type { BASINS, MAPS } from "../../glass/tables.js";
import { meanEnergy } from "../../theory/index.js";
import { drawOf } from "../draws.js";
import { type Answer, type NamedNumber, numbersAt, readRows, type TableReader } from "../experiment.js";
import { WAYS } from "../ways.js";
import { type Bias, biasesOf, knownIn } from "./biases.js";
import type { Config } from "./config.js";
import { drawFigures } from "./figures.js";

interface Tables {
  readonly basins: TableReader<typeof BASINS>;
  readonly maps: TableReader<typeof MAPS>;
}

export async function answer(config: Config, tables: Tables): Promise<Answer> {
  const { p, methods } = config;
  const maps = await readRows(tables.maps);
  const complete = new Set(maps.filter((map) => map.complete === "true").map(drawOf));
  const rows = knownIn(await readRows(tables.basins), complete);
  const biases = biasesOf(rows, methods);
  const exact = new Map(config.sizes.map((n) => [n, meanEnergy({ n, p, index: 0 })]));
  return {
    sentences: inShort(config, biases, maps.length - complete.size),
    summary: {
      title: `Minima of the ${p}-spin glass, each counted once and as descents weigh them`,
      head: [
        "N",
        "way down",
        "draws",
        "minima",
        "once: mean H/N",
        "by descents",
        "difference",
        "lowest, times its share",
      ],
      rows: biases.map(({ n, method, draws, minima, uniform, weighted, difference, lowest }) => [
        ...[
          String(n),
          WAYS[method].label,
          String(draws),
          String(minima),
          uniform,
          weighted,
          difference,
          lowest,
        ],
      ]),
    },
    figures: drawFigures(config, rows, biases, exact),
    numbers: [
      ...biases.flatMap(numbersOf),
      ...[...exact].flatMap(([n, value]) =>
        numbersAt({ n }, [
          [
            "exact_mean_energy",
            value,
            "per spin",
            "mean H/N of minima over all draws, each counted once (Kac–Rice)",
          ],
        ]),
      ),
    ],
    claims: [],
  };
}

function numbersOf({ n, method, missed, minima, ...bias }: Bias): NamedNumber[] {
  return numbersAt({ n, method }, [
    ["minima", minima, "1", "minima of the complete maps"],
    ["missed", missed, "1", "of them those that no descent of the draw ended at"],
    [
      "pooled_energy",
      bias.pooled,
      "per spin",
      "mean H/N of the minima of all draws together, each counted once",
    ],
    [
      "uniform_energy",
      bias.uniform,
      "per spin",
      "mean H/N of a draw's minima, each counted once, mean over draws",
    ],
    ["weighted_energy", bias.weighted, "per spin", "the same, weighed by the descents that end there"],
    ["bias", bias.difference, "per spin", "the second less the first, draw by draw"],
    [
      "rank_correlation",
      Number.isFinite(bias.correlation.value) ? bias.correlation : undefined,
      "1",
      "Spearman's ρ of weight and energy among a draw's minima, mean over draws of three and more",
    ],
    ["lowest_weight", bias.lowest, "1", "weight of the lowest minimum times the number of minima"],
  ]);
}

/** The largest size, and what is missing. */
function inShort({ methods }: Config, biases: readonly Bias[], incomplete: number): string[] {
  const last = biases.at(-1);
  if (last === undefined) return ["No map is complete: there are no minima to be weighed."];
  const largest = biases.filter(({ n }) => n === last.n);
  const words = largest.map(
    ({ method, difference }) =>
      `${formatNumber(difference.value, difference.error)} by ${WAYS[method].label}`,
  );
  const [first] = largest as [Bias];
  return [
    `At N = ${last.n} the mean energy per spin of minima that descents end at differs from that of a choice that counts each once by ${words.join(", ")}, draw by draw.`,
    `By ${WAYS[methods[0] as Bias["method"]].label} the lowest minimum of a draw has ${formatNumber(first.lowest.value, first.lowest.error)} times the weight that it would have if all ` +
      `were alike, and of ${first.minima} minima ${first.missed} were found by no descent.` +
      (incomplete > 0 ? ` Of ${incomplete} draws the map is not complete; they are left out.` : ""),
  ];
}
