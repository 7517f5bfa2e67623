/** Numpy's dense forms: a state at a time, and the whole batch by one product. */
export const FORMS = ["gemv", "gemm"];

const BETTER = "× the better dense form";
const evaluation = (p, n, precision, strict, relaxed) => ({
  ...{ task: "energy and gradient", p, n, precision, column: BETTER },
  atLeast: { strict, relaxed },
});
const share = (n, precision) => ({
  ...{ task: "energy and gradient", p: 3, n, precision, column: "of the limit" },
  atLeast: { strict: 0.65, relaxed: 0.55 },
});

/** What each build is to reach at least, by the column of the bench's rows that says it. */
const targets = [
  ...[250, 500].flatMap((n) => [evaluation(3, n, "f64", 2.3, 3), evaluation(3, n, "f32", 1.6, 2)]),
  ...[25, 100].flatMap((n) => [evaluation(3, n, "f64", 1, 1.3), evaluation(3, n, "f32", 1, 1.3)]),
  ...[100, 250, 500].flatMap((n) => [share(n, "f64"), share(n, "f32")]),
  {
    task: "descent",
    p: 3,
    n: 250,
    precision: "f64",
    column: "× numpy",
    atLeast: { strict: 2, relaxed: 2.5 },
  },
  evaluation(4, 100, "f64", 2.5, 3),
];

/** Each target beside what the rows reached, and whether that meets it. */
export function judge(rows) {
  return targets.flatMap(({ task, p, n, precision, column, atLeast }) =>
    Object.entries(atLeast).map(([solver, least]) => {
      const row = rows.find(
        (row) =>
          row.solver === solver &&
          row.task === task &&
          row.p === p &&
          row.n === n &&
          row.precision === precision,
      );
      const reached = row?.[column];
      return {
        ...{ task, p, n, precision, solver, ratio: column, "at least": least },
        ...(reached === undefined ? { met: "not measured" } : { reached, met: reached >= least }),
      };
    }),
  );
}
