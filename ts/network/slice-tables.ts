import { dictionary, float64, int32, nullable, table } from "../tables/spec.js";
import { NORMALISATION, RESULTS, TRAIN_ACCURACY, TRAIN_LOSS, WHICH } from "./tables.js";

/** Ways through the weights: slices about a network, and paths from one to another. */
export const LINES = ["random", "lowest", "highest", "straight", "aligned", "curve"] as const;
export type Line = (typeof LINES)[number];

/** Planes: two random directions, two eigenvectors, or two networks and the bend of the curve between them. */
export const PLANES = ["random", "eigenvectors", "connecting"] as const;
export type Plane = (typeof PLANES)[number];

const SLICED =
  "a direction of a slice is as long as the weights without biases, and a random one so filter by filter (a unit's weights), and 0 " +
  "on biases; networks are permuted on aligned paths alone";

const OTHER = int32("other", "number of the network to which the path leads; -1 of a slice about one");

const lanczos = <const Name extends string>(name: Name, which: string) =>
  nullable(
    float64(
      name,
      "as the loss",
      `${which} eigenvalue of the Hessian of the train loss, by Lanczos; null of networks without slices`,
    ),
  );

/** `networks` that are looked at along slices and paths. */
export const SLICED_NETWORKS = table({
  name: "networks",
  normalisation: NORMALISATION,
  columns: [...WHICH, ...RESULTS, lanczos("lambda_min", "smallest"), lanczos("lambda_max", "largest")],
});

/** One row a place on a line or a curve. */
export const LOSS_LINES = table({
  name: "lines",
  normalisation: `${NORMALISATION}; ${SLICED}`,
  columns: [
    ...WHICH,
    OTHER,
    dictionary(
      "path",
      "slices along a random direction and along the eigenvectors of the Hessian's lowest and highest eigenvalue; paths straight to the other network, straight to it with its hidden units permuted to lie nearest, and along a curve whose bend was trained",
      LINES,
    ),
    float64(
      "at",
      "1",
      "place: of slices in lengths of the direction from the network, of paths from 0 at the network to 1 at the other",
    ),
    nullable(
      float64("x", "1", "of straight and curve: along the straight one, in lengths of it; null of others"),
    ),
    nullable(
      float64(
        "y",
        "1",
        "of straight and curve: off the straight one, towards the bend, in lengths of it; null of others",
      ),
    ),
    TRAIN_LOSS,
    TRAIN_ACCURACY,
  ],
});

/** One row a place of a plane: x rises along a row, y from row to row. */
export const LOSS_SURFACES = table({
  name: "surfaces",
  normalisation: LOSS_LINES.normalisation,
  columns: [
    ...WHICH,
    OTHER,
    dictionary(
      "plane",
      "by two random directions, by the eigenvectors of the Hessian's lowest (x) and highest (y) eigenvalue, or through both networks and the bend of the curve",
      PLANES,
    ),
    float64(
      "x",
      "1",
      "along the first direction, in lengths of it; of a connecting plane 0 at the network and 1 at the other",
    ),
    float64("y", "1", "along the second direction, likewise; 0 at both networks"),
    TRAIN_LOSS,
  ],
});
