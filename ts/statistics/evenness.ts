/** 1/(K Σ f²), f the shares of K counts: 1 where they are even, 1/K where one has all. */
export function evenness(counts: ArrayLike<number>): number {
  let [total, squares] = [0, 0];
  for (let i = 0; i < counts.length; i++) total += counts[i] as number;
  for (let i = 0; i < counts.length; i++) squares += ((counts[i] as number) / total) ** 2;
  return 1 / (counts.length * squares);
}
