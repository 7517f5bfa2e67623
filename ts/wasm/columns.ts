import { call } from "./call.js";
import type { Job } from "./generated/losscape_wasm.js";
import { coreMemory } from "./loader.js";

/** What a column of each type is in JavaScript. */
interface Arrays {
  readonly float64: Float64Array;
  readonly int32: Int32Array;
  readonly uint32: Uint32Array;
  readonly uint64: BigUint64Array;
  /** Words out of a small vocabulary. */
  readonly dictionary: string[];
}

/** The types of columns by their names. */
export type ColumnTypes = Readonly<Record<string, keyof Arrays>>;

/** Columns of these types, by name. */
export type Columns<T extends ColumnTypes> = { readonly [Name in keyof T]: Arrays[T[Name]] };

/** A column in the core; the fields are those of `described` in crates/wasm/src/job.rs. */
interface Described {
  readonly type: keyof Arrays;
  readonly address: number;
  readonly length: number;
  /** For a dictionary: its words in the order of their codes, joined by commas. */
  readonly vocabulary?: string;
}

/** Copies of the columns that a job has finished, which have the types that `types` says. */
export function take<const T extends ColumnTypes>(job: Job, types: T): Columns<T> {
  return call(() => {
    const described: Readonly<Record<string, Described>> = job.take();
    const columns = Object.entries(types).map(([name, type]) => {
      const column = described[name];
      if (column?.type !== type) throw new TypeError(`the core has no column ${name} of type ${type}`);
      return [name, copied(column)];
    });
    return Object.fromEntries(columns);
  });
}

function copied({ type, address, length, vocabulary = "" }: Described): Arrays[keyof Arrays] {
  const { buffer } = coreMemory();
  switch (type) {
    case "float64":
      return new Float64Array(buffer, address, length).slice();
    case "int32":
      return new Int32Array(buffer, address, length).slice();
    case "uint32":
      return new Uint32Array(buffer, address, length).slice();
    case "uint64":
      return new BigUint64Array(buffer, address, length).slice();
    case "dictionary": {
      const words = vocabulary.split(",");
      return Array.from(new Uint8Array(buffer, address, length), (code) => words[code] as string);
    }
  }
}
