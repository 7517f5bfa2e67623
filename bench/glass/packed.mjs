/** Energy and gradient of the 3-spin glass in plain JavaScript: one pass over couplings i ≤ j ≤ k, a state at a time. */

/** The couplings of a tensor, symmetrised and summed over orders of their indices. */
export function packed(tensor, n) {
  const couplings = new Float64Array((n * (n + 1) * (n + 2)) / 6);
  let at = 0;
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++)
      for (let k = j; k < n; k++) {
        const orders = new Set(
          [
            [i, j, k],
            [i, k, j],
            [j, i, k],
            [j, k, i],
            [k, i, j],
            [k, j, i],
          ].map(([a, b, c]) => (a * n + b) * n + c),
        );
        for (const index of orders) couplings[at] += tensor[index];
        at += 1;
      }
  return couplings;
}

/** @returns the energy; the gradient is written */
export function evaluate(n, couplings, state, gradient) {
  gradient.fill(0);
  let at = 0;
  for (let i = 0; i < n; i++) {
    let ofI = 0;
    for (let j = i; j < n; j++) {
      const both = state[i] * state[j];
      let ofJ = 0;
      for (let k = j; k < n; k++) {
        const coupling = couplings[at++];
        ofJ += coupling * state[k];
        gradient[k] += coupling * both;
      }
      gradient[j] += ofJ * state[i];
      ofI += ofJ * state[j];
    }
    gradient[i] += ofI;
  }
  let energy = 0;
  for (let i = 0; i < n; i++) {
    gradient[i] /= n;
    energy += (gradient[i] * state[i]) / 3;
  }
  return energy;
}
