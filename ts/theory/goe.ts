import { erf } from "./erf.js";

/**
 * The one-point density of the eigenvalues of an n×n GOE matrix with joint density ∝ exp(−½ Σ x²) Π |x_i − x_j|:
 * it integrates to n, and its bulk is the semicircle on [−√(2n), √(2n)].
 *
 * Σ_{j<n} φ_j² + √(n/2) φ_{n−1} Φ_n + [n odd] φ_{n−1} / ∫φ_{n−1}, φ_j the Hermite functions and
 * Φ_j(x) = ½ ∫ sign(x − t) φ_j(t) dt. Integrating φ_j' = √(j/2) φ_{j−1} − √((j+1)/2) φ_{j+1} gives Φ's recurrence.
 *
 * For n up to 1000. Source: Mehta, Random Matrices (3rd ed., 2004), ch. 7 (eq. 7.2.28 ff.).
 */
export function goeDensity(n: number, x: number): number {
  const distance = Math.abs(x); // the density is even
  // φ_j = e^{−x²/4} scaled_j: φ_0 itself would underflow well inside the bulk of n = 1000.
  const half = Math.exp((-distance * distance) / 4);
  let scaled = half / Math.PI ** 0.25;
  let scaledBefore = 0;

  let whole = Math.SQRT2 * Math.PI ** 0.25; // ∫φ_j, j the even one of the pair (j, j − 1)
  let primitive = (whole / 2) * erf(distance / Math.SQRT2); // Φ_j
  let primitiveBefore = 0; // Φ_{j−1}
  let squares = 0;
  let phi = 0;
  for (let j = 0; j < n; j++) {
    phi = half * scaled;
    squares += phi * phi;
    const ratio = Math.sqrt(j / (j + 1));
    const step = Math.sqrt(2 / (j + 1));
    [scaledBefore, scaled] = [scaled, step * distance * scaled - ratio * scaledBefore];
    [primitiveBefore, primitive] = [primitive, ratio * primitiveBefore - step * phi];
    if (j % 2 === 1 && j + 1 < n) whole *= ratio;
  }
  return squares + Math.sqrt(n / 2) * phi * primitive + (n % 2 === 1 ? phi / whole : 0);
}
