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
export type ValuesOf<T extends ColumnType> = {
  int32: Int32Array;
  uint32: Uint32Array;
  uint64: BigUint64Array;
  float64: Float64Array;
  utf8: readonly string[];
  dictionary: readonly string[];
  "list<float64>": Lists;
}[T];

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

/** A spec whose names, types and words the compiler knows. */
export const table = <const S extends TableSpec>(spec: S): S => spec;

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
