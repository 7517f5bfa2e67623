import { PURPOSES, Stream } from "../../base/random.js";
import { across, combined, dot, ofLength } from "../../base/vectors.js";
import { eigh } from "../../eigen/index.js";
import { type Arc, GLASS_LINES, GLASS_SURFACES, type GreatSphere } from "../../glass/slice-tables.js";
import type { SpinGlass } from "../../glass/spin-glass.js";
import { MINIMA } from "../../glass/tables.js";
import { glassesOf } from "../draws.js";
import { type ColumnsOf, columnsOf, joined, type RowOf, type RunContext, rowsIn } from "../experiment.js";
import type { Config } from "./config.js";
import { deviates } from "./deviates.js";
import { evenly, ORIGIN, square } from "./places.js";
import type { GlassDraws } from "./plan.js";

/** A minimum at which a descent ended. */
interface Minimum {
  readonly replica: number;
  readonly state: Float64Array;
}

/** Overlap from which two descents have ended at one minimum: minima lie farther apart. */
const ALIKE = 1 - 1e-6;

/** Descends to two minima of each draw, and looks at the energy about the first and on the great arc to the second. */
export async function sliceDraws(config: Config, part: GlassDraws, { signal, progress }: RunContext) {
  const minima: ColumnsOf<typeof MINIMA>[] = [];
  const lines: RowOf<typeof GLASS_LINES>[] = [];
  const surfaces: RowOf<typeof GLASS_SURFACES>[] = [];
  let done = 0;
  for (const glass of glassesOf(config, part)) {
    const found = await glass.descents({ replicas: 2, seed: glass.disorderSeed, signal });
    minima.push(found);
    const [one, other] = rowsIn(MINIMA, found).map(({ replica, status }, place) =>
      status === "converged"
        ? { replica, state: found.states.slice(place * glass.n, (place + 1) * glass.n) }
        : undefined,
    );
    if (one) {
      const looker = new GlassLooker(config, glass, one);
      lines.push(...looker.slices());
      if (other && dot(one.state, other.state) / glass.n < ALIKE) lines.push(...looker.arc(other));
      if (done < part.mapped) surfaces.push(...looker.planes());
    }
    progress({ done: ++done });
  }
  return {
    minima: joined(MINIMA, minima),
    glass_lines: columnsOf(GLASS_LINES, lines),
    glass_surfaces: columnsOf(GLASS_SURFACES, surfaces),
  };
}

/** Looks at the energy about a minimum. */
class GlassLooker {
  readonly #directions: Readonly<Record<"first" | "second" | "lowest" | "highest", Float64Array>>;
  readonly #which: Pick<RowOf<typeof GLASS_LINES>, "n" | "p" | "disorder_seed" | "replica">;

  constructor(
    private readonly config: Config,
    private readonly glass: SpinGlass,
    private readonly minimum: Minimum,
  ) {
    const { n, p, disorderSeed: disorder_seed } = glass;
    const { replica, state } = minimum;
    this.#which = { n, p, disorder_seed, replica };
    const random = (step: number) =>
      across(deviates(new Stream(disorder_seed, PURPOSES.slices, replica, step), n), state);
    // At a critical point of a pure glass the state is an eigenvector of the Euclidean Hessian (its eigenvalue is p(p-1)u, by
    // Euler), and the others are the sphere Hessian's, whose eigenvalues are theirs less pu. Those of a minimum are above 0,
    // so that p(p-1)u is the lowest, and the sphere's own begin at the second.
    const { vectors } = eigh(glass.hessian(state));
    const vector = (k: number) => across(vectors.slice(k * n, (k + 1) * n), state);
    const onSphere = (direction: Float64Array) => ofLength(direction, Math.sqrt(n));
    this.#directions = {
      first: onSphere(random(0)),
      second: onSphere(random(1)),
      lowest: onSphere(vector(1)),
      highest: onSphere(vector(n - 1)),
    };
  }

  slices(): RowOf<typeof GLASS_LINES>[] {
    const { points, reach } = this.config;
    const { first: random, lowest, highest } = this.#directions;
    const slice = (path: Arc, direction: Float64Array) =>
      this.#line({ path, other: -1 }, evenly(points, -reach, reach), (at) =>
        combined([1, this.minimum.state], [at, direction]),
      );
    return [...slice("random", random), ...slice("lowest", lowest), ...slice("highest", highest)];
  }

  /** The shorter arc to another minimum. */
  arc({ replica, state }: Minimum): RowOf<typeof GLASS_LINES>[] {
    return this.#line({ path: "straight", other: replica }, evenly(this.config.points, 0, 1), (at) =>
      combined([1 - at, this.minimum.state], [at, state]),
    );
  }

  planes(): RowOf<typeof GLASS_SURFACES>[] {
    const { points, reach } = this.config;
    const { first, second, lowest, highest } = this.#directions;
    const places = square(points, ORIGIN, reach);
    const plane = (name: GreatSphere, across: Float64Array, up: Float64Array) => {
      const { energies } = this.#at(
        places.map(({ x, y }) => combined([1, this.minimum.state], [x, across], [y, up])),
      );
      return places.map((place, k) => ({
        ...this.#which,
        plane: name,
        ...place,
        energy: energies[k] as number,
      }));
    };
    return [...plane("random", first, second), ...plane("eigenvectors", lowest, highest)];
  }

  #line(
    which: { readonly path: Arc; readonly other: number },
    places: readonly number[],
    pointAt: (at: number) => Float64Array,
  ): RowOf<typeof GLASS_LINES>[] {
    const { energies, overlaps } = this.#at(places.map(pointAt));
    return places.map((at, k) => ({
      ...{ ...this.#which, ...which, at },
      ...{ overlap: overlaps[k] as number, energy: energies[k] as number },
    }));
  }

  /** Energies per spin of points that are projected on the sphere, and their overlaps with the minimum. */
  #at(points: readonly Float64Array[]) {
    const { n } = this.glass;
    const states = points.map((point) => ofLength(point, Math.sqrt(n)));
    return {
      energies: this.glass.energies(states).map((energy) => energy / n),
      overlaps: states.map((state) => dot(state, this.minimum.state) / n),
    };
  }
}
