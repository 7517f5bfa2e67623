import { number } from "../base/schema.js";

/**
 * The density of the ratio r = min(s, s′)/max(s, s′) of neighbouring eigenvalue spacings in the bulk of a large GOE matrix.
 *
 * Twice the surmise (27/8)(r + r²)/(1 + r + r²)^{5/2}, exact for 3×3 matrices, with the fitted correction
 * 2C/(1 + r)² · (ρ − cρ²), ρ = r/(1 + r²), C = 0.233378, c = 2(π−2)/(4−π). Independent levels have 2/(1 + r)².
 *
 * @param r  a number from 0 to 1.
 * @returns  the density, within 0.005 of that of large matrices; its integral over [0, 1] is 1 and its mean 0.53074
 *           (large matrices: 0.5307 ± 0.0001; the surmise alone: 4 − 2√3 = 0.5359).
 * @throws   InvalidInputError  r is not what is allowed.
 *
 * Source: Atas, Bogomolny, Giraud, Roux, PRL 110, 084101 (2013).
 *
 * @example
 * spacingRatioDensity(1); // 0.8467…
 */
export function spacingRatioDensity(r: number): number {
  ratio.parse(r, "r");
  const surmise = ((27 / 4) * (r + r * r)) / (1 + r + r * r) ** 2.5;
  const symmetric = r / (1 + r * r);
  return surmise + ((2 * FITTED) / (1 + r) ** 2) * symmetric * (1 - BALANCE * symmetric);
}

const ratio = number({ min: 0, max: 1 });

const FITTED = 0.233378;
/** Keeps the integral at 1. */
const BALANCE = (2 * (Math.PI - 2)) / (4 - Math.PI);
