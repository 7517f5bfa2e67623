import { formatWithin, twoDigits } from "../../base/text.js";
import { claimsOn } from "../../claims/judge.js";
import { correlationFall } from "../../claims/networks.js";
import { rules } from "../../claims/paper/index.js";
import type { DESCENTS } from "../../network/tables.js";
import { ends } from "../../statistics/groups.js";
import { type Answer, type NamedNumber, numbersAt, readRows, span, type TableReader } from "../experiment.js";
import type { Config } from "./config.js";
import { drawFigures } from "./figures.js";
import { correlationsByPlace, findingsOf, type Place, type Ratio, type SizeFindings } from "./sizes.js";

export async function answer(
  config: Config,
  tables: { descents: TableReader<typeof DESCENTS> },
): Promise<Answer> {
  const descents = await readRows(tables.descents);
  const sizes = findingsOf(descents);
  const decays = decaysOf(sizes);
  return {
    sentences: [...worth(sizes, config), ...decay(decays)],
    summary: {
      title: `The network of lowest train loss of ${config.starts}, ${config.loss}`,
      head: ["n₁", "train loss after SGD", "at its end", "test loss after SGD", "at its end", "ratio (95 %)"],
      rows: sizes.map(({ hidden, lowest, risen }) => {
        const [start, end] = endsOf(lowest);
        const losses = [start.trainLoss, end.trainLoss, start.testLoss, end.testLoss];
        return [String(hidden), ...losses.map(({ value }) => twoDigits(value)), ratioWords(risen)];
      }),
    },
    figures: drawFigures(config, sizes),
    numbers: [...sizes.flatMap(sizeNumbers), ...decays.flatMap(decayNumbers)],
    claims: claimsOn(rules, { "global-minimum": { descents } }),
  };
}

const LOSS = "as the loss";

const endsOf = (places: readonly Place[]) => [places[0], places.at(-1)] as [Place, Place];

function sizeNumbers(size: SizeFindings): NamedNumber[] {
  const { hidden } = size;
  const withEnds = (name: string, { value, interval }: Ratio, unit: string, meaning: string) =>
    [
      [name, value, unit, meaning],
      ...span(name, interval, unit, "its 95 % interval (Student, of logarithms)"),
    ] as const;
  return [
    ...numbersAt({ hidden }, [
      ...withEnds(
        "test_loss_risen",
        size.risen,
        "1",
        "test loss of the lowest at its end over that where its SGD ended",
      ),
      ...withEnds(
        "test_loss_over_others",
        size.better,
        "1",
        "test loss of the lowest over that of the search's others, after descents of equal length",
      ),
      ["searches", size.searches, "1", "searches of two networks or more"],
      ["networks", size.networks, "1", "networks, all"],
      ["diverged", size.diverged, "1", "networks whose SGD diverged, which did not descend"],
    ]),
    ...size.lowest.flatMap((place) =>
      numbersAt({ hidden, iterations: place.iterations }, [
        [
          "lowest_evaluations",
          place.evaluations,
          "1",
          "mean work of the lowest to there, in gradients of the whole train set",
        ],
        ...withEnds(
          "lowest_train_loss",
          place.trainLoss,
          LOSS,
          "train loss of the lowest of a search, geometric mean",
        ),
        ...withEnds("lowest_test_loss", place.testLoss, LOSS, "its test loss, geometric mean"),
        [
          "lowest_train_error",
          place.trainError,
          "1",
          "share of the train set that it classifies wrongly, mean",
        ],
        ["lowest_test_error", place.testError, "1", "share of the test set that it classifies wrongly, mean"],
      ]),
    ),
    ...size.correlations.flatMap(({ iterations, networks, r, interval }) =>
      numbersAt({ hidden, iterations }, [
        ["train_test_correlation", r, "1", `Pearson's r of train and test loss over ${networks} networks`],
        ...span("train_test_correlation", interval, "1", "its 95 % interval by Fisher's z"),
      ]),
    ),
  ];
}

/** How fast Fisher's z falls with ln n₁ at the places of the way at which two sizes or more have a correlation. */
const decaysOf = (sizes: readonly SizeFindings[]) =>
  [...correlationsByPlace(sizes)].flatMap(([iterations, found]) => {
    const fall = correlationFall(found);
    return fall === undefined ? [] : [{ iterations, found, fall }];
  });

type Decay = ReturnType<typeof decaysOf>[number];

function decayNumbers({ iterations, fall }: Decay): NamedNumber[] {
  return numbersAt({ iterations }, [
    ["correlation_fall", fall.effect, "1", "fall of Fisher's z of train and test loss per unit of ln n₁"],
    ...span("correlation_fall", fall.interval(), "1", "its 95 % interval"),
  ]);
}

const ratioWords = ({ value, interval }: Ratio) =>
  interval === undefined ? twoDigits(value) : formatWithin(value, interval);

function worth(sizes: readonly SizeFindings[], { starts, longest }: Config): string[] {
  if (sizes.length === 0) return ["No search has two networks: nothing is compared."];
  return sizes.map(({ hidden, lowest, risen, better }) => {
    const [start, end] = endsOf(lowest);
    const error = ({ testError: { value } }: Place) => twoDigits(100 * value);
    const best = lowest.reduce((best, place) => (place.testLoss.value < best.testLoss.value ? place : best));
    return (
      `At n₁ = ${hidden} the lowest of ${starts} networks goes from a train loss of ${twoDigits(start.trainLoss.value)} after SGD to ` +
      `${twoDigits(end.trainLoss.value)} by up to ${longest} iterations of L-BFGS, and its test loss from ${twoDigits(start.testLoss.value)} to ` +
      `${twoDigits(end.testLoss.value)}, ${ratioWords(risen)} times as much (95 %), its test error from ${error(start)} to ${error(end)} %; ` +
      `its test loss is lowest ${placeWords(best)}, and after descents of equal length ${ratioWords(better)} times the others'.`
    );
  });
}

const placeWords = ({ iterations }: Place) =>
  iterations === 0 ? "where SGD ends" : `after ${iterations} iterations`;

function decay(decays: readonly Decay[]): string[] {
  if (decays.length === 0) return [];
  const said = ends(decays).map(({ iterations, found, fall }) => {
    const rs = ends(found).map(({ hidden, r, interval }) => `${formatWithin(r, interval)} at n₁ = ${hidden}`);
    return (
      `${iterations === 0 ? "after SGD" : `after ${iterations} iterations of L-BFGS`} r = ${rs.join(" and ")}, ` +
      `Fisher's z falling by ${formatWithin(fall.effect, fall.interval())} per unit of ln n₁`
    );
  });
  return [
    `Train and test loss correlate over networks: ${said.join("; ")} (95 %; the paper's figures give 0.19).`,
  ];
}
