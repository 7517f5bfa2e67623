import type { Shard } from "./experiment.js";

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

/** Units of like cost, and what the shards of them are. */
export interface Work<Part> extends Pick<Shard, "label" | "unit" | "cost" | "shares"> {
  /** What the ids of these shards begin with. */
  readonly id: string;
  /** What a shard counts for each (1). */
  readonly units?: number;
  readonly together?: number;
  /** Bytes of so many. */
  memory(count: number): number;
  disk(count: number): number;
  part(first: number, count: number): Part;
}

/** `count` units in the pieces of `piecesOf`, each a shard; `cost` is that of one. */
export function shardsOf<Part>(count: number, work: Work<Part>): Shard<Part>[] {
  const { id, label, units = 1, unit, cost, together, memory, disk, shares, part } = work;
  return piecesOf(count, cost, together).map(({ first, count, suffix }) => ({
    ...{ id: `${id}${suffix}`, label, units: count * units, unit, cost: count * cost },
    ...{ memory: memory(count), disk: disk(count), ...(shares && { shares }), part: part(first, count) },
  }));
}
