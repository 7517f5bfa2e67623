/**
 * The Wasserstein-1 distance of two samples: the mean distance of their quantiles, ∫ |F⁻¹ − G⁻¹|.
 *
 * Both ascending. Of two samples of one law it is not 0 but of order n^{−1/2}.
 * Source: Vallender, Theory Probab. Appl. 18 (1974).
 */
export function wasserstein(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const [ofX, ofY] = [x.length, y.length];
  let distance = 0;
  // Shares are counted in parts of 1/(ofX·ofY), so that no rounding makes a step too many.
  for (let [i, j, at] = [0, 0, 0]; i < ofX && j < ofY; ) {
    const to = Math.min((i + 1) * ofY, (j + 1) * ofX);
    distance += (to - at) * Math.abs((x[i] as number) - (y[j] as number));
    at = to;
    if (to === (i + 1) * ofY) i += 1;
    if (to === (j + 1) * ofX) j += 1;
  }
  return distance / (ofX * ofY);
}
