import { PURPOSES, Stream } from "../../base/random.js";
import { across, combined, dot, lengthOf, ofLength } from "../../base/vectors.js";
import { filterNormalised } from "../../network/filters.js";
import { trainings } from "../../network/index.js";
import {
  type Line,
  LOSS_LINES,
  LOSS_SURFACES,
  type Plane,
  SLICED_NETWORKS,
} from "../../network/slice-tables.js";
import { columnsOf, type RowOf } from "../experiment.js";
import { type Ended, endsOf, type NetworkContext, setsOf, trainingOf } from "../networks.js";
import { aligned } from "./alignment.js";
import type { Config } from "./config.js";
import { type Bent, pointOf, sharesOf, trainedBend } from "./curve.js";
import { deviates } from "./deviates.js";
import { LossSurface } from "./loss-surface.js";
import { evenly, ORIGIN, type Place, square } from "./places.js";
import type { Pairs } from "./plan.js";

type Which = Pick<RowOf<typeof LOSS_LINES>, "hidden" | "parameters" | "seed" | "replica" | "other">;
type Row = RowOf<typeof SLICED_NETWORKS>;

/** Streams of a network's random numbers. */
const FIRST_DIRECTION = 0;
const SECOND_DIRECTION = 1;
const BEND = 2;

const NOT_LOOKED_AT = { lambda_min: Number.NaN, lambda_max: Number.NaN };
const NO_PLACE: Place = { x: Number.NaN, y: Number.NaN };

/** Trains pairs of networks of a size, and looks at the loss about the first of each and on the way to the second. */
export async function slicePairs(config: Config, part: Pairs, context: NetworkContext) {
  const { hidden, first, pairs, mapped } = part;
  const { train, test } = setsOf(config, context);
  const { signal } = context;
  const { architecture, recipe, seed } = trainingOf(config, hidden, train);
  const surface = new LossSurface(architecture, train, signal);
  const ends = endsOf(
    await trainings({
      ...{ ...architecture, ...recipe, seed, first: 2 * first, replicas: 2 * pairs },
      ...{ train, test, signal },
    }),
  );
  const looker = new Looker(config, surface, architecture);
  const networks: Row[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const [one, other] = ends.slice(2 * pair, 2 * pair + 2) as [Ended, Ended];
    const withPlanes = pair < mapped;
    const hasOne = one.row.status !== "diverged";
    const curvature = hasOne ? await looker.about(one, withPlanes) : {};
    if (hasOne && other.row.status !== "diverged") await looker.between(one, other, withPlanes);
    networks.push({ ...one.row, ...NOT_LOOKED_AT, ...curvature }, { ...other.row, ...NOT_LOOKED_AT });
    context.progress({ done: pair + 1 });
  }
  return {
    networks: columnsOf(SLICED_NETWORKS, networks),
    lines: columnsOf(LOSS_LINES, looker.lines),
    surfaces: columnsOf(LOSS_SURFACES, looker.surfaces),
  };
}

/** Gathers the rows of slices and paths. */
class Looker {
  readonly lines: RowOf<typeof LOSS_LINES>[] = [];
  readonly surfaces: RowOf<typeof LOSS_SURFACES>[] = [];

  constructor(
    private readonly config: Config,
    private readonly surface: LossSurface,
    private readonly architecture: { readonly layers: readonly number[]; readonly biases: boolean },
  ) {}

