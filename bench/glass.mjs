import { init, SpinGlass } from "../dist/node.js";
import { medians, short } from "./timing.mjs";

const BATCH = 16;

/** Energy and gradient by one matrix-vector product a spin over the full tensor, as dense code does it. */
function denseEvaluate(n, tensor, state, gradient) {
  let energy = 0;
  gradient.fill(0);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const row = (i * n + j) * n;
      let field = 0;
      for (let k = 0; k < n; k++) field += tensor[row + k] * state[k];
      gradient[i] += (3 * field * state[j]) / n;
    }
    energy += (gradient[i] * state[i]) / 3;
  }
  return energy;
}

/** The symmetric tensor whose glass is `glass`, by polarisation of the energy: exact to rounding. */
function symmetricTensor(glass, n) {
  const energyAt = (i, j, k) => {
    const state = new Float64Array(n);
    for (const at of [i, j, k]) if (at !== undefined) state[at] += 1;
    return glass.energy(state);
  };
  const tensor = new Float64Array(n ** 3);
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++)
      for (let k = j; k < n; k++) {
        const value =
          (n / 6) *
          (energyAt(i, j, k) -
            energyAt(i, j) -
            energyAt(j, k) -
            energyAt(i, k) +
            energyAt(i) +
            energyAt(j) +
            energyAt(k));
        for (const [a, b, c] of [
          [i, j, k],
          [i, k, j],
          [j, i, k],
          [j, k, i],
          [k, i, j],
          [k, j, i],
        ])
          tensor[(a * n + b) * n + c] = value;
      }
  return tensor;
}

export default {
  name: "glass",
  question: `energy and gradient of ${BATCH} states a call, microseconds a state`,
  async run({ check, limit }) {
    await init();
    const rows = [];
    for (const n of check ? [8, 15] : [25, 50, 100, 250]) {
      const glass = SpinGlass.sample({ n, p: 3, seed: 1 });
      const states = Float64Array.from({ length: n * BATCH }, (_, i) => Math.sin(i + 1));
      const candidates = { ours: () => glass.evaluate(states) };
      let worst = 0;
      if (n <= 50) {
        const tensor = symmetricTensor(glass, n);
        const gradient = new Float64Array(n);
        candidates.dense = () => denseEvaluate(n, tensor, states.subarray(0, n), gradient);
        const { energies, gradients } = glass.evaluate(states);
        const energy = candidates.dense();
        const size = Math.hypot(...gradient) * Math.sqrt(n);
        worst =
          Math.max(Math.abs(energy - energies[0]), ...gradient.map((g, i) => Math.abs(g - gradients[i]))) /
          size;
      }
      const { ours, dense } = await medians(candidates, { repeats: check ? 1 : 7 });
      const rate = (4 * BATCH * n * (n + 1) * (n + 2)) / 6 / ours / 1e9;
      rows.push({
        n,
        "ours µs": short((ours / BATCH) * 1e6),
        "GFLOP/s": short(rate),
        "of the limit": short(rate / limit),
        ...(dense && { "dense JavaScript µs": short(dense * 1e6), ratio: short(dense / (ours / BATCH)) }),
        difference: short(worst),
        // Polarisation of sums of n³ terms loses about a factor of 64.
        wrong: worst > 64 * n * Number.EPSILON && `n = ${n}: differs from the dense sum by ${worst}`,
      });
      glass.free();
    }
    return rows;
  },
};
