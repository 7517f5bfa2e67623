import { formatNumber, formatWithin } from "../../base/text.js";
import type { GLASS_LINES, GLASS_SURFACES } from "../../glass/slice-tables.js";
import type { MINIMA } from "../../glass/tables.js";
import type { LOSS_LINES, LOSS_SURFACES, SLICED_NETWORKS } from "../../network/slice-tables.js";
import { ends, groupBy } from "../../statistics/groups.js";
import type { Mean } from "../../statistics/intervals.js";
import {
  type Answer,
  type Entry,
  type NamedNumber,
  numbersAt,
  readRows,
  span,
  type TableReader,
} from "../experiment.js";
import type { Config } from "./config.js";
import { glassFigures } from "./glass-figures.js";
import { meanOf } from "./lines.js";
import { networkFigures } from "./network-figures.js";
import { lastingOf, type PlaneFound, planesOf } from "./planes.js";
import { type GlassSlices, glassSlices, type NetworkSlices, networkSlices } from "./sizes.js";

interface Tables {
  readonly networks: TableReader<typeof SLICED_NETWORKS>;
  readonly lines: TableReader<typeof LOSS_LINES>;
  readonly surfaces: TableReader<typeof LOSS_SURFACES>;
  readonly minima: TableReader<typeof MINIMA>;
  readonly glass_lines: TableReader<typeof GLASS_LINES>;
  readonly glass_surfaces: TableReader<typeof GLASS_SURFACES>;
}

export async function answer(config: Config, tables: Tables): Promise<Answer> {
  const lines = await readRows(tables.lines);
  const surfaces = await readRows(tables.surfaces);
  const networks = networkSlices(await readRows(tables.networks), lines);
  const glasses = glassSlices(await readRows(tables.minima), await readRows(tables.glass_lines));
  const planes = planesOf(surfaces, {
    size: ({ hidden }) => hidden,
    unit: ({ replica }) => replica,
    value: ({ train_loss }) => train_loss,
  });
  const spheres = planesOf(await readRows(tables.glass_surfaces), {
    size: ({ n }) => n,
    unit: ({ disorder_seed }) => disorder_seed,
    value: ({ energy }) => energy,
  });
  const largest = largestOf(planes);
  const drawn = surfaces.find(({ hidden, plane }) => hidden === largest[0]?.size && plane === "connecting");
  const curve = lines.filter(
    ({ path, hidden, replica }) => path === "curve" && hidden === drawn?.hidden && replica === drawn?.replica,
  );
  return {
    sentences: [networksInShort(networks), planesInShort(planes), glassInShort(glasses)].filter(
      (sentence) => sentence !== undefined,
    ),
    summary: {
      title: "Barriers between networks, over the line through the losses at their ends",
      head: ["n₁", "straight", "straight, aligned", "trained curve", "straight less curve (95 %)"],
      rows: networks.map(({ hidden, straight, aligned, curve, gain }) => [
        ...[String(hidden), straight?.mean ?? "", aligned?.mean ?? "", curve?.mean ?? ""],
        gain === undefined ? "" : within(gain),
      ]),
    },
    figures: [
      ...networkFigures(config, networks, largest, curve),
      ...glassFigures(config, glasses, largestOf(spheres)),
    ],
    numbers: [
      ...networks.flatMap(networkNumbers),
      ...planeNumbers("hidden", planes, "train loss", "as the loss"),
      ...glasses.flatMap(glassNumbers),
      ...planeNumbers("n", spheres, "energy per spin", "per spin"),
    ],
    claims: [],
  };
}

/** Planes of the largest size. */
const largestOf = <Found extends PlaneFound<string>>(planes: readonly Found[]): Found[] =>
  planes.filter(({ size }) => size === planes.at(-1)?.size);

const within = ({ mean, interval }: Mean): string =>
  interval === undefined ? formatNumber(mean.value) : formatWithin(mean.value, interval);

/** A mean and the ends of its interval. */
const withInterval = (name: string, of: Mean | undefined, unit: string, meaning: string): Entry[] => [
  [name, of?.mean, unit, `${meaning}, mean`],
  ...span(name, of?.interval, unit),
];

const LOSS = "as the loss";

