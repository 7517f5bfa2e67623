import { canonicalJson } from "../base/canonical.js";
import { DisjointSets } from "../base/disjoint-sets.js";
import { InvalidInputError } from "../base/errors.js";
import { type FieldsOf, isRecord, object, optional, watchFields, wholeNumber } from "../base/schema.js";
import { lengthOf } from "../base/vectors.js";
import { type ColumnsOf, type Lists, type TableSpec, typesOf } from "../tables/spec.js";
import { withBuffer } from "../wasm/call.js";
import type { Columns } from "../wasm/columns.js";
import type { Glass } from "../wasm/generated/losscape_wasm.js";
import type { WatchOptions } from "../wasm/job.js";
import { statesOf } from "./census.js";
import { type Draw, drawColumns } from "./descents.js";
import { nearestPairs } from "./neighbours.js";
import {
  CRITICAL_POINTS,
  type CriticalPointsTable,
  type DistinctMinimaTable,
  type LinkStatus,
  ON_SPHERE,
  type SADDLE_LINKS,
} from "./tables.js";
import { inTurns } from "./work.js";

export interface ConnectOptions extends WatchOptions {
  /** Of a census: saddles are looked for between each minimum and so many that are nearest to it (3). */
  readonly neighbours?: number | undefined;
}

/** Critical points of one draw, as the tables `critical_points` and `distinct_minima` have them. */
export interface ConnectedPoints {
  /** By which links name them. */
  readonly point: Uint32Array;
  readonly energy: Float64Array;
  readonly index: Int32Array;
  readonly state: Lists;
  /** Whether these are all critical points there are; absent of a census of minima, which has no saddles. */
  readonly complete?: boolean | undefined;
}

/** What shows whether the links are all there are, or what is missing. */
export interface LinksEvidence {
  /** Minima that were given. */
  readonly minima: number;
  /** Others at which flows ended. */
  readonly further: number;
  /** Rows by their status. */
  readonly joined: number;
  readonly elsewhere: number;
  readonly unresolved: number;
  /** Parts of the graph of the given minima that hang together: one where no link is missing. */
  readonly components: number;
  /** Of a census: pairs between which saddles were looked for, searches from the peaks between them, and those that ended at no saddle of index 1. */
  readonly pairs: number;
  readonly searches: number;
  readonly failures: number;
  /** Why links may be missing; null where the graph is exact. */
  readonly reason: string | null;
}

/** What a table is made of. */
export interface SaddleLinks extends ColumnsOf<typeof SADDLE_LINKS> {
  readonly config: Readonly<Record<string, unknown>>;
  /** What else the table's metadata say. */
  readonly metadata: { readonly complete: "true" | "false"; readonly evidence: string };
}

const NEIGHBOURS = 3;

export const connectOptions = object({
  neighbours: optional(wholeNumber({ min: 1, max: 1000 })),
  ...watchFields,
} satisfies FieldsOf<ConnectOptions>);

const COLUMNS = {
  ...typesOf(ON_SPHERE),
  first: "int32",
  second: "int32",
  evaluations: "uint32",
  states: "float64",
  further: "float64",
  searches: "float64",
} as const;

/** The columns of `saddle_links`. */
export async function saddleLinks(
  glass: Glass,
  draw: Draw,
  points: ConnectedPoints,
  given: ConnectOptions,
): Promise<SaddleLinks> {
  checkColumns(points);
  const isMap = points.complete !== undefined;
  const { neighbours = NEIGHBOURS } = connectOptions.parse(given);
  if (isMap && given.neighbours !== undefined)
    throw new InvalidInputError("neighbours", neighbours, "absent: a map of critical points has its saddles");
  checkPoints(glass, draw.n, points);
  const rows = [...points.index.keys()];
  const minima = rows.filter((row) => points.index[row] === 0);
  const pairs = isMap ? new Uint32Array() : nearestPairs(points.state, minima, neighbours);
  // Of a complete map the largest energy there is; of others the largest that is known.
  const most = points.energy.reduce((most, energy) => Math.max(most, Math.abs(energy)), 0);
  const read = (columns: Columns<typeof COLUMNS>) => ({
    config: { points: rows.length, ...(!isMap && { neighbours }) },
    ...linksOf(draw, points, minima, pairs.length / 2, columns),
  });
  const work = { what: "connect", unit: isMap ? "saddles" : "pairs", columns: COLUMNS, read };
  const begin = () => glass.links(points.state.values, Uint32Array.from(points.index), pairs, most);
  return inTurns(work, begin, given);
}

