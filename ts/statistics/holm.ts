/**
 * Several tests with one error rate: Holm's step-down.
 *
 * Whatever decides at level α/m (m tests) is kept, the others are tried at α/(those left), until none decides any more.
 *
 * @param tests  what a test decides at a level: undefined where it decides nothing. A p-value is `(α) => p <= α || undefined`.
 * @returns      the decisions, in order; each is right but for probability α that any is wrong.
 *
 * Source: Holm, Scand. J. Statist. 6 (1979).
 */
export function holm<T>(
  tests: readonly ((alpha: number) => T | undefined)[],
  alpha: number,
): (T | undefined)[] {
  const decisions = new Array<T | undefined>(tests.length).fill(undefined);
  for (;;) {
    const open = [...tests.keys()].filter((place) => decisions[place] === undefined);
    for (const place of open) decisions[place] = tests[place]?.(alpha / open.length);
    if (open.every((place) => decisions[place] === undefined)) return decisions;
  }
}
