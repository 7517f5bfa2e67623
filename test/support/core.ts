import { readFileSync } from "node:fs";
import { init } from "../../ts/wasm/loader.js";
import { SIMD } from "./simd.js";

/** Starts the core from the file that set-up built. */
export function startCore(): Promise<void> {
  return init({ simd: SIMD, source: readFileSync(new URL(`../../dist/${SIMD}.wasm`, import.meta.url)) });
}

export const EPS = Number.EPSILON;

export function dot(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] as number) * (y[i] as number);
  return sum;
}

export const norm = (x: ArrayLike<number>): number => Math.sqrt(dot(x, x));

/** A vector scaled to |x|² = n. */
export function toSphere(x: Float64Array): Float64Array {
  const scale = Math.sqrt(x.length) / norm(x);
  return x.map((entry) => entry * scale);
}
