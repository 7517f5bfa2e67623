/** What a sample of kinds, each seen so many times, says of the kinds that it has not seen. */
export interface Coverage {
  /** Units of the sample. */
  readonly sample: number;
  /** Kinds in it, and of them those seen once and twice. */
  readonly kinds: number;
  readonly once: number;
  readonly twice: number;
  /** The estimated share of the population whose kinds were seen, and its standard error. */
  readonly coverage: number;
  readonly coverageError: number;
  /** A kind of a larger share than this is missing from the sample with a probability below 5 %. */
  readonly largestUnseen: number;
  /** A lower bound on the number of kinds, and its standard error. */
  readonly chao1: number;
  readonly chao1Error: number;
}

/**
 * How much of a population a sample has seen, of how often it saw each kind.
 *
 * Coverage is Good's and Turing's 1 − f₁/n, with Esty's error √(f₁(1 − f₁/n) + 2f₂)/n; f₁ and f₂ are the kinds seen once and
 * twice. Chao1 is S + (1 − 1/n) f₁²/2f₂, or with f₁(f₁ − 1)/2 where nothing was seen twice: a lower bound in the mean, near to
 * the number of kinds where those seen once or not at all are of like shares. Both errors are for large samples, and are 0 where
 * nothing was seen once: then `largestUnseen`, 3/n, says what may be missing.
 *
 * @param counts  how often each kind was seen, each 1 or more.
 *
 * Source: Good, Biometrika 40 (1953) 237; Esty, Ann. Stat. 11 (1983) 905; Chao, Biometrics 43 (1987) 783.
 */
export function coverage(counts: ArrayLike<number>): Coverage {
  const all = Array.from(counts);
  const sample = all.reduce((sum, count) => sum + count, 0);
  const kinds = all.length;
  const once = all.filter((count) => count === 1).length;
  const twice = all.filter((count) => count === 2).length;
  const { unseen, error } = chao(sample, kinds, once, twice);
  const seen = (numerator: number) => (sample === 0 ? 0 : numerator / sample);
  return {
    ...{ sample, kinds, once, twice },
    coverage: seen(sample - once),
    coverageError: seen(Math.sqrt(once * (1 - seen(once)) + 2 * twice)),
    // (1 − w)^n < 5 % where w > 3/n, since ln 20 < 3.
    largestUnseen: sample < 3 ? 1 : 3 / sample,
    chao1: kinds + unseen,
    chao1Error: error,
  };
}

/** Chao1's number of kinds that were not seen, and the error of their number: Chao 1987, equations 5 to 7 with (n − 1)/n. */
function chao(sample: number, kinds: number, once: number, twice: number) {
  if (once === 0) return { unseen: 0, error: 0 };
  const a = (sample - 1) / sample;
  if (twice > 0) {
    const ratio = once / twice;
    const variance = twice * ((a / 2) * ratio ** 2 + a ** 2 * ratio ** 3 + (a ** 2 / 4) * ratio ** 4);
    return { unseen: (a * once * ratio) / 2, error: Math.sqrt(variance) };
  }
  const unseen = (a * once * (once - 1)) / 2;
  const variance =
    unseen + (a ** 2 * once * (2 * once - 1) ** 2) / 4 - (a ** 2 * once ** 4) / (4 * (kinds + unseen));
  return { unseen, error: Math.sqrt(Math.max(variance, 0)) };
}
