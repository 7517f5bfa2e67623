const EPS = Number.EPSILON;

/** ‖AV − VΛ‖_F in units of n·eps·‖A‖₂, and ‖VᵀV − I‖_F in units of n·eps; vectors lie one after another. */
export function pairErrors(a, n, values, vectors) {
  const norm = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let residual = 0;
  forEachDot(vectors, a, n, (k, i, product) => {
    residual += (product - values[k] * vectors[k * n + i]) ** 2;
  });
  let defect = 0;
  forEachDot(vectors, vectors, n, (k, l, product) => {
    defect += (product - (k === l ? 1 : 0)) ** 2;
  });
  return {
    residual: Math.sqrt(residual) / (n * EPS * (norm || 1)),
    orthogonality: Math.sqrt(defect) / (n * EPS),
  };
}

/** Visits each product of a row of x with a row of y: two rows of each at a time, so that it takes seconds at n = 2000. */
function forEachDot(x, y, n, visit) {
  for (let k = 0; k < n; k += 2)
    for (let i = 0; i < n; i += 2) {
      const k0 = k * n;
      const k1 = Math.min(k + 1, n - 1) * n;
      const i0 = i * n;
      const i1 = Math.min(i + 1, n - 1) * n;
      let s00 = 0;
      let s01 = 0;
      let s10 = 0;
      let s11 = 0;
      for (let j = 0; j < n; j++) {
        s00 += x[k0 + j] * y[i0 + j];
        s01 += x[k0 + j] * y[i1 + j];
        s10 += x[k1 + j] * y[i0 + j];
        s11 += x[k1 + j] * y[i1 + j];
      }
      visit(k, i, s00);
      if (i + 1 < n) visit(k, i + 1, s01);
      if (k + 1 < n) visit(k + 1, i, s10);
      if (k + 1 < n && i + 1 < n) visit(k + 1, i + 1, s11);
    }
}

/** The largest difference of eigenvalues of `count` matrices in units of n·eps·‖A‖₂ (each matrix's own). */
export function valueError(values, reference, n) {
  let worst = 0;
  for (let start = 0; start < reference.length; start += n) {
    const norm = Math.max(Math.abs(reference[start]), Math.abs(reference[start + n - 1]));
    for (let i = start; i < start + n; i++)
      worst = Math.max(worst, Math.abs(values[i] - reference[i]) / (n * EPS * (norm || 1)));
  }
  return worst;
}

/** Whether counts of signs agree with eigenvalues of which those within 10·n·eps·‖A‖₂ of zero may have any sign. */
export function signsAgree([negative, zero, positive], reference, n) {
  const margin = 10 * n * EPS * Math.max(Math.abs(reference[0]), Math.abs(reference[n - 1]));
  const below = reference.filter((value) => value < -margin).length;
  const above = reference.filter((value) => value > margin).length;
  return negative >= below && positive >= above && negative + zero + positive === n;
}
