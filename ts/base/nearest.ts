/** ` (did you mean sizes?)` where one of the words is near to what was written, else nothing. */
export function didYouMean(written: unknown, words: readonly string[]): string {
  const near = nearest(String(written), words);
  return near === undefined ? "" : ` (did you mean ${near}?)`;
}

/** The only word that begins so, or the one that takes the fewest edits, one in three letters at most. */
export function nearest(written: string, words: readonly string[]): string | undefined {
  const begun = words.filter((word) => written.length > 1 && word.startsWith(written));
  if (begun.length === 1) return begun[0];
  const [closest] = words
    .map((word) => ({ word, distance: edits(written.toLowerCase(), word.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  if (closest === undefined) return undefined;
  const { word, distance } = closest;
  // Of a word of one letter nothing is left after an edit.
  return distance < word.length && distance <= Math.max(1, Math.floor(word.length / 3)) ? word : undefined;
}

/** Letters inserted, left out, replaced or swapped with their neighbour: optimal string alignment. */
function edits(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] as number;
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(i - 1, j - 1) + Number(a[i - 1] !== b[j - 1]);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      (rows[i] as number[]).push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped));
    }
  }
  return at(a.length, b.length);
}
