/** Numbers of few values: which of the values each has. */
export interface Cut {
  readonly codes: Uint32Array;
  readonly values: Float64Array;
}

/** A loop, because `Float64Array.from` with a function takes 25 times as long. */
export function numbersOf({ codes, values }: Cut): Float64Array {
  const numbers = new Float64Array(codes.length);
  for (let place = 0; place < codes.length; place++)
    numbers[place] = values[codes[place] as number] as number;
  return numbers;
}

/**
 * The cuts of numbers into k values with the least sum of squared distances, for every k up to `most`: exact, and without a start.
 *
 * Groups of an optimum are neighbours in order. Of the least costs of the first j numbers in q groups, Q_q(j) = min_i Q_{q−1}(i) + cost(i, j),
 * the best i never falls as j grows, so that halving finds all of a q in n·log n steps. Of equal costs the lowest i wins. Only sums,
 * products and quotients are computed: every engine finds the same bits.
 *
 * Source: Wang and Song, Ckmeans.1d.dp, R Journal 3/2 (2011); halving: Grønlund and others, arXiv:1701.07204 (2017).
 *
 * @param most  from 1 to the number of numbers; 4 bytes of each times `most` are kept.
 */
export function kMeans(numbers: Float64Array, most: number): (k: number) => Cut {
  const order = Uint32Array.from(numbers, (_, place) => place).sort(
    (a, b) => (numbers[a] as number) - (numbers[b] as number) || a - b,
  );
  const cost = costOf(Float64Array.from(order, (place) => numbers[place] as number));
  const count = numbers.length;
  let before: Float64Array = Float64Array.from({ length: count + 1 }, (_, to) => cost(0, to));
  /** By groups q and numbers j: where the last of q groups of the first j begins. */
  const begins: Uint32Array[] = [new Uint32Array(count + 1)];
  for (let groups = 2; groups <= most; groups++) {
    const [costs, begin] = nextGroup(before, groups, cost);
    begins.push(begin);
    before = costs;
  }
  return (k) => {
    const codes = new Uint32Array(count);
    const values = new Float64Array(k);
    let to = count;
    for (let group = k - 1; group >= 0; group--) {
      const from = (begins[group] as Uint32Array)[to] as number;
      const members = order.subarray(from, to);
      let sum = 0;
      for (const place of members) {
        codes[place] = group;
        sum += numbers[place] as number;
      }
      values[group] = sum / members.length;
      to = from;
    }
    return { codes, values };
  };
}

type Cost = (from: number, to: number) => number;

/** The sum of squared distances from their mean of sorted numbers, from `from` up to but not including `to`. */
function costOf(sorted: Float64Array): Cost {
  // About their middle, so that sums of squares lose no digits to a common offset.
  const middle = sorted[sorted.length >> 1] as number;
  const [sums, squares] = [new Float64Array(sorted.length + 1), new Float64Array(sorted.length + 1)];
  sorted.forEach((number, place) => {
    const distance = number - middle;
    sums[place + 1] = (sums[place] as number) + distance;
    squares[place + 1] = (squares[place] as number) + distance * distance;
  });
  return (from, to) => {
    if (to - from < 2) return 0;
    const sum = (sums[to] as number) - (sums[from] as number);
    return (squares[to] as number) - (squares[from] as number) - (sum * sum) / (to - from);
  };
}

/** From the least costs of one group less those of `groups`, and where the last of them begins. */
function nextGroup(
  before: Float64Array,
  groups: number,
  cost: Cost,
): [costs: Float64Array, begin: Uint32Array] {
  const costs = new Float64Array(before.length).fill(Number.POSITIVE_INFINITY);
  const begin = new Uint32Array(before.length);
  // Every group has a number.
  fill(groups, before.length - 1, groups - 1, before.length - 2);
  return [costs, begin];

  function fill(from: number, to: number, lowest: number, highest: number): void {
    if (from > to) return;
    const middle = (from + to) >> 1;
    let [least, best] = [Number.POSITIVE_INFINITY, lowest];
    for (let split = lowest; split <= Math.min(highest, middle - 1); split++) {
      const found = (before[split] as number) + cost(split, middle);
      if (found < least) [least, best] = [found, split];
    }
    costs[middle] = least;
    begin[middle] = best;
    fill(from, middle - 1, lowest, best);
    fill(middle + 1, to, best, highest);
  }
}
