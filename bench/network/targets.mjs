/** Torch's ways of training: as people write it, and the fastest that is known to us. */
export const FORMS = ["module a replica", "batched"];

/** What the strict build is to reach at least, by the column of the bench's rows that says it. */
const targets = [
  ...[
    [25, 32, 8, 1.2],
    [25, 100, 4, 1.2],
    [100, 32, 3, 0.8],
    [100, 100, 2, 0.8],
  ].flatMap(([hidden, batch, ...least]) =>
    FORMS.map((form, f) => ({ task: "SGD", hidden, batch, column: `× ${form}`, atLeast: least[f] })),
  ),
  { task: "Hessian, relu", hidden: 10, column: "× torch", atLeast: 30 },
  { task: "Hessian, softplus", hidden: 10, column: "× torch", atLeast: 30 },
  { task: "Hessian, softplus", hidden: 100, column: "of the limit", atLeast: 0.5 },
  { task: "Hessian, relu", hidden: 100, column: "of the limit", atLeast: 0.5 },
];

/** Each target beside what the rows reached, and whether that meets it. */
export function judge(rows) {
  return targets.map(({ task, hidden, batch, column, atLeast }) => {
    const row = rows.find(
      (row) => row.solver === "strict" && row.task === task && row.hidden === hidden && row.batch === batch,
    );
    const reached = row?.[column];
    return {
      task,
      hidden,
      ...(batch !== undefined && { batch }),
      ratio: column,
      "at least": atLeast,
      ...(reached === undefined ? { met: "not measured" } : { reached, met: reached >= atLeast }),
    };
  });
}
