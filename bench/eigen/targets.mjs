/** What the eigen-solver is to reach: its time by a build over a peer's, at most, at every n and matrix of the range. */
export const targets = [
  { task: "values", peer: "OpenBLAS", n: [500, 2000], strict: 1.3, relaxed: 1 },
  { task: "values", peer: "OpenBLAS", n: [50, 250], strict: 1.5, relaxed: 1.3 },
  { task: "pairs", peer: "OpenBLAS", n: [250, 1000], strict: 1.8, relaxed: 1.3 },
  { task: "pairs", peer: "OpenBLAS", n: [2000, 2000], strict: 2, relaxed: 1.4 },
  { task: "inertia", peer: "OpenBLAS", n: [500, 2000], strict: 2.5, relaxed: 1.6 },
  { task: "values", peer: "best in pages", n: [250, 2000], strict: 0.45, relaxed: 0.33 },
  { task: "pairs", peer: "best in pages", n: [250, 2000], strict: 0.3, relaxed: 0.2 },
  { task: "values", peer: "OpenBLAS", n: [100, 100], count: 1000, strict: 1.3, relaxed: 1 },
];

/**
 * Each target beside what the rows of the bench reached: the ratios from the best to the worst, where the worst was, and
 * whether all of them meet it.
 */
export function judge(rows) {
  return targets.flatMap(({ task, peer, n: [from, to], count = 1, ...most }) =>
    Object.entries(most).map(([build, atMost]) => {
      const reached = rows
        .filter(
          (row) =>
            row.task === task && row.solver === build && row.n >= from && row.n <= to && row.count === count,
        )
        .map((row) => ({ ratio: row[`× ${peer}`], where: `${row.matrix} ${row.n}` }))
        .filter(({ ratio }) => ratio !== undefined)
        .sort((one, other) => one.ratio - other.ratio);
      const worst = reached.at(-1);
      return {
        task: count === 1 ? task : `${task}, ${count} at once`,
        n: from === to ? `${from}` : `${from}–${to}`,
        against: peer,
        build,
        "at most": atMost,
        ...(worst === undefined
          ? { met: "not measured" }
          : { best: reached[0].ratio, worst: worst.ratio, where: worst.where, met: worst.ratio <= atMost }),
      };
    }),
  );
}