  /** Slices about a network. @returns the extreme eigenvalues of its Hessian */
  async about({ row, weights }: Ended, withPlanes: boolean): Promise<Pick<Row, "lambda_min" | "lambda_max">> {
    const { points, reach } = this.config;
    const which = { ...whichOf(row), other: -1 };
    const random = (step: number) => {
      const direction = deviates(new Stream(row.seed, PURPOSES.slices, row.replica, step), weights.length);
      return filterNormalised(direction, weights, this.architecture);
    };
    const [first, second] = [random(FIRST_DIRECTION), random(SECOND_DIRECTION)];
    const { lowest, highest } = await this.surface.extremes(weights);
    const alike = (vector: Float64Array) => combined([lengthOf(first), vector]);
    const slice = async (path: Line, direction: Float64Array) => {
      for (const at of evenly(points, -reach, reach))
        await this.#point(which, path, { at, ...NO_PLACE }, combined([1, weights], [at, direction]));
    };
    const plane = (name: Plane, x: Float64Array, y: Float64Array) =>
      this.#plane(which, name, square(points, ORIGIN, reach), [weights, x, y]);
    await slice("random", first);
    if (lowest) await slice("lowest", alike(lowest.vector));
    if (highest) await slice("highest", alike(highest.vector));
    if (withPlanes) {
      await plane("random", first, second);
      if (lowest && highest) await plane("eigenvectors", alike(lowest.vector), alike(highest.vector));
    }
    return { lambda_min: lowest?.value ?? Number.NaN, lambda_max: highest?.value ?? Number.NaN };
  }

  /** The ways from a network to another: straight, straight to it with its units permuted, and along a curve. */
  async between({ row, weights: from }: Ended, { row: end, weights: to }: Ended, withPlanes: boolean) {
    const { curve, points } = this.config;
    const which = { ...whichOf(row), other: end.replica };
    const stream = new Stream(row.seed, PURPOSES.slices, row.replica, BEND);
    const gradient = (point: Float64Array) => this.surface.gradient(point);
    const bend = await trainedBend({ curve, from, to }, gradient, this.config, stream);
    const { along, off, aside } = frameOf({ curve, from, bend, to });
    for (const at of evenly(points, 0, 1))
      await this.#point(which, "straight", { at, x: at, y: 0 }, combined([1 - at, from], [at, to]));
    const nearest = aligned(from, to, this.architecture);
    for (const at of evenly(points, 0, 1))
      await this.#point(which, "aligned", { at, ...NO_PLACE }, combined([1 - at, from], [at, nearest]));
    for (const at of evenly(points, 0, 1)) {
      const [, ofBend, ofTo] = sharesOf(curve, at);
      const place = { at, x: ofTo + ofBend * along, y: ofBend * off };
      await this.#point(which, "curve", place, pointOf({ curve, from, bend, to }, at));
    }
    if (withPlanes) {
      const direction = combined([1, to], [-1, from]);
      const half = Math.max(0.75, off / 2 + 0.25);
      const window = square(points, { x: 0.5, y: off / 2 }, half);
      await this.#plane(which, "connecting", window, [from, direction, aside]);
    }
  }

  async #point(which: Which, path: Line, place: Place & { readonly at: number }, weights: Float64Array) {
    const { loss, accuracy } = await this.surface.evaluate(weights);
    this.lines.push({ ...which, path, ...place, train_loss: loss, train_accuracy: accuracy });
  }

  async #plane(
    which: Which,
    plane: Plane,
    places: readonly Place[],
    [origin, first, second]: readonly [Float64Array, Float64Array, Float64Array],
  ) {
    for (const { x, y } of places) {
      const { loss } = await this.surface.evaluate(combined([1, origin], [x, first], [y, second]));
      this.surfaces.push({ ...which, plane, x, y, train_loss: loss });
    }
  }
}

/**
 * Where the bend of a curve lies: along the straight path and off it, both in lengths of it, and the direction aside as long as it is. A bend
 * that lies on the straight path has nothing aside.
 */
function frameOf({ from, bend, to }: Bent) {
  const direction = combined([1, to], [-1, from]);
  const towards = combined([1, bend], [-1, from]);
  const aside = across(towards, direction);
  const [length, distance] = [lengthOf(direction), lengthOf(aside)];
  return {
    along: dot(towards, direction) / length ** 2,
    off: distance / length,
    aside: distance > 0 ? ofLength(aside, length) : aside,
  };
}

const whichOf = ({ hidden, parameters, seed, replica }: Ended["row"]) => ({
  hidden,
  parameters,
  seed,
  replica,
});
