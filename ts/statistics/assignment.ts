/**
 * The assignment of columns to rows, one each, of the least total cost: row r has the column `assignment[r]`.
 *
 * By shortest augmenting paths, a row at a time: n³ operations. Of equal assignments it is always the same one.
 * Source: Jonker, Volgenant, Computing 38 (1987) 325; Kuhn, Naval Res. Logist. Q. 2 (1955) 83.
 *
 * @param costs  n×n, row-major, finite
 */
export function leastAssignment(costs: Float64Array, n: number): Int32Array {
  // Prices at which no row and column cost less than 0; the row that has a column, or n where none has. Column n is where a path begins.
  const ofRow = new Float64Array(n + 1);
  const ofColumn = new Float64Array(n + 1);
  const rowOf = new Int32Array(n + 1).fill(n);
  for (let row = 0; row < n; row++) {
    rowOf[n] = row;
    const distance = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
    const before = new Int32Array(n).fill(n);
    const isReached = new Uint8Array(n + 1);
    let column = n;
    do {
      isReached[column] = 1;
      const from = rowOf[column] as number;
      let [nearest, least] = [n, Number.POSITIVE_INFINITY];
      for (let other = 0; other < n; other++) {
        if (isReached[other]) continue;
        const reduced =
          (costs[from * n + other] as number) - (ofRow[from] as number) - (ofColumn[other] as number);
        if (reduced < (distance[other] as number)) {
          distance[other] = reduced;
          before[other] = column;
        }
        if ((distance[other] as number) < least) [nearest, least] = [other, distance[other] as number];
      }
      for (let other = 0; other <= n; other++)
        if (isReached[other]) {
          const holder = rowOf[other] as number;
          ofRow[holder] = (ofRow[holder] as number) + least;
          ofColumn[other] = (ofColumn[other] as number) - least;
        } else distance[other] = (distance[other] as number) - least;
      column = nearest;
    } while (rowOf[column] !== n);
    // Along the path each column goes to the row before it.
    while (column !== n) {
      const previous = before[column] as number;
      rowOf[column] = rowOf[previous] as number;
      column = previous;
    }
  }
  const assignment = new Int32Array(n);
  for (let column = 0; column < n; column++) assignment[rowOf[column] as number] = column;
  return assignment;
}