function networkNumbers({ hidden, ...of }: NetworkSlices): NamedNumber[] {
  return numbersAt({ hidden }, [
    ...withInterval("train_loss", of.loss, LOSS, "train loss of the networks"),
    ...withInterval("straight_barrier", of.straight, LOSS, "rise of the train loss on the straight path"),
    ...withInterval(
      "aligned_barrier",
      of.aligned,
      LOSS,
      "rise on the straight path to the other network with its hidden units permuted to lie nearest",
    ),
    ...withInterval("curve_barrier", of.curve, LOSS, "rise of the train loss on the trained curve"),
    ...withInterval("barrier_gain", of.gain, LOSS, "straight barrier less that of the curve, pair by pair"),
    ...withInterval("lowest_drop", of.drop, LOSS, "fall of the train loss along the lowest eigenvector"),
    ["lambda_min", of.lowest?.mean, LOSS, "smallest eigenvalue of the Hessian, mean"],
    ["lambda_max", of.highest?.mean, LOSS, "largest eigenvalue of the Hessian, mean"],
    ["pairs", of.pairs, "1", "pairs of networks with paths between them"],
    [
      "diverged",
      of.diverged,
      "1",
      `networks of ${of.networks} that diverged: they have no slices and no paths`,
    ],
  ]);
}

function glassNumbers({ n, ...of }: GlassSlices): NamedNumber[] {
  return numbersAt({ n }, [
    ...withInterval(
      "arc_barrier",
      of.straight,
      "per spin",
      "rise of H/N on the great arc between two minima",
    ),
    ...withInterval(
      "above_law",
      of.aboveLaw,
      "1",
      "energy along a random circle, over the minimum's modulus, less −R^(p)",
    ),
    ["pairs", of.pairs, "1", `draws, of ${of.draws}, whose two descents ended at two minima`],
  ]);
}

/** The minima of planes and how long they last, for each size and kind. */
function planeNumbers(
  size: string,
  planes: readonly PlaneFound<string>[],
  quantity: string,
  unit: string,
): NamedNumber[] {
  const kinds = groupBy(planes, (found) => `${found.size} ${found.plane}`);
  return [...kinds.values()].flatMap((alike) => {
    const found = alike.map(lastingOf);
    const { size: at, plane } = alike[0] as PlaneFound<string>;
    return numbersAt({ [size]: at, plane }, [
      [
        "plane_minima",
        meanOf(found.map(({ minima }) => minima))?.mean,
        "1",
        "minima of a plane's grid, mean",
      ],
      [
        ...(["persistence", meanOf(found.map(({ longest }) => longest))?.mean, unit] as const),
        `rise of the ${quantity} to where the most lasting of them beside the lowest meets a lower one, mean; 0 where there is none`,
      ],
    ]);
  });
}

function networksInShort(networks: readonly NetworkSlices[]): string | undefined {
  const found = networks.flatMap(({ hidden, pairs, straight, aligned, curve }) =>
    straight && aligned && curve ? [{ hidden, pairs, straight, aligned, curve }] : [],
  );
  const diverged = networks.reduce((sum, of) => sum + of.diverged, 0);
  const lost = diverged === 0 ? "" : ` ${diverged} networks diverged and have no slices.`;
  if (found.length === 0)
    return networks.length === 0 ? undefined : `No pair of networks was trained.${lost}`;
  const said = ends(found).map(
    ({ hidden, straight, aligned, curve }) =>
      `at n₁ = ${hidden} by ${within(straight)} straight, by ${within(aligned)} with units permuted to lie nearest and by ${within(curve)} along a curve that was trained to be low`,
  );
  return (
    `On the way from one trained network to another the train loss rises over the line between its ends, ${said.reverse().join(", and ")} ` +
    `(means of ${found.at(-1)?.pairs} pairs and their 95 % intervals).${lost}`
  );
}

function planesInShort(planes: readonly PlaneFound<string>[]): string | undefined {
  const size = planes.at(-1)?.size;
  const of = (plane: string) =>
    planes.filter((found) => found.size === size && found.plane === plane).map(lastingOf);
  const [random, connecting] = [of("random"), of("connecting")];
  if (random.length === 0 || connecting.length === 0) return undefined;
  const say = (all: typeof random) => {
    const minima = meanOf(all.map(({ minima }) => minima)) as Mean;
    if (minima.mean.value === 1) return "a single minimum";
    const longest = meanOf(all.map(({ longest }) => longest)) as Mean;
    return `${formatNumber(minima.mean.value, minima.mean.error)} minima, of which the most lasting beside the lowest lasts for a rise of ${formatNumber(longest.mean.value, longest.mean.error)}`;
  };
  return `At n₁ = ${size} a random plane about a network has ${say(random)}; the plane through two networks and the bend between them has ${say(connecting)}.`;
}

function glassInShort(glasses: readonly GlassSlices[]): string | undefined {
  const said = glasses.flatMap(({ n, straight }) =>
    straight ? [`by ${within(straight)} per spin at N = ${n}`] : [],
  );
  if (said.length === 0) return undefined;
  return `Between two minima of the glass the energy rises on the great arc ${ends(said).reverse().join(" and ")} (means over draws and their 95 % intervals).`;
}
