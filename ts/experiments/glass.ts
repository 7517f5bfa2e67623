import type { Bounds, Quantity, Size } from "../figures/about.js";
import { groundState, threshold } from "../theory/index.js";

/** The axes that experiments on the glass have in common. */
export const SPINS: Size = { column: "n", label: "N", meaning: "number of spins N" };
export const EIGENVALUE: Quantity = {
  column: "eigenvalue",
  label: "eigenvalue of the sphere Hessian",
  symbol: "eigenvalue",
};
export const ENERGY: Quantity = { column: "energy", label: "energy per spin, H/N", symbol: "H/N" };

/** Where theory has the energies of a pure p-spin glass for N → ∞. */
export function energyBounds(p: number): Bounds {
  return {
    places: [
      { at: -groundState(p), name: "−E₀" },
      { at: -threshold(p), name: "−E∞" },
    ],
    meaning: "E₀: ground state; E∞: threshold, N → ∞",
  };
}
