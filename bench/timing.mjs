/**
 * Median seconds of each candidate, taken in turn so that drift of the machine's speed falls on all of them.
 *
 * @param {Record<string, () => unknown>} candidates
 */
export async function medians(candidates, { repeats, atLeast = 0.05 }) {
  const names = Object.keys(candidates);
  const loops = {};
  for (const name of names) {
    await candidates[name]();
    const once = await seconds(candidates[name], 1);
    loops[name] = Math.max(1, Math.round(atLeast / once));
  }
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let repeat = 0; repeat < repeats; repeat++)
    for (const name of names)
      samples[name].push((await seconds(candidates[name], loops[name])) / loops[name]);
  return Object.fromEntries(names.map((name) => [name, median(samples[name])]));
}

async function seconds(work, loops) {
  const start = performance.now();
  for (let loop = 0; loop < loops; loop++) await work();
  return (performance.now() - start) / 1000;
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Three significant digits. */
export const short = (value) => Number(value.toPrecision(3));
