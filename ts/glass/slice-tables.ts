import { table } from "../tables/spec.js";
import { DRAW, NORMALISATION, REPLICA } from "./tables.js";

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
    {
      name: "other",
      type: "int32",
      unit: "1",
      meaning: "number of the start whose minimum the arc leads to; -1 of a slice about one",
    },
    {
      name: "path",
      type: "dictionary",
      unit: "1",
      meaning:
        "along a random direction, along the eigenvectors of the sphere Hessian's lowest and highest eigenvalue, or straight to the other minimum",
      vocabulary: ARCS,
    },
    {
      name: "at",
      type: "float64",
      unit: "1",
      meaning:
        "place: of slices the tangent of the angle from the minimum, of arcs from 0 at the minimum to 1 at the other, along the chord",
    },
    { name: "overlap", type: "float64", unit: "1", meaning: "overlap R with the minimum" },
    { name: "energy", type: "float64", unit: "per spin", meaning: "H/N there" },
  ],
});

/** One row a place of a great sphere: x rises along a row, y from row to row. */
export const GLASS_SURFACES = table({
  name: "glass_surfaces",
  normalisation: GLASS_LINES.normalisation,
  columns: [
    ...DRAW,
    REPLICA,
    {
      name: "plane",
      type: "dictionary",
      unit: "1",
      meaning:
        "by two random directions, or by the eigenvectors of the sphere Hessian's lowest (x) and highest (y) eigenvalue",
      vocabulary: GREAT_SPHERES,
    },
    { name: "x", type: "float64", unit: "1", meaning: "tangent of the angle along the first direction" },
    { name: "y", type: "float64", unit: "1", meaning: "tangent of the angle along the second direction" },
    { name: "energy", type: "float64", unit: "per spin", meaning: "H/N there" },
  ],
});
