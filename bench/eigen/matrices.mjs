import { init, SpinGlass } from "../../dist/node.js";
import { networkHessian, WEIGHTS_A_UNIT } from "./network.mjs";
import { normals } from "./random.mjs";

/** By name, n to an n×n matrix: row-major, exactly symmetric, the same in every run; undefined where there is none. */
export const matrices = { GOE: gaussian, "glass Hessian": glassHessian, "network Hessian": trainedHessian };

/** Gaussian orthogonal ensemble: entries below the diagonal of variance 1, on it of 2. */
export function gaussian(n, seed = 1) {
  const normal = normals(seed);
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) a[j * n + i] = a[i * n + j] = normal();
    a[i * n + i] = Math.SQRT2 * normal();
  }
  return a;
}

/** The couplings of more spins do not fit in memory that is one allocation of WebAssembly. */
const LARGEST_GLASS = 1170;

/** The sphere Hessian of a glass of n + 1 spins at a minimum. */
async function glassHessian(n) {
  if (n > LARGEST_GLASS) return undefined;
  await init();
  const glass = SpinGlass.sample({ n: n + 1, p: 3, seed: 1 });
  const { states } = await glass.descents({ replicas: 1, seed: 1 });
  const hessian = glass.sphereHessian(states);
  const a = hessian.toArray();
  hessian.free();
  glass.free();
  return a;
}

function trainedHessian(n) {
  return n % WEIGHTS_A_UNIT === 0 ? networkHessian(n, 1) : undefined;
}
