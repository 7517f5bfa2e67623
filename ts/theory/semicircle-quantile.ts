/** The x in [−1, 1] below which the semicircle on it holds the share q. */
export function semicircleQuantile(q: number): number {
  // The share below −cos a is (a − sin a cos a)/π.
  let [low, high] = [0, Math.PI];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return -Math.cos(middle);
    if (middle - Math.sin(middle) * Math.cos(middle) < Math.PI * q) low = middle;
    else high = middle;
  }
}
