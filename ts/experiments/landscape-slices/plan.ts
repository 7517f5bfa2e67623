import { couplingsOf } from "../../glass/fields.js";
import { type Draws, drawingCost, drawPieces, evaluationCost, spectrumCost, walkMemory } from "../draws.js";
import type { Shard } from "../experiment.js";
import { gradientCost, lossCost, samplesOf, sharedData, trainingCost, weightsOf } from "../networks.js";
import { FILE_BYTES, piecesOf } from "../pieces.js";
import type { Config } from "./config.js";

/** Some pairs of networks of one size, of the first `mapped` of which planes are taken. */
export interface Pairs {
  readonly kind: "pairs";
  readonly hidden: number;
  readonly first: number;
  readonly pairs: number;
  readonly mapped: number;
}

/** Some draws of the couplings of one size, likewise. */
export interface GlassDraws extends Draws {
  readonly kind: "draws";
  readonly mapped: number;
}

export type Part = Pairs | GlassDraws;

/** Lines and paths of a pair, planes of a mapped one. */
const LINES = 6;
const PLANES = 3;
const GLASS_LINES = 4;
const GLASS_PLANES = 2;

/** Products with the Hessian that Lanczos' iteration takes, each of about two gradients. */
const PRODUCTS = 150;

/** Evaluations of a descent. */
const DESCENT = 100;

/** Files of a shard: one a table. */
const TABLES = 6;

/** Networks size by size, then glasses. */
export function plan(config: Config): Shard<Part>[] {
  return [...planPairs(config), ...planDraws(config)];
}

function planPairs(config: Config): Shard<Part>[] {
  const { pairs, points, epochs, bendSteps } = config;
  const mapped = Math.min(config.mapped, pairs);
  return config.hidden.flatMap((hidden) => {
    const weights = weightsOf(hidden);
    const samples = samplesOf(config);
    const loss = lossCost(weights, samples);
    const ofLines =
      2 * trainingCost(weights, samples, epochs) +
      (bendSteps + 2 * PRODUCTS) * gradientCost(weights, samples) +
      LINES * points * loss;
    const ofPlanes = PLANES * points ** 2 * loss;
    return piecesOf(pairs, ofLines + (mapped / pairs) * ofPlanes).map(
      ({ first, count, suffix }): Shard<Part> => {
        const part: Pairs = {
          kind: "pairs",
          hidden,
          first,
          pairs: count,
          mapped: mappedOf(mapped, first, count),
        };
        return {
          id: `networks-n${hidden}${suffix}`,
          label: `n₁=${hidden}`,
          units: count,
          unit: "pairs",
          cost: count * ofLines + part.mapped * ofPlanes,
          memory: 32 * hidden * samples + 1000 * weights + 6e7,
          disk: TABLES * FILE_BYTES + 80 * (count * LINES * points + part.mapped * PLANES * points ** 2),
          shares: sharedData(config),
          part,
        };
      },
    );
  });
}

function planDraws(config: Config): Shard<Part>[] {
  const { p, sizes, disorders, points } = config;
  const mapped = Math.min(config.mapped, disorders);
  return sizes.flatMap((n) => {
    const places = GLASS_LINES * points + (mapped / disorders) * GLASS_PLANES * points ** 2;
    const cost = (2 * DESCENT + places) * evaluationCost(n, p) + 4 * spectrumCost(n, p) + drawingCost(n, p);
    return drawPieces(n, disorders, cost).map(({ suffix, ...draws }): Shard<Part> => {
      const part: GlassDraws = {
        kind: "draws",
        ...draws,
        mapped: mappedOf(mapped, draws.first, draws.draws),
      };
      return {
        id: `glass-n${n}${suffix}`,
        label: `N=${n}`,
        units: draws.draws,
        unit: "draws",
        cost: draws.draws * cost,
        memory: walkMemory(n, 2) + 8 * couplingsOf(n, p) + 16 * n * points ** 2,
        disk:
          TABLES * FILE_BYTES +
          80 * (draws.draws * GLASS_LINES * points + part.mapped * GLASS_PLANES * points ** 2),
        part,
      };
    });
  });
}

/** How many of some units are among the first `mapped` of all. */
const mappedOf = (mapped: number, first: number, count: number) =>
  Math.max(0, Math.min(count, mapped - first));
