import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** States a call. */
export const BATCH = 32;

/** Numbers of variance 1 that nobody stores: of the generator mulberry32, two uniform ones a normal (Box, Muller, 1958). */
function* normals(seed) {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  for (;;) {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    yield radius * Math.cos(angle);
    yield radius * Math.sin(angle);
  }
}

/** So many of them. */
export function drawn(length, seed) {
  const source = normals(seed);
  return Float64Array.from({ length }, () => source.next().value);
}

/** States on the sphere |σ|² = N, one after another. */
export function statesOf(n) {
  const states = drawn(BATCH * n, n);
  for (let b = 0; b < BATCH; b++) {
    const state = states.subarray(b * n, (b + 1) * n);
    const scale = Math.sqrt(n) / Math.hypot(...state);
    for (let i = 0; i < n; i++) state[i] *= scale;
  }
  return states;
}

/** N^p couplings, not symmetric: all solvers take H = N^(−(p−1)/2) Σ J_{i…} σ_i… of them. */
export const tensorOf = (n, p) => drawn(n ** p, p);

/** What solvers load: the states, and the couplings, where `tensor` asks for them. */
export function writeProblem(folder, { n, p, tensor }) {
  const states = statesOf(n);
  writeFileSync(join(folder, "states"), states);
  if (tensor) writeFileSync(join(folder, "tensor"), tensorOf(n, p));
  return states;
}
