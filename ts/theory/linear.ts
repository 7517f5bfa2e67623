/** Solves a·X = b by elimination with partial pivoting, and returns the determinant of a. Overwrites both: b becomes X.
 * a is n×n, b is n×columns, row-major. */
export function solveInPlace(a: Float64Array, b: Float64Array, n: number): number {
  const columns = b.length / n;
  let determinant = 1;
  for (let k = 0; k < n; k++) {
    let pivotRow = k;
    for (let i = k + 1; i < n; i++)
      if (Math.abs(a[i * n + k] as number) > Math.abs(a[pivotRow * n + k] as number)) pivotRow = i;
    if (pivotRow !== k) {
      swapRows(a, n, k, pivotRow);
      swapRows(b, columns, k, pivotRow);
      determinant = -determinant;
    }
    const pivot = a[k * n + k] as number;
    determinant *= pivot;
    for (let i = k + 1; i < n; i++) {
      const factor = (a[i * n + k] as number) / pivot;
      for (let j = k + 1; j < n; j++) (a[i * n + j] as number) -= factor * (a[k * n + j] as number);
      for (let j = 0; j < columns; j++)
        (b[i * columns + j] as number) -= factor * (b[k * columns + j] as number);
    }
  }
  for (let k = n - 1; k >= 0; k--)
    for (let j = 0; j < columns; j++) {
      let sum = b[k * columns + j] as number;
      for (let i = k + 1; i < n; i++) sum -= (a[k * n + i] as number) * (b[i * columns + j] as number);
      b[k * columns + j] = sum / (a[k * n + k] as number);
    }
  return determinant;
}

function swapRows(a: Float64Array, width: number, one: number, other: number): void {
  const kept = a.slice(one * width, (one + 1) * width);
  a.copyWithin(one * width, other * width, (other + 1) * width);
  a.set(kept, other * width);
}
