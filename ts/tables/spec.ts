import type { NumberArrays } from "../base/number-arrays.js";

/** A table as plain data: names, types, units and meanings. No Arrow is loaded to read it. */
export interface TableSpec {
  readonly name: string;
  /** How the quantities in it are normalised, in ASCII: it stands in every file's metadata. */
  readonly normalisation: string;
  readonly columns: readonly ColumnSpec[];
}

export interface ColumnSpec {
  /** `snake_case`; the same quantity has the same name in every table. */
  readonly name: string;
  readonly type: ColumnType;
  /** `1` for a pure number. */
  readonly unit: string;
  readonly meaning: string;
  /** For a dictionary: every value it can hold, in their fixed order. */
  readonly vocabulary?: readonly string[];
  /** For `float64`: NaN stands for what is not there, and is null in the file. */
  readonly nullable?: true;
}

export type ColumnType = "int32" | "uint32" | "uint64" | "float64" | "utf8" | "dictionary" | "list<float64>";

/** The values of a column; a dictionary's are words of its vocabulary. */
export type ColumnValues = ValuesOf<ColumnType>;
export type ValuesOf<T extends ColumnType> = (NumberArrays & {
  utf8: readonly string[];
  dictionary: readonly string[];
  "list<float64>": Lists;
})[T];

/** Row r is `values[offsets[r] … offsets[r + 1])`. */
export interface Lists {
  readonly offsets: Int32Array;
  readonly values: Float64Array;
}

export type Columns = Readonly<Record<string, ColumnValues>>;

/** The columns of a table by their names, each of its type; a dictionary's words are those of its vocabulary. */
export type ColumnsOf<S extends TableSpec> = {
  readonly [C in S["columns"][number] as C["name"]]: C extends { vocabulary: readonly (infer Word)[] }
    ? readonly Word[]
    : ValuesOf<C["type"]>;
};

/** Columns of each type. Whole numbers and words have no unit. */
export const int32 = <const Name extends string>(name: Name, meaning: string) =>
  ({ name, type: "int32", unit: "1", meaning }) as const;

export const uint32 = <const Name extends string>(name: Name, meaning: string) =>
  ({ name, type: "uint32", unit: "1", meaning }) as const;

export const uint64 = <const Name extends string>(name: Name, meaning: string) =>
  ({ name, type: "uint64", unit: "1", meaning }) as const;

export const float64 = <const Name extends string>(name: Name, unit: string, meaning: string) =>
  ({ name, type: "float64", unit, meaning }) as const;

export const utf8 = <const Name extends string>(name: Name, meaning: string) =>
  ({ name, type: "utf8", unit: "1", meaning }) as const;

export const dictionary = <const Name extends string, const Words extends readonly string[]>(
  name: Name,
  meaning: string,
  vocabulary: Words,
) => ({ name, type: "dictionary", unit: "1", meaning, vocabulary }) as const;

export const list = <const Name extends string>(name: Name, unit: string, meaning: string) =>
  ({ name, type: "list<float64>", unit, meaning }) as const;

/** The same, and NaN stands for what is not there. */
export const nullable = <const Column extends { readonly type: "float64" }>(column: Column) =>
  ({ ...column, nullable: true }) as const;

/** A spec whose names, types and words the compiler knows. */
export const table = <const S extends TableSpec>(spec: S): S => spec;

/** The types of columns by their names, as the core is asked for them. */
export const typesOf = <const Specs extends readonly ColumnSpec[]>(columns: Specs) =>
  Object.fromEntries(columns.map(({ name, type }) => [name, type])) as {
    readonly [C in Specs[number] as C["name"]]: C["type"];
  };

/** A table that is read by column, or batch by batch where it is large. */
export interface TableReader<S extends TableSpec = TableSpec> {
  readonly spec: S;
  readonly rows: number;
  /** All values of one column. */
  column<N extends keyof ColumnsOf<S>>(name: N): Promise<ColumnsOf<S>[N]>;
  /** All columns, some rows at a time. */
  batches(): AsyncIterable<ColumnsOf<S>>;
}

/** What a table says about its making: the values of its `losscape.…` metadata keys. */
export interface Provenance {
  readonly version: string;
  readonly config: string;
  readonly backend: "strict" | "relaxed";
  readonly normalisation: string;
  readonly experiment: string;
  /** Of `critical_points`: whether they are all there are, "true" or "false", and what shows it, canonical JSON. */
  readonly complete?: "true" | "false";
  /** What shows how much of what there is the table holds, canonical JSON; of tables of critical points. */
  readonly evidence?: string;
}
