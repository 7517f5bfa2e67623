/** The same bytes with each single bit flipped, one after the other. The array is the same each time. */
export function* flips(bytes: Uint8Array): Generator<Uint8Array<ArrayBuffer>> {
  const flipped = Uint8Array.from(bytes);
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const at = bit >> 3;
    const was = flipped[at] as number;
    flipped[at] = was ^ (1 << (bit & 7));
    yield flipped;
    flipped[at] = was;
  }
}