function linksOf(
  draw: Draw,
  points: ConnectedPoints,
  minima: readonly number[],
  pairs: number,
  { states, further, searches, first, second, ...found }: Columns<typeof COLUMNS>,
): Omit<SaddleLinks, "config"> {
  const given = points.energy.length;
  const numbers = numbersOf(points, further.length);
  const energies = Float64Array.of(...points.energy, ...further);
  // An end is a place among both, −1 where there is none.
  const links = Array.from(found.energy, (energy, row) => {
    const ends = [first[row] as number, second[row] as number];
    ends.sort((a, b) => heightOf(energies, a) - heightOf(energies, b) || a - b);
    return { row, energy, ends, heights: ends.map((end) => energies[end] ?? Number.NaN) };
  }).sort((a, b) => a.energy - b.energy || a.row - b.row);
  const statuses = links.map(({ ends }): LinkStatus => {
    if (ends.some((end) => end === -1)) return "unresolved";
    return ends.some((end) => end >= given) ? "elsewhere" : "joined";
  });
  const evidence = evidenceOf(points, statuses, {
    minima: minima.length,
    further: further.length,
    components: componentsOf(energies.length, minima, links),
    pairs,
    searches: searches[0] as number,
    failures: (searches[0] as number) - (searches[1] as number),
  });
  const doubles = (of: (link: (typeof links)[number]) => number) => Float64Array.from(links, of);
  const end = (side: 0 | 1) => Int32Array.from(links, ({ ends }) => numbers[ends[side] as number] ?? -1);
  const height = ({ energy, heights: [a = Number.NaN, b = Number.NaN] }: (typeof links)[number]) =>
    energy - Math.max(a, b);
  return {
    metadata: { complete: evidence.reason === null ? "true" : "false", evidence: canonicalJson(evidence) },
    ...drawColumns(draw, links.length),
    link: Uint32Array.from(links.keys()),
    first: end(0),
    second: end(1),
    first_energy: doubles(({ heights }) => heights[0] as number),
    second_energy: doubles(({ heights }) => heights[1] as number),
    height: doubles(height),
    energy: doubles(({ energy }) => energy),
    gradient_norm: doubles(({ row }) => found.gradient_norm[row] as number),
    index: Int32Array.from(links, ({ row }) => found.index[row] as number),
    lambda_min: doubles(({ row }) => found.lambda_min[row] as number),
    lambda_max: doubles(({ row }) => found.lambda_max[row] as number),
    method: links.map(() => (points.complete === undefined ? "string" : "critical-points")),
    status: statuses,
    evaluations: Uint32Array.from(links, ({ row }) => found.evaluations[row] as number),
    state: statesOf(
      states,
      draw.n,
      links.map(({ row }) => row),
    ),
  };
}

/** Unresolved ends come last. */
const heightOf = (energies: Float64Array, end: number): number => energies[end] ?? Number.MAX_VALUE;

/** The numbers of the points given, and after them those of further minima. */
function numbersOf({ point }: ConnectedPoints, further: number): number[] {
  const next = point.reduce((next, number) => Math.max(next, number + 1), 0);
  return [...point, ...Array.from({ length: further }, (_, place) => next + place)];
}

function evidenceOf(
  { complete, index }: ConnectedPoints,
  statuses: readonly LinkStatus[],
  counts: Pick<LinksEvidence, "minima" | "further" | "components" | "pairs" | "searches" | "failures">,
): LinksEvidence {
  const count = (status: LinkStatus) => statuses.filter((other) => other === status).length;
  const [joined, elsewhere, unresolved] = [count("joined"), count("elsewhere"), count("unresolved")];
  const saddles = index.filter((k) => k === 1).length;
  const reason = () => {
    if (complete === undefined) return "from a census: minima and saddles may be missing";
    if (!complete) return "the map of critical points is not complete";
    if (statuses.length < saddles) return "cancelled";
    if (unresolved > 0) return `${unresolved} of ${saddles} saddles have a flow without a certain end`;
    if (elsewhere > 0)
      return `flows from ${elsewhere} of ${saddles} saddles end at minima that the map has not`;
    if (counts.components > 1) return `the graph is in ${counts.components} parts, and the sphere is not`;
    return null;
  };
  return { ...counts, joined, elsewhere, unresolved, reason: reason() };
}

