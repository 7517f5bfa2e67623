import { dictionary, float64, int32, table } from "../tables/spec.js";
import { DRAW, ENERGY, NORMALISATION, REPLICA } from "./tables.js";

/** Great circles of the sphere: slices about a minimum, and the arc from one minimum to another. */
export const ARCS = ["random", "lowest", "highest", "straight"] as const;
export type Arc = (typeof ARCS)[number];

/** Two-dimensional great spheres about a minimum. */
export const GREAT_SPHERES = ["random", "eigenvectors"] as const;
export type GreatSphere = (typeof GREAT_SPHERES)[number];

const CHART =
  "a slice about a minimum s is the central projection of s + x d + y e, d and e tangent and of length sqrt(N), back to the sphere: " +
  "x and y are tangents of angles, and straight lines are great circles";

/** One row a place on a great circle. */
export const GLASS_LINES = table({
  name: "glass_lines",
  normalisation: `${NORMALISATION}; ${CHART}`,
  columns: [
    ...DRAW,
    REPLICA,
    int32("other", "number of the start whose minimum the arc leads to; -1 of a slice about one"),
    dictionary(
      "path",
      "along a random direction, along the eigenvectors of the sphere Hessian's lowest and highest eigenvalue, or straight to the other minimum",
      ARCS,
    ),
    float64(
      "at",
      "1",
      "place: of slices the tangent of the angle from the minimum, of arcs from 0 at the minimum to 1 at the other, along the chord",
    ),
    float64("overlap", "1", "overlap R with the minimum"),
    ENERGY,
  ],
});

/** One row a place of a great sphere: x rises along a row, y from row to row. */
export const GLASS_SURFACES = table({
  name: "glass_surfaces",
  normalisation: GLASS_LINES.normalisation,
  columns: [
    ...DRAW,
    REPLICA,
    dictionary(
      "plane",
      "by two random directions, or by the eigenvectors of the sphere Hessian's lowest (x) and highest (y) eigenvalue",
      GREAT_SPHERES,
    ),
    float64("x", "1", "tangent of the angle along the first direction"),
    float64("y", "1", "tangent of the angle along the second direction"),
    ENERGY,
  ],
});
