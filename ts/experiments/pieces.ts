/** Seconds that a shard should take: small against a run, large against the making of what shards share. */
export const TARGET_COST = 4;

/** Bytes of an Arrow file beside its rows: schema, units, meanings and config stand in it twice. */
export const FILE_BYTES = 4000;

/** Some of the units of a size. */
export interface Piece {
  readonly first: number;
  readonly count: number;
  /** What tells it from the size's other pieces, in a shard's id. */
  readonly suffix: string;
}

/** `count` units of like cost, in seconds, in one piece, or in several where that is long; each a multiple of `together`, but the last. */
export function piecesOf(count: number, cost: number, together = 1): Piece[] {
  const groups = Math.ceil(count / together);
  const pieces = Math.min(groups, Math.max(1, Math.round((count * cost) / TARGET_COST)));
  const edge = (piece: number) => Math.min(count, together * Math.floor((piece * groups) / pieces));
  return Array.from({ length: pieces }, (_, piece) => ({
    first: edge(piece),
    count: edge(piece + 1) - edge(piece),
    suffix: pieces > 1 ? `-part${piece}` : "",
  }));
}