/** Parts of the graph of minima, which are among `count` points, whose edges are links: through further minima too. */
function componentsOf(
  count: number,
  minima: readonly number[],
  links: readonly { readonly ends: readonly number[] }[],
): number {
  const sets = new DisjointSets(count);
  for (const {
    ends: [a = -1, b = -1],
  } of links)
    if (a !== -1 && b !== -1) sets.join(sets.find(a), sets.find(b));
  return new Set(minima.map((minimum) => sets.find(minimum))).size;
}

/** The columns of both tables that links need. */
const GIVEN = {
  columns: CRITICAL_POINTS.columns.filter(({ name }) =>
    ["n", "p", "disorder_seed", "point", "energy", "index", "state"].includes(name),
  ),
};

/** Refuses what is no Arrow table with these columns. */
export function checkTable(
  argument: string,
  table: unknown,
  { columns }: Pick<TableSpec, "columns">,
  expected: string,
) {
  const fields = (table as { schema?: { fields?: { name: string }[] } } | undefined)?.schema?.fields;
  const names = fields?.map(({ name }) => name) ?? [];
  if (columns.some(({ name }) => !names.includes(name)))
    throw new InvalidInputError(argument, table, expected);
}

/** What a table holds. */
export async function pointsOf(
  draw: Draw,
  table: CriticalPointsTable | DistinctMinimaTable,
): Promise<ConnectedPoints> {
  checkTable("minima", table, GIVEN, "a table of criticalPoints or of minima");
  const { readColumns } = await import("../tables/index.js");
  const read = readColumns(GIVEN, table) as unknown as ColumnsOf<typeof CRITICAL_POINTS>;
  for (const [name, value] of [
    ["n", draw.n],
    ["p", draw.p],
    ["disorder_seed", draw.disorderSeed],
  ] as const) {
    const other = read[name].findIndex((each: number | bigint) => each !== value);
    if (other >= 0)
      throw new InvalidInputError(
        `minima.${name}[${other}]`,
        read[name][other],
        `${value}, that of the glass`,
      );
  }
  const complete = table.schema.metadata.get("losscape.complete");
  return { ...read, ...(complete !== undefined && { complete: complete === "true" }) };
}

/** Gradients of what is given: beyond it a minimum is not told from its neighbours. */
const LARGEST_GRADIENT = 1e-7;

/** Refuses what are no columns of critical points. */
function checkColumns(points: ConnectedPoints): void {
  if (!isRecord(points))
    throw new InvalidInputError("points", points, "columns as those of glass.map and glass.census");
  const arrays = {
    point: points.point,
    energy: points.energy,
    index: points.index,
    state: points.state?.values,
  };
  for (const [name, array] of Object.entries(arrays))
    if (!ArrayBuffer.isView(array)) throw new InvalidInputError(`points.${name}`, array, "a typed array");
}

/** Refuses what are no critical points of the glass, each with a number of its own. */
function checkPoints(glass: Glass, n: number, { point, index, state }: ConnectedPoints): void {
  const twice = point.findIndex((number, row) => point.indexOf(number) !== row);
  if (twice >= 0)
    throw new InvalidInputError(`point[${twice}]`, point[twice], "a number that no other point has");
  const { values } = state;
  if (values.length !== n * index.length)
    throw new InvalidInputError("state.length", values.length, `N = ${n} spins a point`);
  for (const row of index.keys()) {
    const spins = values.subarray(row * n, (row + 1) * n);
    const gradient = withBuffer(spins, (_, buffer) => glass.sphereGradient(buffer));
    const norm = lengthOf(gradient) / Math.sqrt(n);
    if (!(norm <= LARGEST_GRADIENT))
      throw new InvalidInputError(
        `|P∇H|/√N of state[${row}]`,
        norm,
        `at most ${LARGEST_GRADIENT}, as at a critical point of this glass`,
      );
  }
}
