/** Nodes on [−1, 1] and their weights. */
export type Rule = ReturnType<typeof gaussLegendre>;

/** The Gauss–Legendre rule of the given order; Newton's method on the Legendre polynomial from Chebyshev's zeros. */
export function gaussLegendre(order: number) {
  const nodes = new Float64Array(order);
  const weights = new Float64Array(order);
  for (let i = 0; i < order; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (order + 0.5));
    let slope = 1;
    // Quadratic from an error below 1/order²: five steps reach the last bit for every order to 10^4.
    for (let step = 0; step < 5; step++) {
      let previous = 1;
      let value = x;
      for (let j = 2; j <= order; j++)
        [previous, value] = [value, ((2 * j - 1) * x * value - (j - 1) * previous) / j];
      slope = (order * (x * value - previous)) / (x * x - 1);
      x -= value / slope;
    }
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

/** ∫ f from `from` to `to`, by the rule on equal panels no wider than `width`. */
export function integrate(
  f: (x: number) => number,
  { from, to, width, rule }: { from: number; to: number; width: number; rule: Rule },
): number {
  const panels = Math.ceil((to - from) / width);
  const half = (to - from) / (2 * panels);
  let sum = 0;
  for (let panel = 0; panel < panels; panel++) {
    const centre = from + (2 * panel + 1) * half;
    rule.nodes.forEach((node, i) => {
      sum += (rule.weights[i] as number) * f(centre + half * node);
    });
  }
  return sum * half;
}

/**
 * ∫ f from `from` to `to`, f ≥ 0 and analytic: panels are halved until the halves add up to 1e-12 of the whole, or to 1e-15; of 16
 * nodes the halves' own error is then below rounding.
 */
export function integrateHalving(
  f: (x: number) => number,
  { from, to, rule }: { from: number; to: number; rule: Rule },
): number {
  const panel = (low: number, high: number) => integrate(f, { from: low, to: high, width: high - low, rule });
  const refine = (low: number, high: number, whole: number): number => {
    const middle = (low + high) / 2;
    const [left, right] = [panel(low, middle), panel(middle, high)];
    if (Math.abs(left + right - whole) <= 1e-12 * whole + 1e-15) return left + right;
    return refine(low, middle, left) + refine(middle, high, right);
  };
  return refine(from, to, panel(from, to));
}

/**
 * The integral of a function with one peak, which `start` in [from, to] is near: panels outwards from it until they hold less than
 * 1e-17 of the sum, or less than their own error. The first component of what `f` returns is that function and the second
 * its error; the others, of like shape, are integrated on the same panels.
 */
export function integrateOutwards(
  f: (x: number) => readonly [value: number, error: number, ...others: number[]],
  { from, to, start, width, rule }: { from: number; to: number; start: number; width: number; rule: Rule },
): number[] {
  const sums: number[] = [];
  const panel = (low: number, high: number): [value: number, error: number] => {
    const half = (high - low) / 2;
    let [value, error] = [0, 0];
    rule.nodes.forEach((node, i) => {
      const weight = half * (rule.weights[i] as number);
      const found = f(low + half + half * node);
      found.forEach((component, place) => {
        sums[place] = (sums[place] ?? 0) + weight * component;
      });
      value += weight * found[0];
      error += weight * found[1];
    });
    return [value, error];
  };
  for (const direction of [-1, 1]) {
    const end = direction < 0 ? from : to;
    let before = 0;
    for (let at = start; at !== end; ) {
      const next = direction * Math.min(direction * end, direction * at + width);
      const [value, error] = panel(Math.min(at, next), Math.max(at, next));
      if (value <= error || (value <= before && value < 1e-17 * (sums[0] as number))) break;
      [before, at] = [value, next];
    }
  }
  return sums;
}
