/** A place of a plane. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** From one number to another in equal steps; of an odd count between −a and a the middle one is 0. */
export const evenly = (points: number, low: number, high: number): number[] =>
  Array.from({ length: points }, (_, step) => low + (high - low) * (step / (points - 1)));

/** A square of places, row after row: x rises along a row, y from row to row. */
export function square(points: number, centre: Place, half: number): Place[] {
  const rows = evenly(points, centre.y - half, centre.y + half);
  const columns = evenly(points, centre.x - half, centre.x + half);
  return rows.flatMap((y) => columns.map((x) => ({ x, y })));
}

export const ORIGIN: Place = { x: 0, y: 0 };
