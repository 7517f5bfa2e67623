import { ARRAYS, type NumberArrays } from "../base/number-arrays.js";
import { call } from "./call.js";
import type { Job } from "./generated/losscape_wasm.js";
import { coreMemory } from "./loader.js";

/** What a column of each type is in JavaScript. */
interface Arrays extends NumberArrays {
  /** Words out of a small vocabulary. */
  readonly dictionary: string[];
}

/** The types of columns by their names. */
export type ColumnTypes = Readonly<Record<string, keyof Arrays>>;

/** Columns of these types, by name. */
export type Columns<T extends ColumnTypes> = { readonly [Name in keyof T]: Arrays[T[Name]] };

/** A column in the core. */
interface Column {
  readonly type: keyof Arrays;
  /** Of a dictionary, its words in the order of their codes. */
  readonly words: readonly string[];
  readonly place: number;
}

/** The columns of every kind of job that there was, by the core's own text of them. */
const layouts = new Map<string, Layout>();

export type Layout = ReadonlyMap<string, Column>;

/** Copies of the columns that a job has finished, which have the types that `types` says. */
export function take<const T extends ColumnTypes>(job: Job, types: T): Columns<T> {
  return call(() => {
    const places = job.take();
    return copies(types, layoutOf(job.layout), places);
  });
}

/** Copies of columns in the core, whose addresses and lengths are `places`. */
export function copies<const T extends ColumnTypes>(
  types: T,
  layout: Layout,
  places: Uint32Array,
): Columns<T> {
  const columns: Partial<Record<string, Arrays[keyof Arrays]>> = {};
  for (const name in types) {
    const column = layout.get(name);
    if (column?.type !== types[name])
      throw new TypeError(`the core has no column ${name} of type ${types[name]}`);
    const place = 2 * column.place;
    columns[name] = copied(column, places[place] as number, places[place + 1] as number);
  }
  return columns as Columns<T>;
}

/** Reads what `Job::layout` in crates/wasm/src/job.rs writes. */
export function layoutOf(text: string): Layout {
  const known = layouts.get(text);
  if (known !== undefined) return known;
  const lines = text.trimEnd().split(" \n");
  const layout = new Map(
    lines.map((line, place) => {
      const [name, type, ...words] = line.split(" ") as [string, keyof Arrays, ...string[]];
      return [name, { type, words, place }];
    }),
  );
  layouts.set(text, layout);
  return layout;
}

function copied({ type, words }: Column, address: number, length: number): Arrays[keyof Arrays] {
  const { buffer } = coreMemory();
  if (type !== "dictionary") return new ARRAYS[type](buffer, address, length).slice();
  return Array.from(new Uint8Array(buffer, address, length), (code) => words[code] as string);
}
